import type { addresses } from '../layers/addresses/layer.ts';
import type { RowOf } from '../layers/define.ts';
import type { BuildingRow } from './city/houses.ts';
import { centroid, contains } from './city/plane.ts';
import type { Point } from './city/plane.ts';
import { pointGeometry } from './playgrounds.ts';

export type AddressRow = RowOf<typeof addresses.dataset>;

/**
 * The address table of the demo: one row for each house number of its buildings, invented like these. Sheds and garages have
 * none, and of buildings that share an address the first bears it.
 */
export function* addressRows(buildings: Iterable<BuildingRow>): Generator<AddressRow> {
  const taken = new Set<string>();
  for (const { key, address, use, geometry } of buildings) {
    const [, street, number, suffix] = /^(.*\D) (\d+)([a-z]?)$/.exec(address ?? '') ?? [];
    if (address === null || street === undefined || use === 'other' || taken.has(address)) continue;
    taken.add(address);
    const ring = ringOf(geometry);
    const middle = centroid(ring);
    yield {
      key: key.replace('building', 'address'),
      street,
      number: Number(number),
      suffix: suffix === '' || suffix === undefined ? null : suffix,
      postcode: '44145',
      place: 'Dortmund',
      district: null,
      municipality: '05913000',
      // The middle of an angular house may lie in its yard.
      quality: contains(ring, middle) ? 'building' : 'parcel',
      geometry: pointGeometry(middle),
    };
  }
}

/** Outer ring of a building, which is one polygon. */
function ringOf(geometry: BuildingRow['geometry']): Point[] {
  const ring = geometry.type === 'MultiPolygon' ? (geometry.coordinates[0]?.[0] ?? []) : [];
  return ring.map(([east = 0, north = 0]) => [east, north]);
}
