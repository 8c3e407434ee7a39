import type { PlacedFeature } from './feature-source.ts';
import { parseText } from './numbers.ts';

/**
 * How surely a source reads an extract (.osm.pbf): it holds every layer at once, so the user names the one that is wanted.
 * Below the surety from which a file is claimed, above that of reading it by field names.
 */
export const UNNAMED = 0.2;

/** Tag of an OpenStreetMap object as text, or null. overpass-turbo writes tags into the properties. */
export function tag({ properties }: PlacedFeature, key: string): string | null {
  return parseText(properties[key]);
}

/** Key of an OpenStreetMap object: its type and number, e.g. `way/24871471`; null where neither id nor `@id` says it. */
export function osmKey({ id, properties }: PlacedFeature): string | null {
  for (const candidate of [id, parseText(properties['@id']), parseText(properties['osm_id'])]) {
    if (candidate === null) continue;
    if (/^(node|way|relation)\/\d+$/.test(candidate)) return candidate;
    if (/^-?\d+$/.test(candidate)) return `osm/${candidate}`;
  }
  return null;
}

/** Whether names found in a file speak of OpenStreetMap: its ids, or a mark of the Overpass API. */
export function looksLikeOsm(names: ReadonlySet<string>): boolean {
  return names.has('@id') || names.has('osm3s') || names.has('osm_id') || names.has('osm_type');
}
