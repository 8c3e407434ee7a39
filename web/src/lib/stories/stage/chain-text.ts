import type { AGE_BANDS } from '@quartierblick/gis/analysis/chain/ages.ts';
import type { Column } from '@quartierblick/gis/analysis/chain/chain.ts';
import { isMeant } from '@quartierblick/gis/analysis/chain/gaps.ts';
import { OFFER_KINDS } from '@quartierblick/gis/layers/offers/kinds.ts';
import type { ChainContent } from '@quartierblick/gis/stories/content.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { StoryWords } from '#lib/i18n/stories.ts';

type ChainCell = ChainContent['cells'][number];

/** Looks that a legend explains. */
export const CHAIN_LOOKS = ['full', 'part', 'none', 'free'] as const;

/** Children without an offer. */
export const childrenWithout = ({ gaps }: Pick<ChainCell, 'gaps'>): number =>
  Math.round(gaps.reduce((sum, { children }) => sum + children.expected, 0));

/** How a cell looks. @param known whether the children of the area are known at all */
export function chainLook(cell: ChainCell, known: boolean): (typeof CHAIN_LOOKS)[number] | 'unknown' {
  if (!isMeant(cell)) return 'free';
  if (!known) return 'unknown';
  const missing = childrenWithout(cell);
  if (missing <= 0) return 'full';
  return missing >= Math.round(cell.children.expected) ? 'none' : 'part';
}

export const chainColumn = (column: Column, { pick }: Language, words: StoryWords): string =>
  column === 'any' ? words.anyOffer : pick(OFFER_KINDS[column]);

/** A step of the chain in years. */
export const chainAge = ({ from, to }: (typeof AGE_BANDS)[number], words: StoryWords): string =>
  from < 0 ? words.unborn : `${Math.floor(from / 12)}–${Math.ceil(to / 12)}`;
