import type { ChartContent } from '@quartierblick/gis/stories/content.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { StoryWords } from '#lib/i18n/stories.ts';

/** The value of a bar in words; why there is none where there is none. */
export function barText(
  { value, state }: ChartContent['bars'][number],
  format: ChartContent['format'],
  language: Language,
  words: StoryWords,
): string {
  if (value === null) return state === 'hidden' ? words.hidden : words.missing;
  const number = language.format.number(value, format === 'count' ? 0 : 1);
  return format === 'percent' ? `${number} %` : number;
}

/** What the bars say: title, unit, denominator. */
export const scaleText = ({ title, unit, denominator }: ChartContent, { pick }: Language): string =>
  [title, unit, denominator]
    .flatMap((text) => (text ? pick(text) : []))
    .filter((text) => text !== '')
    .join(', ');
