import type { CrossingKind } from '../analysis/network/types.ts';
import type { RowOf } from '../layers/define.ts';
import type { crossings } from '../layers/crossings/layer.ts';
import type { Field } from './city/around.ts';
import { at, distance } from './city/plane.ts';
import type { Point } from './city/plane.ts';
import type { Street } from './city/street.ts';
import { pointAt } from './city/street.ts';
import { pointGeometry } from './playgrounds.ts';
import { random } from './random.ts';

export type CrossingRow = RowOf<typeof crossings.dataset>;

interface Place {
  street: string;
  /** Street that joins where the crossing is. */
  with: string;
  kind: CrossingKind;
  /** Metres along the street from that junction, where the crossing stands beside it. */
  beside?: number;
  stepFree?: boolean;
}

/**
 * Invented: on the Bornstraße between Herold- and Mallinckrodtstraße nothing helps to cross, neither at Missunde-, Alsen- nor
 * Borsigstraße, although playgrounds lie on both sides.
 */
const PLACES: readonly Place[] = [
  { street: 'Bornstraße', with: 'Heiligegartenstraße', kind: 'signals' },
  { street: 'Bornstraße', with: 'Rolandstraße', kind: 'zebra', beside: 14 },
  { street: 'Bornstraße', with: 'Kleine Kielstraße', kind: 'island', beside: 16, stepFree: false },
  { street: 'Bornstraße', with: 'Heroldstraße', kind: 'signals' },
  { street: 'Bornstraße', with: 'Mallinckrodtstraße', kind: 'signals' },
  { street: 'Bornstraße', with: 'Stollenstraße', kind: 'island', beside: 24 },
  { street: 'Bornstraße', with: 'Burgholzstraße', kind: 'signals' },
  { street: 'Mallinckrodtstraße', with: 'Münsterstraße', kind: 'signals' },
  { street: 'Mallinckrodtstraße', with: 'Lambachstraße', kind: 'zebra', beside: 15 },
  { street: 'Mallinckrodtstraße', with: 'Düppelstraße', kind: 'island', beside: 18, stepFree: false },
  { street: 'Mallinckrodtstraße', with: 'Flensburger Straße', kind: 'zebra', beside: 15 },
  { street: 'Mallinckrodtstraße', with: 'Wambeler Straße', kind: 'island', beside: 18 },
  { street: 'Mallinckrodtstraße', with: 'Oesterholzstraße', kind: 'signals' },
];

/** Where two streets meet, as metres along the first. @throws RangeError where they do not */
export function junctionAlong(
  streets: readonly Street[],
  name: string,
  other: string,
): { street: Street; along: number } {
  const street = streets.find((one) => one.name === name);
  const vertices = new Set(streets.filter((one) => one.name === other).flatMap(({ line }) => line.map(String)));
  let along = 0;
  for (const [i, point] of (street?.line ?? []).entries()) {
    if (i > 0) along += distance(at(street?.line ?? [], i - 1), point);
    if (street && vertices.has(String(point))) return { street, along };
  }
  throw new RangeError(`${name} and ${other} do not meet`);
}

const row = (
  key: string,
  kind: CrossingKind,
  street: string,
  name: string | null,
  point: Point,
  stepFree: boolean | null,
) => ({
  key,
  kind,
  name,
  street,
  step_free: stepFree,
  geometry: pointGeometry(point),
});

/** How streets are crossed in the city around: signals where main streets meet large ones, now and then something between. */
const BETWEEN: readonly (CrossingKind | null)[] = [null, 'zebra', null, 'island', null, null, 'none'];

function* inField(
  seed: string,
  { id, streets }: Field,
): Generator<{ street: Street; point: Point; kind: CrossingKind }> {
  const large = streets.slice(0, 2);
  const rng = random(`${seed}/crossings/${id}`);
  const main = large.find(({ kind }) => kind === 'main');
  // Both begin at the field's own corner; the other corners are its neighbours'.
  if (main) yield { street: main, point: at(main.line, 0), kind: 'signals' };
  for (const street of large.filter(({ kind }) => kind === 'main')) {
    for (const point of street.line.slice(1, -1)) {
      const kind = rng.pick(BETWEEN);
      if (kind) yield { street, point, kind };
    }
  }
}

/** Invented crossings of the quarter's main streets, and of those of the city around. */
export function* crossingRows(
  seed: string,
  streets: readonly Street[],
  fields: Iterable<Field>,
): Generator<CrossingRow> {
  let number = 0;
  for (const place of PLACES) {
    const { street, along } = junctionAlong(streets, place.street, place.with);
    const point = pointAt(street.line, along + (place.beside ?? 0));
    const name = `${place.street} / ${place.with}`;
    yield row(`demo-crossing-${++number}`, place.kind, place.street, name, point, place.stepFree ?? true);
  }
  for (const field of fields) {
    for (const { street, point, kind } of inField(seed, field)) {
      yield row(`demo-crossing-${++number}`, kind, street.name, null, point, null);
    }
  }
}
