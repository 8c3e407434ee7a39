import { hotspotSettingSchema } from '@quartierblick/gis/analysis/safety/setting.ts';
import { Problem } from '../errors.ts';

export const hotspotsSchema = hotspotSettingSchema.openapi('HotspotSetting', {
  description: 'Thresholds of the layer `hotspots`: a named preset, own ones, or null for those of the Land',
});

export const noProject = (): Problem =>
  new Problem({
    status: 404,
    type: 'no-project',
    title: {
      de: 'Es ist noch kein Projektgebiet eingerichtet',
      en: 'No project area has been set up yet',
    },
  });
