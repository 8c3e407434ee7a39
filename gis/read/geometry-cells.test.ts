import fc from 'fast-check';
import type { Geometry } from 'geojson';
import { describe, expect, it } from 'vitest';
import { ewkbHex } from './ewkb.ts';
import { geometriesOf, geometryColumns } from './geometry-cells.ts';
import { shapesOf } from './shapes.ts';
import { readWkb } from './wkb.ts';
import { readWkt } from './wkt.ts';

const POINT = { type: 'Point', coordinates: [394000.5, 5709000] };
const SQUARE = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 0],
];
const HOLE = [
  [2, 1],
  [3, 1],
  [3, 2],
  [2, 1],
];
/** SELECT of PostGIS 3.6: ST_SetSRID(ST_MakePoint(1, 2), 4326), the same with a height, and ST_AsBinary in big-endian order. */
const HEX = '0101000020E6100000000000000000F03F0000000000000040';
const HEX_Z = '01010000A0E6100000000000000000F03F00000000000000400000000000000840';
const HEX_XDR = '00000000013ff00000000000004000000000000000';

describe('well-known text', () => {
  it.each([
    ['POINT(394000.5 5709000)', POINT],
    [' Point (394000.5 5709000) ', POINT],
    ['PointZ (394000.5 5709000 88)', POINT],
    ['POINT ZM (394000.5 5709000 88 -1)', POINT],
    ['POINT M(394000.5 5709000 1)', POINT],
    ['POINT(394000.5 5709000 88)', POINT],
    ['LineString (0 0, 4 0)', { type: 'LineString', coordinates: SQUARE.slice(0, 2) }],
    ['POLYGON((0 0,4 0,\n4 4,0 0),(2 1,3 1,3 2,2 1))', { type: 'Polygon', coordinates: [SQUARE, HOLE] }],
    ['MultiPolygon Z (((0 0 1, 4 0 1, 4 4 1, 0 0 1)))', { type: 'MultiPolygon', coordinates: [[SQUARE]] }],
    ['MULTIPOINT(0 0,4 0)', { type: 'MultiPoint', coordinates: SQUARE.slice(0, 2) }],
    ['MULTIPOINT((0 0),(4 0))', { type: 'MultiPoint', coordinates: SQUARE.slice(0, 2) }],
    ['POINT(1e-7 +2.5E3)', { type: 'Point', coordinates: [1e-7, 2500] }],
  ])('reads %s as PostGIS and QGIS write it', (text, geometry) => {
    expect(readWkt(text)).toEqual({ geometry, srid: null });
    expect(readWkt(`SRID=25832;${text}`)).toEqual({ geometry, srid: 25832 });
  });

  it('tells nothing there from a damaged geometry', () => {
    expect(readWkt('POINT EMPTY')).toEqual({ geometry: null, srid: null });
    expect(readWkt('srid=25832; MULTIPOLYGON Z EMPTY')).toEqual({ geometry: null, srid: 25832 });
  });

  it.each([
    '',
    'Spielplatz (alt)',
    'POINT',
    'POINT(',
    'POINT()',
    'POINT(1)',
    'POINT(1 2',
    'POINT(1 2))',
    'POINT(1 2)x',
    'POINT(1 2) POINT(3 4)',
    'POINT(1a 2)',
    'POINT(1,5 2,5)',
    'POINT(1 2 3 4 5)',
    'POLYGON((0 0,4 0,4 4,0 0)',
    'POLYGON((0 0,4 0))',
    'LINESTRING(1 2,,3 4)',
    'SRID=x;POINT(1 2)',
    'CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0,1 -1,0 0))',
    `${'GEOMETRYCOLLECTION('.repeat(20_000)}POINT(1 2)${')'.repeat(20_000)}`,
  ])('refuses %s', (text) => {
    expect(readWkt(text)).toBeNull();
  });

  it('is not held up by a long text that is none', () => {
    const start = performance.now();
    for (const part of ['1', ' ', '(', '1 ', 'Z', 'POINT ', '1 2,']) readWkt(`POINT(${part.repeat(300_000)}`);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('well-known binary', () => {
  it.each([HEX, HEX_Z, HEX.toLowerCase(), `\\x${HEX}`])('reads %s as psql and pgAdmin show it', (text) => {
    expect(readWkb(text)).toEqual({ geometry: { type: 'Point', coordinates: [1, 2] }, srid: 4326 });
  });

  it('reads the other order of bytes, and the kinds of ISO', () => {
    const geometry = { type: 'Point', coordinates: [1, 2] };
    expect(readWkb(HEX_XDR)).toEqual({ geometry, srid: null });
    expect(readWkb(`01e9030000${HEX_Z.slice(18)}`)).toEqual({ geometry, srid: null });
  });

  it('takes a point that is not a number for none', () => {
    expect(readWkb(`0101000000${'000000000000f87f'.repeat(2)}`)).toEqual({ geometry: null, srid: null });
  });

  it.each<Geometry>([
    { type: 'LineString', coordinates: SQUARE },
    { type: 'Polygon', coordinates: [SQUARE, HOLE] },
    { type: 'MultiPoint', coordinates: SQUARE },
    { type: 'MultiLineString', coordinates: [SQUARE, HOLE] },
    { type: 'MultiPolygon', coordinates: [[SQUARE, HOLE], [HOLE]] },
  ])('reads what is written of $type, and refuses it cut at every byte', (geometry) => {
    const text = ewkbHex(geometry, 25832);
    expect(readWkb(text)).toEqual({ geometry, srid: 25832 });
    for (let end = 0; end < text.length; end += 1) expect(readWkb(text.slice(0, end))).toBeNull();
    expect(readWkb(`${text}00`)).toBeNull();
  });

  it('does not believe a number of members beyond its bytes', () => {
    expect(readWkb('0102000000ffffffff00000000')).toBeNull();
    expect(readWkb('0107000000ffffffff00000000')).toBeNull();
  });
});

it('never throws, and gives only geometries that can be placed, whatever is in a cell', () => {
  const texts = [
    'POINT',
    'POLYGON',
    'MULTI',
    'Z',
    'EMPTY',
    'SRID=',
    '25832',
    ';',
    '(',
    ')',
    ',',
    ' ',
    '1',
    '-2.5e3',
    '\\x',
    '0',
    'f',
  ];
  const noise = fc.array(fc.constantFrom(...texts), { maxLength: 24 }).map((parts) => parts.join(''));
  const hex = fc.uint8Array({ maxLength: 80 }).map((bytes) => `01${Buffer.from(bytes).toString('hex')}`);
  const cut = fc.tuple(fc.nat(110), fc.string({ maxLength: 3 })).map(([at, put]) => {
    const whole = 'SRID=25832;MULTIPOLYGON Z (((0 0 1,4 0 1,4 4 1,0 0 1),(2 1 1,3 1 1,3 2 1,2 1 1)))';
    return whole.slice(0, at) + put + whole.slice(at + 1);
  });
  fc.assert(
    fc.property(fc.oneof(fc.string(), noise, hex, cut), (cell) => {
      const [geometry] = geometriesOf([cell]).geometries as ({ type: string } | null)[];
      if (geometry) expect(shapesOf(geometry) !== null || geometry.type.length <= 40).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

describe('columns of geometries', () => {
  it('are found by what is in them, areas before points', () => {
    const rows = [
      ['1', HEX, 'POLYGON((0 0,4 0,4 4,0 0))', 'Punkt (alt)'],
      ['2', '', 'POLYGON((0 0,4 0,4 4,0 0))', ''],
    ];
    expect(geometryColumns(['nr', 'label', 'lage', 'geom'], rows)).toEqual(['lage', 'label']);
    expect(geometryColumns(['nr'], [['0101'], ['']])).toEqual([]);
    expect(geometryColumns([], [])).toEqual([]);
  });

  it('bear damaged cells: a few, or up to half where the name says what they should be', () => {
    const rows = [...Array.from({ length: 18 }, () => 'POINT(1 2)'), 'POINT(1', 'unbekannt'].map((cell) => [cell]);
    expect(geometryColumns(['lage'], rows)).toEqual(['lage']);
    expect(geometryColumns(['lage'], rows.slice(16))).toEqual([]);
    expect(geometryColumns(['wkt_geom'], rows.slice(16))).toEqual(['wkt_geom']);
  });

  it('are in the system that most cells state; a cell in another one has no place', () => {
    const cells = ['SRID=25832;POINT(1 2)', 'SRID=25832;POINT(3 4)', 'SRID=25833;POINT(1 2)', 'POINT(5 6)', 'x'];
    expect(geometriesOf([...cells, undefined, ' '])).toEqual({
      srid: 25832,
      geometries: [
        { type: 'Point', coordinates: [1, 2] },
        { type: 'Point', coordinates: [3, 4] },
        { type: 'SRID=25833' },
        { type: 'Point', coordinates: [5, 6] },
        { type: 'x' },
        null,
        null,
      ],
    });
  });
});
