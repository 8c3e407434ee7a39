import { beforeEach, expect, it, vi } from 'vitest';
import type { Criterion } from '@quartierblick/gis/ranking/criterion.ts';
import type { RankedCase, RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { App } from '#lib/app/context.ts';
import { Recording } from './decisions/recording.svelte.ts';
import { RankingScreen } from './screen.svelte.ts';

let workers: number;
beforeEach(() => {
  workers = 0;
  class Desk {
    constructor() {
      workers += 1;
    }
    postMessage(): void {}
    terminate(): void {}
  }
  vi.stubGlobal('Worker', Desk);
  vi.stubGlobal('location', { search: '' });
  vi.stubGlobal('requestAnimationFrame', () => 1);
  vi.stubGlobal('cancelAnimationFrame', () => {});
  return () => vi.unstubAllGlobals();
});

const criterion = (id: string): Criterion => ({
  ...{ id, title: { de: id, en: id }, question: { de: '', en: '' }, source: { de: '', en: '' } },
  ...{ direction: 'more', unit: null, value: { kind: 'metric', points: [[0, 0] as const, [1, 1] as const] } },
  startWeight: 1,
});
/** What the server knows at a time, which is also its hash. */
function answer(time: string): Response {
  const data: RankingData = {
    ...{ readAt: time, demo: false, criteria: [criterion('a'), criterion('b')], states: {}, neighbours: [] },
    cases: [{ key: 'K1', open: true } as RankedCase],
    values: { a: [0], b: [1] },
  };
  return Response.json(data, { headers: { etag: `"${time}"` } });
}

/** A screen whose server answers when a test says so, request by request. */
function screenOf() {
  const asked: (PromiseWithResolvers<Response> & { body: string | undefined })[] = [];
  const messages: string[] = [];
  const app = {
    api: {
      root: '',
      send(_url: string, init?: { body?: string }) {
        const one = { ...Promise.withResolvers<Response>(), body: init?.body };
        asked.push(one);
        return one.promise;
      },
    },
    language: { code: 'de', t: { shell: { networkProblem: 'offline' } } },
    announcer: { show: (text: string) => messages.push(text) },
  } as unknown as App;
  const screen = new RankingScreen(app, () => {});
  const load = async (time: string) => {
    const loading = screen.load();
    asked.at(-1)?.resolve(answer(time));
    await loading;
  };
  return { app, screen, asked, messages, load };
}

it('weights that were set after going back stay when the data change', async () => {
  const { screen, load } = screenOf();
  await load('9:00');
  screen.apply(new URLSearchParams('w=a:100'));
  screen.weigh((weighing) => weighing.set('b', 1));
  await load('9:05');
  expect([screen.hash, screen.settings.weights]).toEqual(['9:05', { b: 1 }]);
  screen.leave();
});

it('figures that were asked for earlier and come later do not take the place of newer ones', async () => {
  const { screen, asked } = screenOf();
  const loading = [screen.load(), screen.load()];
  asked[1]?.resolve(answer('9:05'));
  await loading[1];
  asked[0]?.resolve(answer('9:00'));
  await loading[0];
  expect([screen.hash, screen.data?.readAt]).toEqual(['9:05', '9:05']);
  screen.leave();
});

it('a reading that fails beside the first one does not hide the ranking that the first one brought', async () => {
  const { screen, asked, messages } = screenOf();
  const loading = [screen.load(), screen.load()];
  asked[0]?.resolve(answer('9:00'));
  await loading[0];
  asked[1]?.reject(new Error('offline'));
  await loading[1];
  expect([screen.state, messages]).toEqual(['ready', ['offline']]);
  screen.leave();
});

it('what comes when the screen has been left starts no worker that nobody ends', async () => {
  const { screen, asked } = screenOf();
  const loading = screen.load();
  screen.leave();
  asked[0]?.resolve(answer('9:00'));
  await loading;
  expect(workers).toBe(0);
});

it('a decision freezes the ranking that was looked at, not the one that came meanwhile', async () => {
  const { app, screen, asked, load } = screenOf();
  const recording = new Recording(app, async () => {
    await screen.read();
    return screen.seen;
  });
  await load('9:00');
  screen.apply(new URLSearchParams('w=a:100'));
  recording.open(screen.seen);
  await load('9:05');
  screen.apply(new URLSearchParams('w=b:100'));
  void recording.record({
    title: 'T',
    decidedOn: '2026-11-29',
    reason: 'R',
    votes: [],
    chosen: ['K1'],
    corrects: null,
  });
  expect(JSON.parse(asked.at(-1)?.body ?? '')).toMatchObject({ expected: '9:00', settings: { weights: { a: 1 } } });
  asked.at(-1)?.reject(new Error('offline'));
  screen.leave();
});
