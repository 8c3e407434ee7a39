import type { AGE_BANDS } from '@quartierblick/gis/analysis/chain/ages.ts';
import type { Column } from '@quartierblick/gis/analysis/chain/chain.ts';
import { without } from '@quartierblick/gis/analysis/chain/gaps.ts';
import { OFFER_KINDS } from '@quartierblick/gis/layers/offers/kinds.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { CellLook } from '#lib/offers/look.ts';
import type { StoryWords } from '#lib/i18n/stories.ts';

/** Looks that a legend explains. */
export const CHAIN_LOOKS = ['full', 'part', 'none', 'free'] as const satisfies readonly CellLook[];

/** Children without an offer, whole ones. */
export const childrenWithout = (cell: Parameters<typeof without>[0]): number => Math.round(without(cell));

export const chainColumn = (column: Column, { pick }: Language, words: StoryWords): string =>
  column === 'any' ? words.anyOffer : pick(OFFER_KINDS[column]);

/** A step of the chain in years. */
export const chainAge = ({ from, to }: (typeof AGE_BANDS)[number], words: StoryWords): string =>
  from < 0 ? words.unborn : `${Math.floor(from / 12)}–${Math.ceil(to / 12)}`;
