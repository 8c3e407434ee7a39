import type { RowOf } from '../layers/define.ts';
import type { accidents } from '../layers/accidents/layer.ts';
import { add, at, distance, left, unit } from './city/plane.ts';
import type { Point } from './city/plane.ts';
import type { Street } from './city/street.ts';
import { pointGeometry } from './playgrounds.ts';
import { project } from './projection.ts';
import { random } from './random.ts';
import type { Random } from './random.ts';

export type AccidentRow = RowOf<typeof accidents.dataset>;

/** NRW delivers to the Unfallatlas from 2019 on; a demo with earlier years would teach something false. */
const YEARS = [2019, 2020, 2021, 2022, 2023, 2024] as const;
const DORTMUND = '05913000';

/** Crossings of the Bornstraße where invented accidents gather: position, number, spread in metres. */
const CROSSINGS: readonly { at: Point; count: number; spread: number }[] = [
  { at: [7.4709, 51.5256], count: 74, spread: 16 },
  { at: [7.47062, 51.5225], count: 46, spread: 14 },
  { at: [7.47038, 51.5217], count: 28, spread: 12 },
  { at: [7.46975, 51.5201], count: 26, spread: 12 },
  { at: [7.4652, 51.52481], count: 16, spread: 13 },
];
const ALONG: readonly { street: string; count: number }[] = [
  { street: 'Bornstraße', count: 66 },
  { street: 'Mallinckrodtstraße', count: 58 },
];
const ELSEWHERE = 106;

/** Invented accidents with injury, 2019–2024, thick along Bornstraße and Mallinckrodtstraße. */
export function accidentRows(seed: string, streets: readonly Street[]): AccidentRow[] {
  const rng = random(`${seed}/accidents`);
  const places: { point: Point; crossing: boolean }[] = [];
  const scatter = (spread: number): number => (rng.next() + rng.next() + rng.next() - 1.5) * spread * 1.2;
  for (const { at: lonLat, count, spread } of CROSSINGS) {
    const [x, y] = project(lonLat);
    for (let i = 0; i < count; i++) places.push({ point: [x + scatter(spread), y + scatter(spread)], crossing: true });
  }
  for (const { street, count } of ALONG) {
    const axis = streets.find((candidate) => candidate.name === street);
    if (axis) for (let i = 0; i < count; i++) places.push({ point: onStreet(axis, rng), crossing: rng.chance(0.3) });
  }
  const others = streets.filter((street) => street.kind !== 'main');
  for (let i = 0; i < ELSEWHERE; i++)
    places.push({ point: onStreet(rng.pick(others), rng), crossing: rng.chance(0.4) });
  return places.map(({ point, crossing }, i) => accident(i + 1, point, crossing, rng));
}

function onStreet(street: Street, rng: Random): Point {
  const i = rng.integer(0, street.line.length - 2);
  const [a, b] = [at(street.line, i), at(street.line, i + 1)];
  const u = unit(a, b);
  const lane = rng.between(-0.3, 0.3) * street.width;
  return add(add(a, u, rng.next() * distance(a, b)), left(u), lane);
}

function accident(number: number, point: Point, crossing: boolean, rng: Random): AccidentRow {
  const year = rng.pick(YEARS);
  const month = rng.integer(1, 12);
  const hour = rng.weighted([
    [rng.integer(0, 5), 1],
    [rng.integer(6, 9), 5],
    [rng.integer(10, 14), 6],
    [rng.integer(15, 18), 9],
    [rng.integer(19, 23), 4],
  ]);
  const pedestrian = rng.chance(0.24);
  const bicycle = !pedestrian ? rng.chance(0.34) : rng.chance(0.07);
  const motorcycle = !pedestrian && rng.chance(0.1);
  const goods = rng.chance(0.06);
  const other = rng.chance(0.07);
  const alone = bicycle && rng.chance(0.15);
  const car = !alone && (rng.chance(0.88) || !(bicycle || motorcycle || goods || other));
  const severe = pedestrian ? 0.2 : motorcycle ? 0.18 : bicycle ? 0.13 : 0.07;
  const category = rng.chance(0.006) ? '1' : rng.chance(severe) ? '2' : '3';
  const winter = month <= 2 || month >= 11;
  const night = hour < 6 || hour > 21 || (winter && (hour < 8 || hour > 17));
  const dusk = !night && (winter ? hour === 8 || hour === 17 : hour === 21);
  const type = pedestrian
    ? rng.weighted([
        ['4', 8],
        ['2', 3],
        ['7', 1],
      ] as const)
    : alone
      ? '1'
      : crossing
        ? rng.weighted([
            ['2', 5],
            ['3', 5],
            ['6', 2],
          ] as const)
        : rng.weighted([
            ['6', 5],
            ['5', 3],
            ['1', 1],
            ['3', 1],
            ['7', 1],
          ] as const);
  const kind = pedestrian
    ? '6'
    : alone
      ? rng.weighted([
          ['0', 2],
          ['7', 1],
          ['8', 1],
          ['9', 1],
        ] as const)
      : type === '2' || type === '3'
        ? '5'
        : type === '5'
          ? '1'
          : rng.weighted([
              ['2', 6],
              ['3', 3],
              ['4', 1],
              ['0', 1],
            ] as const);
  return {
    key: `demo-accident-${number}`,
    year,
    month,
    weekday: rng.weighted([
      ['1', 6],
      ['2', 10],
      ['3', 11],
      ['4', 11],
      ['5', 11],
      ['6', 12],
      ['7', 9],
    ] as const),
    hour,
    category,
    kind,
    type,
    light: night ? '2' : dusk ? '1' : '0',
    road_state: winter && rng.chance(0.05) ? '2' : rng.chance(winter ? 0.42 : 0.2) ? '1' : '0',
    with_bicycle: bicycle,
    with_car: car,
    with_pedestrian: pedestrian,
    with_motorcycle: motorcycle,
    with_goods_vehicle: goods,
    with_other: other,
    municipality: DORTMUND,
    // No invented ids of the atlas: one day they would meet a real one.
    atlas_id: null,
    object_id: null,
    position_state: year >= 2023 ? '1' : null,
    geometry: pointGeometry(point),
  };
}
