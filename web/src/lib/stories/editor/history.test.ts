import { describe, expect, it } from 'vitest';
import { blankStory } from '@quartierblick/gis/stories/blank.ts';
import { changed, NO_HISTORY, redone, undone } from './history.ts';

const story = (de: string) => ({
  ...blankStory({ de, en: '' }, '00000000-0000-4000-8000-000000000001'),
  title: { de, en: '' },
});

describe('taking back', () => {
  it('goes back and on again through the same states', () => {
    const one = changed(NO_HISTORY, story('a'), 'title', 0);
    const two = changed(one, story('b'), 'look', 10);
    const back = undone(two, story('c'));
    expect(back?.story).toEqual(story('b'));
    const again = back && undone(back.history, back.story);
    expect(again?.story).toEqual(story('a'));
    const on = again && redone(again.history, again.story);
    expect(on?.story).toEqual(story('b'));
    expect(on && redone(on.history, on.story)?.story).toEqual(story('c'));
  });

  it('takes what was typed in one go back together, and what was typed later by itself', () => {
    const typed = ['a', 'ab', 'abc'].reduce(
      (history, de, n) => changed(history, story(de), 'title', n * 100),
      NO_HISTORY,
    );
    expect(typed.past).toHaveLength(1);
    expect(changed(typed, story('abcd'), 'title', 5000).past).toHaveLength(2);
    expect(changed(typed, story('abcd'), 'other', 250).past).toHaveLength(2);
  });

  it('forgets what could be done again as soon as something else is done', () => {
    const back = undone(changed(NO_HISTORY, story('a'), 'title', 0), story('b'));
    expect(back && changed(back.history, back.story, 'title', 9000).future).toEqual([]);
    expect(undone(NO_HISTORY, story('a'))).toBeNull();
  });
});
