import type { Point } from '@quartierblick/gis/analysis/network/types.ts';
import { placeOf } from '@quartierblick/gis/network/lon-lat.ts';
import type { Sql } from '../db.ts';
import { visibleLayers } from '../layers/access.ts';
import { layerVersions } from '../layers/versions.ts';
import { hitsOf } from '../search/hits.ts';
import type { SearchService } from '../search/service.ts';

/** Where somebody may have meant. EPSG:25832. */
export interface NamedPlace {
  name: string;
  at: Point;
}

/** Places that are offered beside the first. */
const MOST = 5;

/** Addresses, streets and places of a name, best first; what everyone may see. */
export async function placesNamed(sql: Sql, search: SearchService, name: string): Promise<NamedPlace[]> {
  const version = await layerVersions(sql);
  const hits = await hitsOf(sql, await search.find(name, visibleLayers('public'), version, MOST));
  return hits.map(({ title, center }) => ({ name: title, at: placeOf([center[0] ?? 0, center[1] ?? 0]) }));
}
