import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Figure } from '@quartierblick/gis/stories/rendition.ts';
import type { Asking } from '../asking.ts';

/** A figure that can be chosen. */
export interface OfferedFigure {
  name: string;
  title: Text;
}

/** One kind of figure: what its arguments can be, and how it is reckoned. */
export interface FigureMaker {
  /** The lowest edition that may have it. */
  lowest: Edition;
  /** Under which heading it is offered. */
  group: Text;
  /** Those that can be chosen just now, without their values. */
  offered(ask: Asking): Promise<OfferedFigure[]>;
  /** null: there is no such figure, or the edition does not have it. */
  make(ask: Asking, argument: string): Promise<Omit<Figure, 'name'> | null>;
}

/** What most figures have in common. */
export const PLAIN = {
  unit: null,
  denominator: null,
  modelled: false,
  notes: [],
  seenAt: null,
} as const satisfies Partial<Figure>;

/** A value that is known, or the state of one that is not: never 0 in its place. */
export const known = (value: number | null): Pick<Figure, 'value' | 'state'> =>
  value === null ? { value: null, state: 'missing' } : { value, state: 'value' };
