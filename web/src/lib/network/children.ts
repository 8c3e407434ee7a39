import type { Range } from '@quartierblick/gis/analysis/coverage/range.ts';
import type { Format } from '#lib/format.ts';

/** A modelled number of children in whole children. */
export const whole = (format: Format, value: number): string => format.number(Math.round(value), 0);

/** Whether the bounds say something that the expected number does not. */
export const isOpen = ({ least, most }: Range): boolean => Math.round(least) !== Math.round(most);

/** Share in whole per cent; a dash where there is nobody. */
export const share = (format: Format, part: number, all: number): string =>
  all > 0 ? `${format.number((100 * part) / all, 0)} %` : '–';

/** The letter by which a change stands in list and map: A to Z, then A1 and so on. */
export const letterOf = (i: number): string =>
  `${String.fromCharCode(65 + (i % 26))}${i < 26 ? '' : Math.floor(i / 26)}`;

/** A number of children with its sign; ±0 where nothing changes. */
export function signed(format: Format, value: number): string {
  const rounded = Math.round(value);
  return rounded === 0 ? '±0' : `${rounded > 0 ? '+' : '−'}${format.number(Math.abs(rounded), 0)}`;
}
