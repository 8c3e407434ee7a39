import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { RenderedSlide, SlideSource } from '@quartierblick/gis/stories/rendition.ts';
import type { Slide, Story } from '@quartierblick/gis/stories/story.ts';

const YEARS = 5;

/** What the author should know of a slide before it is published. */
export type Doubt = { kind: 'english' } | { kind: 'overflow' } | { kind: 'no-date' | 'old'; source: SlideSource };

const lacksEnglish = ({ de, en }: Text): boolean => de.trim() !== '' && en.trim() === '';

const textsOf = (slide: Slide): Text[] => [
  slide.title,
  slide.body,
  ...(slide.chapter ? [slide.chapter] : []),
  ...(slide.kind === 'text' ? slide.keyFigures.map(({ label }) => label) : []),
];

/** Whether the story's own title lacks its English. */
export const titleLacksEnglish = ({ title }: Pick<Story, 'title'>): boolean => lacksEnglish(title);

/**
 * Doubts about one slide: English that is missing, text that does not fit, data that is old or of no known day.
 * @param today as `YYYY-MM-DD`
 */
export function doubtsAbout({ slide, sources }: RenderedSlide, overflows: boolean, today: string): Doubt[] {
  const limit = `${Number(today.slice(0, 4)) - YEARS}${today.slice(4)}`;
  const stale = sources.flatMap((source): Doubt[] => {
    if (source.asOf === null) return [{ kind: 'no-date', source }];
    return source.asOf < limit ? [{ kind: 'old', source }] : [];
  });
  return [
    ...(textsOf(slide).some(lacksEnglish) ? [{ kind: 'english' } as const] : []),
    ...(overflows ? [{ kind: 'overflow' } as const] : []),
    ...stale,
  ];
}
