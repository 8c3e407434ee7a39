import fc from 'fast-check';
import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { crsBySrid, crsOfMember, crsOfPosition, STORAGE, WGS84 } from './crs.ts';
import { ewkbHex } from './ewkb.ts';
import { placeGeometry } from './geometry.ts';
import { DORTMUND } from './test-import.ts';
import { areaOf, isValid, repairPolygons } from './validity.ts';

const [E, N] = [394000, 5709000];
const at = (points: number[][]): Position[] => points.map(([x = 0, y = 0]) => [E + x, N + y]);
const SQUARE = at([[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]); // prettier-ignore
const BOW_TIE = at([[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]); // prettier-ignore
const place = (geometry: unknown, kind: 'point' | 'line' | 'polygon' = 'polygon'): ReturnType<typeof placeGeometry> =>
  placeGeometry(geometry, STORAGE, kind, DORTMUND);
const polygon = (...rings: Position[][]): unknown => ({ type: 'Polygon', coordinates: rings });

describe('placing', () => {
  it('agrees with the position that Dortmund publishes in both systems', () => {
    const [x, y] = WGS84.toStorage([7.537437322688712, 51.556506714649814]);
    expect(x).toBeCloseTo(398607.5978, 2);
    expect(y).toBeCloseTo(5712727.1609, 2);
  });

  it('goes there and back in every known system', () => {
    for (const srid of [4326, 4258, 3857, 25831, 25832, 25833, 4647, 5650, 3035, 31466, 31467, 31468]) {
      const crs = crsBySrid(srid);
      expect(crs).toBeDefined();
      const [lon, lat] = crs?.toWgs84(fromWgs84(srid)) ?? [0, 0];
      expect(lon).toBeCloseTo(7.47, 3);
      expect(lat).toBeCloseTo(51.52, 3);
    }
  });

  it('stores squares as they are, and the bow tie as its two halves, noted', () => {
    expect(place(polygon(SQUARE))).toMatchObject({ areaM2: 100, geometry: { type: 'MultiPolygon' } });
    expect(place(polygon(SQUARE))).not.toHaveProperty('repaired');
    expect(place(polygon(BOW_TIE))).toMatchObject({ areaM2: 50, repaired: 'self-intersection' });
  });

  it('notes repeated vertices apart from crossings, and closes rings', () => {
    expect(place(polygon([SQUARE[0] as Position, ...SQUARE]))).toMatchObject({ repaired: 'repeated-vertices' });
    expect(place(polygon(SQUARE.slice(0, 4)))).toMatchObject({ areaM2: 100, repaired: 'unclosed-ring' });
  });

  it('keeps holes, and takes their area off', () => {
    const hole = at([[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]); // prettier-ignore
    expect(place(polygon(SQUARE, hole))).toMatchObject({ areaM2: 96 });
  });

  it('names what does not fit', () => {
    expect(place(null)).toMatchObject({ skip: 'no-geometry' });
    expect(place({ type: 'Point', coordinates: [] })).toMatchObject({ skip: 'invalid-geometry' });
    expect(place({ type: 'Polygon', coordinates: [] })).toMatchObject({ skip: 'no-geometry' });
    expect(place({ type: 'Point', coordinates: [E, N] })).toMatchObject({ skip: 'wrong-geometry-type' });
    expect(place(polygon(SQUARE), 'line')).toMatchObject({ skip: 'wrong-geometry-type' });
    expect(place({ type: 'Point', coordinates: [N, E] }, 'point')).toMatchObject({ skip: 'swapped-axes' });
    expect(place({ type: 'Point', coordinates: [E, N + 900_000] }, 'point')).toMatchObject({ skip: 'outside-area' });
    expect(place(polygon(at([[0, 0], [5, 5], [10, 10], [0, 0]])))).toMatchObject({ skip: 'invalid-geometry' }); // prettier-ignore
  });

  it('refuses a polygon with one vertex far away', () => {
    const spike = [...SQUARE.slice(0, 2), [0, 0], ...SQUARE.slice(2)];
    expect(place(polygon(spike))).toMatchObject({ skip: 'outside-area' });
  });

  it('puts the point of a horseshoe inside of it, where its centroid is not', () => {
    const horseshoe = at([[0, 0], [30, 0], [30, 30], [20, 30], [20, 10], [10, 10], [10, 30], [0, 30], [0, 0]]); // prettier-ignore
    const placed = place(polygon(horseshoe), 'point');
    expect(placed).toMatchObject({ areaM2: 700, geometry: { type: 'Point' } });
    const [x = 0, y = 0] = (placed as { geometry: { coordinates: Position } }).geometry.coordinates;
    expect(y - N < 10 || x - E < 10 || x - E > 20).toBe(true);
  });

  it('never throws and never passes an invalid polygon, whatever the ring', () => {
    const vertex = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(fc.array(vertex, { maxLength: 14 }), (vertices) => {
        const placed = place(polygon(at(vertices)));
        if ('skip' in placed) return;
        const { coordinates } = placed.geometry as { coordinates: Position[][][] };
        expect(isValid(coordinates)).toBe(true);
        expect(placed.areaM2).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('takes nothing for a geometry that is none', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom('Point', 'LineString', 'MultiPolygon', 'GeometryCollection'),
        (any, type) => {
          for (const geometry of [any, { type, coordinates: any }, { type, geometries: any }]) {
            const placed = place(geometry);
            if (!('skip' in placed)) expect(placed.geometry.type).toBe('MultiPolygon');
          }
        },
      ),
    );
  });
});

/** 7.47 E, 51.52 N in the system, by way of the system's own inverse. */
function fromWgs84(srid: number): Position {
  const crs = crsBySrid(srid) as NonNullable<ReturnType<typeof crsBySrid>>;
  // Newton's steps on the forward direction: only toWgs84 is public, and it must be right.
  const starts: Record<number, Position> = {
    4326: [7, 51], 4258: [7, 51], 3857: [830000, 6710000], 25831: [800000, 5700000], 25832: [394000, 5709000],
    25833: [-20000, 5730000], 4647: [32394000, 5709000], 5650: [32980000, 5730000], 3035: [4145000, 3159000],
    31466: [2600000, 5710000], 31467: [3394000, 5710000], 31468: [4190000, 5720000],
  }; // prettier-ignore
  let [x = 0, y = 0] = starts[srid] ?? [];
  const step = srid === 4326 || srid === 4258 ? 1e-6 : 0.5;
  for (let i = 0; i < 12; i += 1) {
    const [lon, lat] = crs.toWgs84([x, y]);
    const [lonX, latX] = crs.toWgs84([x + step, y]);
    const [lonY, latY] = crs.toWgs84([x, y + step]);
    const [a, b, c, d] = [(lonX - lon) / step, (lonY - lon) / step, (latX - lat) / step, (latY - lat) / step];
    const [u, v] = [7.47 - lon, 51.52 - lat];
    x += (d * u - b * v) / (a * d - b * c);
    y += (a * v - c * u) / (a * d - b * c);
  }
  return [x, y];
}

describe('coordinate systems', () => {
  it.each([
    ['urn:ogc:def:crs:EPSG::25832', 25832],
    ['EPSG:3857', 3857],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 4326],
    ['http://www.opengis.net/def/crs/EPSG/0/4258', 4258],
    ['urn:ogc:def:crs:EPSG:6.9:31467', 31467],
  ])('reads %s', (name, srid) => expect(crsOfMember({ properties: { name } })?.srid).toBe(srid));

  it('refuses a system that it does not know, by name', () => {
    expect(() => crsOfMember({ properties: { name: 'EPSG:2056' } })).toThrow(/EPSG:2056/);
    expect(crsOfMember(undefined)).toBeNull();
  });

  it('tells metres without a name by their eastings', () => {
    expect(crsOfPosition([7.47, 51.52]).srid).toBe(4326);
    expect(crsOfPosition([394000, 5709000]).srid).toBe(25832);
    expect(crsOfPosition([32394000, 5709000]).srid).toBe(4647);
    expect(crsOfPosition([2600000, 5710000]).srid).toBe(31466);
    expect(crsOfPosition([3394000, 5710000]).srid).toBe(31467);
  });
});

describe('repair', () => {
  it('keeps the area of a polygon that was right', () => {
    const whole = repairPolygons([[SQUARE]]);
    expect(whole && areaOf(whole)).toBe(100);
  });
});

describe('EWKB', () => {
  it('writes what PostGIS writes for a point', () => {
    // select encode(st_asewkb(st_setsrid(st_makepoint(1, 2), 25832)), 'hex')
    expect(ewkbHex({ type: 'Point', coordinates: [1, 2] }, 25832)).toBe(
      '0101000020e8640000000000000000f03f0000000000000040',
    );
  });

  it('writes multi-geometries with the system on the outside only', () => {
    const hex = ewkbHex({ type: 'MultiLineString', coordinates: [[[0, 0], [1, 1]]] }, 25832); // prettier-ignore
    expect(hex.startsWith('0105000020e8640000010000000102000000020000')).toBe(true);
    expect(hex).toHaveLength(2 * (9 + 4 + 5 + 4 + 32));
    expect(() => ewkbHex({ type: 'GeometryCollection', geometries: [] }, 25832)).toThrow(TypeError);
  });
});
