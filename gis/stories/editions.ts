import type { Edition } from '../layers/define.ts';

/** Editions for which a story is rendered, and slides are meant; who administers sees what planners see. */
export const STORY_EDITIONS = ['public', 'steering', 'planner'] as const satisfies readonly Edition[];
export type StoryEdition = (typeof STORY_EDITIONS)[number];

/** The edition that an address names; null where it names none. */
export const storyEditionOf = (raw: string | null): StoryEdition | null =>
  STORY_EDITIONS.find((edition) => edition === raw) ?? null;
