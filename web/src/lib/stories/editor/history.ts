import { mergeStories } from '@quartierblick/gis/stories/merge.ts';
import type { Story } from '@quartierblick/gis/stories/story.ts';

/** States of a story that can be gone back to. */
export interface History {
  past: readonly Story[];
  future: readonly Story[];
  /** What was changed last and when, so that typing is taken back by words and not by letters. */
  last: { what: string; at: number } | null;
}

export const NO_HISTORY: History = { past: [], future: [], last: null };

const MOST = 200;
/** Changes of the same thing within this time are taken back together. */
const TOGETHER_MS = 1200;

/** @param now the state that is left @param what is changed, e.g. a field of a slide */
export function changed({ past, last }: History, now: Story, what: string, at: number): History {
  const together = last !== null && last.what === what && at - last.at < TOGETHER_MS;
  return { past: together ? past : [...past, now].slice(-MOST), future: [], last: { what, at } };
}

/** One step back; null where there is none. */
export function undone({ past, future }: History, now: Story): { history: History; story: Story } | null {
  const story = past.at(-1);
  return story ? { story, history: { past: past.slice(0, -1), future: [now, ...future], last: null } } : null;
}

/** One step on again; null where there is none. */
export function redone({ past, future }: History, now: Story): { history: History; story: Story } | null {
  const [story, ...rest] = future;
  return story ? { story, history: { past: [...past, now], future: rest, last: null } } : null;
}

/**
 * The same states with what somebody else saved meanwhile in them, so that going back takes back nothing of theirs. It ends where
 * both changed the same: what was before that cannot be had without undoing theirs.
 * @param base what both began with
 */
export function rebased({ past, future }: History, base: Story, theirs: Story): History {
  const onTop = (nearestFirst: readonly Story[]): Story[] => {
    const states: Story[] = [];
    for (const one of nearestFirst) {
      const { story, conflicts } = mergeStories(base, one, theirs);
      if (conflicts.length > 0) break;
      states.push(story);
    }
    return states;
  };
  return { past: onTop(past.toReversed()).reverse(), future: onTop(future), last: null };
}
