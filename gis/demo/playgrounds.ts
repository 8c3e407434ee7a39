import type { RowOf } from '../layers/define.ts';
import type { playgroundEntrances, playgrounds } from '../layers/playgrounds/layer.ts';
import { add, nearest, rounded, unit } from './city/plane.ts';
import type { Point } from './city/plane.ts';
import type { Street } from './city/street.ts';
import { PLAYGROUNDS } from './playground-places.ts';
import type { PlaygroundPlace } from './playground-places.ts';
import { project } from './projection.ts';

export type PlaygroundRow = RowOf<typeof playgrounds.dataset>;
export type EntranceRow = RowOf<typeof playgroundEntrances>;

/** GeoJSON of a point, rounded to centimetres. */
export const pointGeometry = (point: Point): { type: 'Point'; coordinates: number[] } => ({
  type: 'Point',
  coordinates: rounded(point),
});

const keyOf = (place: PlaygroundPlace): string =>
  `demo-playground-${place.street
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ä', 'ae')
    .replaceAll('ü', 'ue')
    .replaceAll(/[^a-z]+/g, '-')}`;

/** Rows of the playgrounds: real positions, everything else invented. */
export function playgroundRows(): PlaygroundRow[] {
  return PLAYGROUNDS.map((place) => ({
    key: keyOf(place),
    name: `Spielplatz ${place.street}`,
    kind: place.kind,
    street: place.street,
    area_m2: place.area,
    ages: place.ages,
    age_from: place.ageFrom,
    age_to: place.ageTo,
    condition: place.condition,
    remarks: place.remarks,
    geometry: pointGeometry(project(place.at)),
  }));
}

/** Gates at the edge of the grounds, towards the nearest streets. */
export function entranceRows(streets: readonly Street[]): EntranceRow[] {
  return PLAYGROUNDS.flatMap((place) => {
    const middle = project(place.at);
    const radius = Math.sqrt(place.area / Math.PI);
    const feet = streets.map((street) => nearest(street.line, middle)).sort((a, b) => a.distance - b.distance);
    return feet.slice(0, place.entrances).map((foot, i) => ({
      key: `${keyOf(place)}/${i + 1}`,
      playground_key: keyOf(place),
      geometry: pointGeometry(add(middle, unit(middle, foot.point), Math.max(2, Math.min(radius, foot.distance - 8)))),
    }));
  });
}
