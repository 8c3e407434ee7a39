import { arcgis } from './arcgis.ts';
import { ogcFeatures } from './ogc-features.ts';
import { opendatasoft } from './opendatasoft.ts';
import { overpass } from './overpass.ts';
import type { Area, Plan } from './protocol.ts';
import type { Settings } from './settings.ts';
import { wfs } from './wfs.ts';

const NAME_LIMIT = 120;

function fileNameOf(url: string): string {
  const last = new URL(url).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last).slice(-NAME_LIMIT) || 'download';
  } catch {
    return last.slice(-NAME_LIMIT) || 'download';
  }
}

/**
 * How the data of a connection is asked for.
 * @param area the project's area with its surroundings, WGS 84; null: everything
 */
export function planOf(settings: Settings, area: Area): Plan {
  switch (settings.kind) {
    case 'ogc-features':
      return ogcFeatures(settings, area);
    case 'wfs':
      return wfs(settings, area);
    case 'opendatasoft':
      return opendatasoft(settings);
    case 'arcgis':
      return arcgis(settings, area);
    case 'overpass':
      return overpass(settings, area);
    case 'url':
      return { paged: false, ask: { url: settings.url }, fileName: fileNameOf(settings.url), member: settings.member };
  }
}
