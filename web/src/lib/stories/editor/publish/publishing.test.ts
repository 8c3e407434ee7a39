import { expect, it } from 'vitest';
import type { StoryChanges } from '@quartierblick/gis/stories/changes.ts';
import type { PublicationHead } from '@quartierblick/gis/stories/publication.ts';
import type { StoryClient } from '../../client.ts';
import { Publishing } from './publishing.svelte.ts';

const head = (key: string, edition = 'public') =>
  ({ key, edition, withdrawnAt: null, links: [] }) as unknown as PublicationHead;
const changesOf = (slide: string) => ({ slides: [{ slide, changes: [] }] }) as unknown as StoryChanges;

/** Publications whose server answers as a test says. */
const publishingOf = (client: Partial<StoryClient>): Publishing =>
  new Publishing({ changes: () => Promise.resolve({ slides: [] }), ...client } as unknown as StoryClient, 'k');
const keys = ({ list }: Publishing) => list?.map(({ key }) => key);
const saved = () => Promise.resolve(true);

it('what is published stands in the list, though that cannot be read again, so that nobody publishes it twice', async () => {
  const answers = [Promise.resolve([head('old')]), Promise.reject(new Error('gone'))];
  answers[1]?.catch(() => undefined);
  const publishing = publishingOf({
    publications: () => answers.shift() ?? Promise.reject(new Error('asked too often')),
    publish: (_key, edition) => Promise.resolve(head('new', edition)),
    changes: () => Promise.resolve(changesOf('of the old one')),
  });
  await publishing.load();
  expect(publishing.changes.size).toBe(1);
  expect(await publishing.publish('planner', saved)).toBe(true);
  expect(keys(publishing)).toEqual(['new', 'old']);
  expect([publishing.list?.[0]?.edition, publishing.busy, publishing.changes.size]).toEqual(['planner', false, 0]);
  expect(publishing.error).toMatchObject({ message: 'gone' });
});

it('a list that was asked for before something was published does not take it away again', async () => {
  const older = Promise.withResolvers<PublicationHead[]>();
  const answers = [older.promise, Promise.resolve([head('new')])];
  const publishing = publishingOf({
    publications: () => answers.shift() ?? Promise.reject(new Error('asked too often')),
    publish: () => Promise.resolve(head('new')),
  });
  const loading = publishing.load();
  await publishing.publish('public', saved);
  older.resolve([]);
  await loading;
  expect(keys(publishing)).toEqual(['new']);
});

it('nothing is published before what was typed is saved, nor where it could not be', async () => {
  let published = 0;
  const publishing = publishingOf({
    publications: () => Promise.resolve([]),
    publish: () => {
      published += 1;
      return Promise.resolve(head('new'));
    },
  });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const publishes = publishing.publish('public', () => promise);
  expect([publishing.busy, published]).toEqual([true, 0]);
  resolve(false);
  expect([await publishes, publishing.busy, published]).toEqual([false, false, 0]);
});

it('slides are not marked for what changed since an older publication, or was asked about before', async () => {
  const asked: PromiseWithResolvers<StoryChanges>[] = [];
  const lists = [[head('old')], [head('new'), head('old')]];
  const publishing = publishingOf({
    publications: () => Promise.resolve(lists.shift() ?? []),
    changes: () => {
      const answer = Promise.withResolvers<StoryChanges>();
      asked.push(answer);
      return answer.promise;
    },
  });
  const pause = () => new Promise((resolve) => setTimeout(resolve));
  const loads = [publishing.load()];
  await pause();
  loads.push(publishing.load());
  await pause();
  const again = publishing.compare();
  asked[2]?.resolve(changesOf('now'));
  await again;
  asked[1]?.resolve(changesOf('before'));
  asked[0]?.resolve(changesOf('of the old one'));
  await Promise.all(loads);
  expect([...publishing.changes.keys()]).toEqual(['now']);
});
