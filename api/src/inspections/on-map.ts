import type { Feature, FeatureCollection, Position } from 'geojson';
import type { Bbox } from '@quartierblick/gis/layers/source-types.ts';
import type { Crs } from '@quartierblick/gis/read/crs.ts';
import type { RawFeature } from '@quartierblick/gis/read/geojson.ts';

/** Decimals of degrees: about a centimetre. */
const FACTOR = 1e7;
const rounded = (degrees: number): number => Math.round(degrees * FACTOR) / FACTOR;

/** Coordinates of any depth in WGS 84; null where the system has no answer for one of them. */
function placed(value: unknown, crs: Crs): unknown {
  if (!Array.isArray(value)) return null;
  if (typeof value[0] === 'number') {
    try {
      const [x, y] = crs.toWgs84(value as Position);
      return Number.isFinite(x) && Number.isFinite(y) && Math.abs(x) <= 180 && Math.abs(y) <= 90
        ? [rounded(x), rounded(y)]
        : null;
    } catch {
      return null;
    }
  }
  const parts = value.map((part) => placed(part, crs));
  return parts.includes(null) ? null : parts;
}

/** A geometry of a file in WGS 84; null where it has no place on earth in this system. */
function geometryOf(geometry: unknown, crs: Crs, depth = 0): Feature['geometry'] | null {
  const { type, coordinates, geometries } = (geometry ?? {}) as Record<string, unknown>;
  if (type === 'GeometryCollection' && Array.isArray(geometries) && depth < 4) {
    const parts = geometries.map((one) => geometryOf(one, crs, depth + 1)).filter((one) => one !== null);
    return { type, geometries: parts };
  }
  const at = placed(coordinates, crs);
  return at === null ? null : ({ type, coordinates: at } as Feature['geometry']);
}

/** Features of a file for the map, WGS 84; those without a place are left out. */
export function onMap(features: readonly RawFeature[], crs: Crs): FeatureCollection {
  const shown = features.flatMap((feature): Feature[] => {
    const geometry = geometryOf(feature.geometry, feature.crs ?? crs);
    return geometry ? [{ type: 'Feature', properties: feature.properties, geometry }] : [];
  });
  return { type: 'FeatureCollection', features: shown };
}

/** Box of positions in WGS 84; null where none has a place. */
export function boundsOf(positions: readonly Position[], crs: Crs): Bbox | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const position of positions) {
    const at = placed(position, crs) as [number, number] | null;
    if (at === null) continue;
    box[0] = Math.min(box[0], at[0]);
    box[1] = Math.min(box[1], at[1]);
    box[2] = Math.max(box[2], at[0]);
    box[3] = Math.max(box[3], at[1]);
  }
  return Number.isFinite(box[0]) ? box : null;
}
