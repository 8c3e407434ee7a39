import type { Range } from '@quartierblick/gis/analysis/coverage/range.ts';
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

/** Among how many: “of 1,204 children under 6”; null where nobody is known. @param whom in German in the dative */
export function among({ expected, most }: Range, whom: Text): Text | null {
  if (most === 0) return null;
  const all = Math.round(expected);
  return { de: `von ${all.toLocaleString('de')} ${whom.de}`, en: `of ${all.toLocaleString('en')} ${whom.en}` };
}

/** What a modelled number lies between where hidden counts leave that open; nothing where they do not. */
export function between({ least, most }: Range): Text[] {
  const [from, to] = [Math.round(least), Math.round(most)];
  if (from === to) return [];
  return [
    {
      de: `Zwischen ${from.toLocaleString('de')} und ${to.toLocaleString('de')}: kleine Zahlen sind geschützt.`,
      en: `Between ${from.toLocaleString('en')} and ${to.toLocaleString('en')}: small counts are protected.`,
    },
  ];
}

/** A value that is known, or the state of one that is not: never 0 in its place. */
export const known = (value: number | null): Pick<Figure, 'value' | 'state'> =>
  value === null ? { value: null, state: 'missing' } : { value, state: 'value' };
