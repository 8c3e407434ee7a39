import { expect, it } from 'vitest';
import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { Recording, type Seen } from './recording.svelte.ts';

const seen = (hash: string, order = ['K1']): Seen => ({
  ...{ hash, order, data: {} as RankingData, settings: {} as RankingSettings },
});
const entry = { title: 'T', decidedOn: '2026-11-29', reason: 'R', votes: [], chosen: ['K1'], corrects: null };
const made = () => Response.json({ id: 'D1', hash: '' });
const outdated = () => new ApiProblem(409, { type: 'urn:problem:data-changed', title: 'Daten geändert' });

/** Recordings whose server answers when a test says so. */
function recordingsOf(read: () => Promise<Seen | null> = () => Promise.resolve(null)) {
  const posts: PromiseWithResolvers<Response>[] = [];
  const messages: string[] = [];
  const app = {
    api: {
      root: '',
      send() {
        const post = Promise.withResolvers<Response>();
        posts.push(post);
        return post.promise;
      },
    },
    language: { code: 'de', t: { shell: { networkProblem: 'offline' } } },
    announcer: { show: (text: string) => messages.push(text) },
  } as unknown as App;
  return { recording: new Recording(app, read), another: new Recording(app, read), posts, messages };
}

it('a decision is recorded once, however often it is frozen, and from whatever page its dialog is opened again', async () => {
  const { recording, another, posts, messages } = recordingsOf();
  recording.open(seen('A'));
  const first = recording.record(entry);
  const second = recording.record(entry);
  recording.close();
  for (const one of [recording, another]) {
    one.open(seen('A'));
    expect(one.seen).toBeNull();
    expect(await one.record(entry)).toBeNull();
  }
  expect(messages).toHaveLength(2);
  posts[0]?.resolve(made());
  // It was left: nobody is taken away from where they are by now.
  expect(await Promise.all([first, second])).toEqual([null, null]);
  expect([posts.length, messages.at(-1), recording.busy]).toEqual([1, 'Entscheidung festgehalten', false]);
  another.open(seen('A'));
  expect(another.seen?.hash).toBe('A');
});

it('leads to the decision where its dialog is still open', async () => {
  const { recording, posts } = recordingsOf();
  recording.open(seen('A'));
  const recorded = recording.record(entry);
  posts[0]?.resolve(made());
  expect([await recorded, recording.seen]).toEqual(['D1', null]);
});

it('what goes wrong is said in the dialog, or aloud where the dialog has been left', async () => {
  const { recording, posts, messages } = recordingsOf();
  for (const left of [false, true]) {
    recording.open(seen('A'));
    const recorded = recording.record(entry);
    if (left) recording.close();
    posts.at(-1)?.reject(outdated());
    expect(await recorded).toBeNull();
    if (left) expect(messages).toEqual(['Daten geändert']);
    else expect([recording.error, recording.changed, messages]).toEqual(['Daten geändert', true, []]);
    recording.close();
  }
});

it('data that cannot be read again are still called changed, and the ranking is the one before', async () => {
  let away = true;
  const { recording, posts, messages } = recordingsOf(() =>
    away ? Promise.reject(new Error('away')) : Promise.resolve(seen('B', [])),
  );
  recording.open(seen('A', ['K2', 'K1']));
  const recorded = recording.record(entry);
  posts[0]?.reject(outdated());
  await recorded;
  await recording.reload();
  expect([recording.error, recording.changed, recording.seen?.hash, messages]).toEqual(['offline', true, 'A', []]);
  away = false;
  await recording.reload();
  expect([recording.error, recording.changed, recording.seen]).toEqual(['', false, seen('B', ['K2', 'K1'])]);
});
