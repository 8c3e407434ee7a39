import type { RowOf } from '../layers/define.ts';
import type { stops, StopKind } from '../layers/stops/layer.ts';
import { add, left, unit } from './city/plane.ts';
import type { Street } from './city/street.ts';
import { pointAt } from './city/street.ts';
import { junctionAlong } from './crossings.ts';
import { pointGeometry } from './playgrounds.ts';

export type StopRow = RowOf<typeof stops.dataset>;

interface Place {
  name: string;
  kind: StopKind;
  lines: string[];
  street: string;
  with: string;
  /** Metres along the street from where the two meet, one platform each; right of the axis, then left of it. */
  beside: readonly [right: number, left: number];
  stepFree: boolean | null;
}

/** Names after real streets; positions, lines and access are invented, and no line bears a number that runs in Dortmund. */
const PLACES: readonly Place[] = [
  {
    name: 'Rolandstraße',
    kind: 'bus',
    lines: ['901'],
    street: 'Bornstraße',
    with: 'Rolandstraße',
    beside: [-30, 35],
    stepFree: true,
  },
  {
    name: 'Heroldstraße',
    kind: 'bus',
    lines: ['901', '903'],
    street: 'Bornstraße',
    with: 'Heroldstraße',
    beside: [-32, 30],
    stepFree: true,
  },
  {
    name: 'Mallinckrodtstraße',
    kind: 'bus',
    lines: ['901', '902'],
    street: 'Bornstraße',
    with: 'Mallinckrodtstraße',
    beside: [-40, 40],
    stepFree: true,
  },
  {
    name: 'Stollenstraße',
    kind: 'bus',
    lines: ['901'],
    street: 'Bornstraße',
    with: 'Stollenstraße',
    beside: [-25, 25],
    stepFree: null,
  },
  {
    name: 'Düppelstraße',
    kind: 'bus',
    lines: ['902'],
    street: 'Mallinckrodtstraße',
    with: 'Düppelstraße',
    beside: [-20, 24],
    stepFree: false,
  },
  {
    name: 'Flensburger Straße',
    kind: 'bus',
    lines: ['902'],
    street: 'Mallinckrodtstraße',
    with: 'Flensburger Straße',
    beside: [-24, 22],
    stepFree: null,
  },
  {
    name: 'Brunnenstraße',
    kind: 'light-rail',
    lines: ['U90'],
    street: 'Lauenburger Straße',
    with: 'Brunnenstraße',
    beside: [-20, 20],
    stepFree: true,
  },
  {
    name: 'Oesterholzstraße',
    kind: 'light-rail',
    lines: ['U90'],
    street: 'Lauenburger Straße',
    with: 'Wambeler Straße',
    beside: [18, 26],
    stepFree: false,
  },
  {
    name: 'Heiligegartenstraße',
    kind: 'tram',
    lines: ['909'],
    street: 'Weißenburger Straße',
    with: 'Brunnenstraße',
    beside: [-18, 20],
    stepFree: true,
  },
];

/** Distance of a platform from the building line, metres. */
const FROM_HOUSES = 3;

/** Invented stops, one row a platform, so that each lies on its own side of the street. */
export function stopRows(streets: readonly Street[]): StopRow[] {
  return PLACES.flatMap((place, i) => {
    const { street, along } = junctionAlong(streets, place.street, place.with);
    return place.beside.map((offset, side): StopRow => {
      const point = pointAt(street.line, along + offset);
      const next = pointAt(street.line, along + offset + 1);
      const across = (street.width / 2 - FROM_HOUSES) * (side === 0 ? -1 : 1);
      return {
        key: `demo-stop-${i + 1}/${side + 1}`,
        name: place.name,
        kind: place.kind,
        lines: place.lines,
        step_free: place.stepFree,
        geometry: pointGeometry(add(point, left(unit(point, next)), across)),
      };
    });
  });
}
