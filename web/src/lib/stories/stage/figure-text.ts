import type { Figure } from '@quartierblick/gis/stories/rendition.ts';
import type { Language } from '#lib/app/language.svelte.ts';

const EMPTY = '–';

/** A figure as a text has it: in the reader's form, with its unit; a dash where it is not known or hidden. */
export function figureText(
  { value, format, unit }: Pick<Figure, 'value' | 'format' | 'unit'>,
  { format: written, pick }: Language,
): string {
  if (value === null) return EMPTY;
  const number = written.number(value, format === 'count' || format === 'euros' ? 0 : 1);
  if (format === 'percent') return `${number} %`;
  if (format === 'metres') return `${number} m`;
  if (format === 'euros') return `${number} €`;
  const behind = unit ? pick(unit) : '';
  return behind === '' ? number : `${number} ${behind}`;
}
