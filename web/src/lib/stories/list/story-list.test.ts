import { expect, it } from 'vitest';
import { blankStory } from '@quartierblick/gis/stories/blank.ts';
import type { EditedStory, StoryHead } from '../client.ts';
import { StoryList } from './story-list.svelte.ts';

const heads = (...keys: string[]) => keys.map((key) => ({ key }) as StoryHead);
const never = () => Promise.reject(new Error('not asked for'));

it.each(['comes', 'fails'] as const)(
  'what a planner saw does not come back after signing out, when its list %s late',
  async (how) => {
    const [planners, everyones] = [Promise.withResolvers<StoryHead[]>(), Promise.withResolvers<StoryHead[]>()];
    const answers = [planners.promise, everyones.promise];
    const list = new StoryList({ list: () => answers.shift() ?? never(), add: never });
    const loads = [list.load(), list.load()];
    everyones.resolve(heads('open'));
    await loads[1];
    if (how === 'comes') planners.resolve(heads('open', 'secret'));
    else planners.reject(new Error('gone'));
    await loads[0];
    expect([list.stories, list.error]).toEqual([heads('open'), null]);
  },
);

it('pressed twice before it is open, one story is made; after a failure another try may be made', async () => {
  const answers = [Promise.withResolvers<EditedStory>(), Promise.withResolvers<EditedStory>()];
  let asked = 0;
  const add = () => answers[asked++]?.promise ?? never();
  const list = new StoryList({ list: never, add });
  const story = blankStory({ de: '', en: '' }, 's');
  const opened: string[] = [];
  const opening = Promise.withResolvers<void>();
  const press = () =>
    list.add(story, (key) => {
      opened.push(key);
      return opening.promise;
    });
  const first = press();
  await press();
  expect([asked, list.adding]).toEqual([1, true]);
  answers[0]?.reject(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  const next = press();
  answers[1]?.resolve({ key: 'k' } as EditedStory);
  await answers[1]?.promise;
  await press();
  expect([asked, list.adding]).toEqual([2, true]);
  opening.resolve();
  await next;
  expect([opened, list.adding]).toEqual([['k'], false]);
});
