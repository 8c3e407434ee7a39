import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { extractDate } from '../../read/features.ts';
import { keyOf } from '../../read/mapping.ts';
import { looksLikeOsm, osmKey, tag } from '../../read/osm.ts';
import { stops } from './layer.ts';
import type { STOP_CLASSES } from './layer.ts';

type Kind = (typeof STOP_CLASSES)[number]['id'];

/** Kind of a stop by its tags (OSM wiki, "Public transport"); platforms and signs of the same stop are not counted again. */
function kindOf(feature: PlacedFeature): Kind | null {
  if (tag(feature, 'highway') === 'bus_stop') return 'bus';
  const railway = tag(feature, 'railway');
  if (railway === 'tram_stop') return 'tram';
  if (railway !== 'station' && railway !== 'halt') return null;
  const station = tag(feature, 'station');
  return station === 'light_rail' || station === 'subway' || tag(feature, 'light_rail') === 'yes' ? 'tram' : 'rail';
}

function toRows(feature: PlacedFeature): Rows {
  const kind = kindOf(feature);
  if (kind === null) {
    return { skip: 'not-applicable', example: `railway = ${tag(feature, 'railway') ?? ''}` };
  }
  const name = tag(feature, 'name');
  const key = osmKey(feature) ?? keyOf(feature, name);
  if (key === null) return { skip: 'no-key', example: name ?? '' };
  const wheelchair = tag(feature, 'wheelchair');
  const row = {
    key,
    name,
    kind,
    lines: tag(feature, 'route_ref')?.split(/\s*;\s*/) ?? null,
    step_free: wheelchair === 'yes' ? true : wheelchair === 'no' ? false : null,
    geometry: feature.geometry,
  };
  return [{ dataset: stops.dataset, row }];
}

/** Stops of OpenStreetMap. */
export const stopsOsm = featureSource({
  id: 'stops-osm',
  layer: stops,
  title: { de: 'Haltestellen aus OpenStreetMap', en: 'Stops from OpenStreetMap' },
  detect: ({ names, format }, { text }) => {
    if (format === 'pbf') return 0.2;
    return /"(?:bus_stop|tram_stop)"/.test(text) && looksLikeOsm(names) ? 0.85 : 0;
  },
  toRows,
  asOf: (file) => extractDate(file),
});
