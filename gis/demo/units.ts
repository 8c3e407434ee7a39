import type { RowOf } from '../layers/define.ts';
import { INDICATORS } from '../layers/statistical-units/indicators.ts';
import type { statisticalUnits, unitIndicators } from '../layers/statistical-units/layer.ts';
import { multiPolygon } from './city/houses.ts';
import { area } from './city/plane.ts';
import type { Point } from './city/plane.ts';
import { project } from './projection.ts';
import { DEMO_SOURCE } from './source.ts';
import { MALLINCKRODTSTRASSE } from './skeleton.ts';

export type UnitRow = RowOf<typeof statisticalUnits.dataset>;
export type IndicatorRow = RowOf<typeof unitIndicators>;

/** Published figures of a unit: Stadt Dortmund, do_data2024. */
const FIGURES = [
  'density-settlement',
  'share-built-up',
  'share-under-6',
  'share-6-18',
  'unemployed',
  'transfer-payments',
  'sgb2-children',
  'living-space',
] as const;
export type Figure = (typeof FIGURES)[number];

export interface Unit {
  code: string;
  name: string;
  district: string;
  figures: Record<Figure, number>;
  ring: Point[];
}

/** First and last year-end of the published figures. */
const YEAR = 2024;
/** Year-ends before it for which the demo invents people, so that there is something to see over time. */
const EARLIER = [2020, 2021, 2022, 2023] as const;
const PUBLISHED = 'Stadt Dortmund, do_data2024';

// Borders are made: simple outlines about where the real units lie, along streets where there are some. Neighbours share
// these pieces, so the outlines neither overlap nor leave gaps. Longitude and latitude.
const mallinckrodt = (from: number, to: number): Point[] => MALLINCKRODTSTRASSE.slice(from, to + 1);
const CLAUSTHALER: Point = [7.4652, 51.52481];
const BORN_SOUTH: Point = [7.46946, 51.5189];
const FLENSBURGER_SOUTH: Point = [7.4751, 51.5187];
const OVER_Q: Point = [7.4785, 51.5266];

const PIECES = {
  born: [BORN_SOUTH, [7.4697, 51.5199], [7.4702, 51.5213], [7.4708, 51.523], [7.4707, 51.5247], [7.4709, 51.5256]],
  flensburger: [
    FLENSBURGER_SOUTH,
    [7.4752, 51.5201],
    [7.4751, 51.5213],
    [7.4754, 51.5226],
    [7.4752, 51.5242],
    [7.4753, 51.5249],
    [7.4752, 51.5261],
  ],
  mallinckrodtWest: [...mallinckrodt(0, 2), CLAUSTHALER],
  mallinckrodtMarket: [CLAUSTHALER, ...mallinckrodt(3, 5)],
  mallinckrodtQuarter: mallinckrodt(5, 7),
  mallinckrodtEast: mallinckrodt(7, 8),
  mallinckrodtFar: mallinckrodt(8, 10),
  south051: [[7.454, 51.5188], [7.463, 51.5185], [7.466, 51.5188], BORN_SOUTH],
  south052: [BORN_SOUTH, [7.4725, 51.5186], FLENSBURGER_SOUTH],
  south061: [FLENSBURGER_SOUTH, [7.478, 51.519], [7.4807, 51.5194], [7.487, 51.52], [7.4885, 51.5215]],
  east061: [
    [7.4885, 51.5215],
    [7.4882, 51.5245],
    [7.485, 51.5271],
  ],
  market: [CLAUSTHALER, [7.4652, 51.5258], [7.4653, 51.527], [7.465, 51.5291], [7.4665, 51.5395]],
  north053: [
    [7.4665, 51.5395],
    [7.458, 51.5395],
  ],
  west053: [
    [7.458, 51.5395],
    [7.455, 51.53],
    [7.457, 51.5241],
  ],
  north054: [
    [7.479, 51.539],
    [7.4665, 51.5395],
  ],
  east054: [OVER_Q, [7.48, 51.53], [7.479, 51.539]],
  outer062: [
    [7.4885, 51.5215],
    [7.51, 51.526],
    [7.515, 51.54],
    [7.49, 51.5515],
    [7.479, 51.539],
  ],
  west051: [
    [7.457, 51.5241],
    [7.4555, 51.5215],
    [7.454, 51.5188],
  ],
  south043: [
    [7.449, 51.5195],
    [7.454, 51.5188],
  ],
  west043: [
    [7.45, 51.5238],
    [7.449, 51.5195],
  ],
  north043: [
    [7.457, 51.5241],
    [7.45, 51.5238],
  ],
  south042: [
    [7.4235, 51.517],
    [7.449, 51.5195],
  ],
  east042: [
    [7.45, 51.5238],
    [7.4505, 51.53],
  ],
  north042: [
    [7.4505, 51.53],
    [7.4238, 51.5322],
  ],
  west042: [
    [7.4238, 51.5322],
    [7.4235, 51.517],
  ],
  outer041: [
    [7.458, 51.5395],
    [7.45, 51.543],
    [7.424, 51.5425],
    [7.4238, 51.5322],
  ],
} as const satisfies Record<string, readonly Point[]>;

type Piece = keyof typeof PIECES | `-${keyof typeof PIECES}`;

function ring(pieces: Piece[]): Point[] {
  return pieces.flatMap((name) => {
    const reversed = name.startsWith('-');
    const piece: readonly Point[] = PIECES[(reversed ? name.slice(1) : name) as keyof typeof PIECES];
    return (reversed ? [...piece].reverse() : piece).slice(0, -1).map(project);
  });
}

function unit(code: string, name: string, district: string, values: readonly number[], pieces: Piece[]): Unit {
  const figures = Object.fromEntries(FIGURES.map((figure, i) => [figure, values[i]])) as Record<Figure, number>;
  return { code, name, district, figures, ring: ring(pieces) };
}

/** The nine statistical units of the Nordstadt with their figures for 2024; the outlines are made. */
export const UNITS: readonly Unit[] = [
  unit(
    '041',
    'Hafen',
    'Innenstadt-Nord',
    [162.7, 15.5, 6.8, 12.2, 20.4, 28.7, 49.6, 31.3],
    ['-north043', '-west053', 'outer041', '-north042', '-east042'],
  ),
  unit(
    '042',
    'Hafen-Süd',
    'Innenstadt-Nord',
    [213.6, 21.4, 6.5, 13.0, 20.3, 29.4, 53.5, 32],
    ['south042', '-west043', 'east042', 'north042', 'west042'],
  ),
  unit(
    '043',
    'Hafen-Südost',
    'Innenstadt-Nord',
    [337.1, 57, 6.9, 11.9, 20.6, 29, 51.3, 31.3],
    ['south043', '-west051', 'north043', 'west043'],
  ),
  unit(
    '051',
    'Nordmarkt-Süd',
    'Innenstadt-Nord',
    [250.8, 58.8, 8.3, 18.5, 23.9, 38.1, 58.7, 28.9],
    ['south051', 'born', '-mallinckrodtMarket', '-mallinckrodtWest', 'west051'],
  ),
  unit(
    '052',
    'Nordmarkt-Südost',
    'Innenstadt-Nord',
    [433.3, 65.6, 6.9, 17.3, 25, 37.4, 57.8, 27.9],
    ['south052', 'flensburger', '-mallinckrodtQuarter', '-born'],
  ),
  unit(
    '053',
    'Nordmarkt-West',
    'Innenstadt-Nord',
    [211.8, 45.1, 8.2, 17.3, 22.4, 34.6, 54.8, 28.2],
    ['mallinckrodtWest', 'market', 'north053', 'west053'],
  ),
  unit(
    '054',
    'Nordmarkt-Ost',
    'Innenstadt-Nord',
    [91.2, 40.8, 9.4, 17.1, 25.6, 38.9, 63.8, 26],
    ['mallinckrodtMarket', 'mallinckrodtQuarter', 'mallinckrodtEast', 'east054', 'north054', '-market'],
  ),
  unit(
    '061',
    'Borsigplatz',
    'Innenstadt-Nord',
    [362.7, 50.4, 8.2, 16.3, 23.4, 37.1, 59.5, 26.6],
    ['south061', 'east061', '-mallinckrodtFar', '-mallinckrodtEast', '-flensburger'],
  ),
  unit(
    '062',
    'Westfalenhütte',
    'Innenstadt-Nord',
    [98.5, 7.8, 8.8, 18.8, 20.3, 33.8, 51.7, 26.6],
    ['mallinckrodtFar', '-east061', 'outer062', '-east054'],
  ),
];

const areaHa = (unit: Unit): number => area(unit.ring) / 10_000;
const cents = (value: number): number => Math.round(value * 100) / 100;

/** Rows of the units. */
export function unitRows(): UnitRow[] {
  return UNITS.map((unit) => ({
    key: unit.code,
    code: unit.code,
    name: unit.name,
    district: unit.district,
    area_ha: cents(areaHa(unit)),
    geometry: multiPolygon(unit.ring),
  }));
}

/**
 * Figures of the units for 2024 as published, and what follows from the demo's own cells and outlines
 * (`counts` by unit code), with invented years before it – that says "Demo – erfunden".
 */
export function indicatorRows(counts: ReadonlyMap<string, { inhabitants: number; children: number }>): IndicatorRow[] {
  return UNITS.flatMap((unit) => {
    const count = counts.get(unit.code);
    return [
      ...FIGURES.map((figure) => indicator(unit, figure, unit.figures[figure], PUBLISHED)),
      ...(count ? [...EARLIER, YEAR].flatMap((year) => peopleOf(unit, count, year)) : []),
    ];
  });
}

/** What follows from the demo's own cells, or was invented for the years before them. */
function peopleOf(unit: Unit, count: { inhabitants: number; children: number }, year: number): IndicatorRow[] {
  const [hectares, share] = [areaHa(unit), (1 + yearlyChange(unit)) ** (year - YEAR)];
  const inhabitants = Math.round(count.inhabitants * share);
  const children = Math.round(count.children * share);
  return [
    indicator(unit, 'inhabitants', inhabitants, DEMO_SOURCE.name, year),
    indicator(unit, 'density-total', cents(inhabitants / hectares), DEMO_SOURCE.name, year),
    indicator(unit, 'density-children', cents(children / hectares), DEMO_SOURCE.name, year),
  ];
}

/** Change of a unit's people from year to year, −0.02 to 0.03: no trend of the city, only a different one for each unit. */
const yearlyChange = ({ code }: Unit): number => (((Number(code) * 37) % 11) - 4) / 200;

function indicator(unit: Unit, id: string, value: number, source: string, year: number = YEAR): IndicatorRow {
  const known = INDICATORS.find((candidate) => candidate.id === id);
  if (!known) throw new Error(`no indicator ${id}`);
  return {
    key: `${unit.code}/${id}/${year}`,
    unit_key: unit.code,
    indicator: id,
    year,
    value,
    unit: known.unit.de,
    denominator: known.denominator.de || null,
    source,
    state: 'value',
  };
}
