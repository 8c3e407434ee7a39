import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { RenderedSlide, SlideSource } from '@quartierblick/gis/stories/rendition.ts';
import type { Slide, Story } from '@quartierblick/gis/stories/story.ts';

const YEARS = 5;

/** What the author should know of a slide before it is published. */
export type Doubt =
  { kind: 'english' } | { kind: 'overflow'; language: keyof Text } | { kind: 'no-date' | 'old'; source: SlideSource };

/** Languages in which a text is larger than its place, by the id of the slide; the others fit. */
export type Overflowing = Map<string, readonly (keyof Text)[]>;

const lacksEnglish = ({ de, en }: Text): boolean => de.trim() !== '' && en.trim() === '';

const textsOf = (slide: Slide): Text[] => [
  slide.title,
  slide.body,
  ...(slide.chapter ? [slide.chapter] : []),
  ...(slide.kind === 'text' ? slide.keyFigures.map(({ label }) => label) : []),
];

/** Whether a slide has words of this language; a slide without any is as wide in one as in the other, and measured once. */
export const isWrittenIn = (slide: Slide, language: keyof Text): boolean =>
  language === 'de' || textsOf(slide).some((text) => text[language].trim() !== '');

/** Whether the story's own title lacks its English. */
export const titleLacksEnglish = ({ title }: Pick<Story, 'title'>): boolean => lacksEnglish(title);

/**
 * Doubts about one slide: English that is missing, text that does not fit, data that is old or of no known day.
 * @param overflows languages in which it does not fit
 * @param today as `YYYY-MM-DD`
 */
export function doubtsAbout(
  { slide, sources }: RenderedSlide,
  overflows: readonly (keyof Text)[],
  today: string,
): Doubt[] {
  const limit = `${Number(today.slice(0, 4)) - YEARS}${today.slice(4)}`;
  const stale = sources.flatMap((source): Doubt[] => {
    if (source.asOf === null) return [{ kind: 'no-date', source }];
    return source.asOf < limit ? [{ kind: 'old', source }] : [];
  });
  return [
    ...(textsOf(slide).some(lacksEnglish) ? [{ kind: 'english' } as const] : []),
    ...overflows.map((language) => ({ kind: 'overflow', language }) as const),
    ...stale,
  ];
}
