import type { RankingContent } from '@quartierblick/gis/stories/content.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { StoryWords } from '#lib/i18n/stories.ts';

type Row = RankingContent['rows'][number];

/** The heaviest criteria fit a slide; how many more there are is said. */
const NAMED = 6;

/** A rank as an interval. */
export const rankingPlace = ({ rank: [from, to] }: Row): string => (from === to ? String(from) : `${from}–${to}`);

export const rankingName = ({ address, caseNumber, key }: Row): string => address ?? caseNumber ?? key;

/** What weighs how much. */
export function weightsText({ weights }: RankingContent, language: Language, words: StoryWords): string {
  const named = weights
    .slice(0, NAMED)
    .map(({ title, share }) => `${language.pick(title)} ${language.format.number(share * 100, 0)} %`);
  const more = Math.max(0, weights.length - NAMED);
  return `${words.weights} ${[...named, ...(more > 0 ? [words.moreWeights(more)] : [])].join(' · ')}`;
}
