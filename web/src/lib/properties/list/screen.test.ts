import { beforeEach, expect, it, vi } from 'vitest';
import { Unreachable } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { ListScreen } from './screen.svelte.ts';

const CASES = ['a', 'b', 'c', 'd'].map((key, id) => ({ key, id }));
/** Cases of which only the first pages are read at once. */
const MANY = Array.from({ length: 300 }, (_, id) => ({ key: String(id), id }));

beforeEach(() => {
  vi.stubGlobal('location', { search: '' });
  return () => vi.unstubAllGlobals();
});

const pause = () => new Promise((resolve) => setTimeout(resolve));

/** A list whose keys come when a test says so. */
async function listOf(cases: typeof CASES) {
  const asked: ReturnType<typeof Promise.withResolvers<typeof CASES>>[] = [];
  const messages: string[] = [];
  const app = {
    api: { root: '' },
    language: { code: 'de', t: { shell: { networkProblem: 'offline' } }, format: { number: String } },
    announcer: { say() {}, show: (text: string) => messages.push(text) },
  };
  const screen = new ListScreen(app as unknown as App, () => {});
  Object.assign(screen.client, {
    page: ({ offset = '0', limit = '100' }) => {
      // What comes into sight later does not come in time.
      if (Number(offset) >= 200) return new Promise(() => {});
      return Promise.resolve({
        total: cases.length,
        rows: cases.slice(Number(offset), Number(offset) + Number(limit)),
      });
    },
    keys: (_query: unknown, signal?: AbortSignal) => {
      // The map asks, too; it is of no concern here.
      if (signal) return Promise.resolve([]);
      const answer = Promise.withResolvers<typeof CASES>();
      asked.push(answer);
      return answer.promise;
    },
  });
  await screen.apply(new URLSearchParams());
  const selected = () => (screen.selection.all ? 'all' : [...screen.selection.keys].toSorted());
  return { screen, asked, messages, selected };
}

it.each([
  ['in turn', [0, 1]],
  ['the other way round', [1, 0]],
])('two that are taken out of all stay out, when the keys of the others come %s', async (_how, order) => {
  const { screen, asked, selected } = await listOf(CASES);
  screen.selectAll();
  const taking = [screen.toggle(0), screen.toggle(2)];
  for (const n of order) {
    asked[n]?.resolve(CASES);
    await pause();
  }
  await Promise.all(taking);
  expect(selected()).toEqual(['b', 'd']);
  // What was taken out of one "all" is in the next.
  screen.selectAll();
  const again = screen.toggle(3);
  asked[2]?.resolve(CASES);
  await again;
  expect(selected()).toEqual(['a', 'b', 'c']);
});

it.each([
  ['other filters', (screen: ListScreen) => screen.change({ q: 'Bornstraße' }), []],
  ['nothing', (screen: ListScreen) => screen.clearSelection(), []],
  ['all again', (screen: ListScreen) => screen.selectAll(), 'all'],
])('late keys do not bring the former selection back after %s', async (_what, act, left) => {
  const { screen, asked, selected } = await listOf(CASES);
  screen.selectAll();
  const taking = screen.toggle(0);
  act(screen);
  asked[0]?.resolve(CASES);
  await taking;
  expect(selected()).toEqual(left);
});

it('one that is taken out stays out though the list is sorted anew, and no range begins at its former line', async () => {
  const { screen, asked, selected } = await listOf(CASES);
  screen.selectAll();
  const taking = screen.toggle(0);
  screen.change({ sort: { field: 'address', descending: true } });
  asked[0]?.resolve(CASES);
  await taking;
  expect([selected(), screen.selection.anchor]).toEqual([['b', 'c', 'd'], null]);
});

it('a range that was drawn last holds, though a wider one comes later', async () => {
  const { screen, asked, selected } = await listOf(MANY);
  void screen.toggle(98);
  const wide = screen.selectTo(250);
  await screen.selectTo(99);
  asked[0]?.resolve(MANY);
  await wide;
  expect(selected()).toEqual(['98', '99']);
});

it('says that keys could not be read, and leaves the selection as it is shown', async () => {
  const { screen, asked, messages, selected } = await listOf(CASES);
  screen.selectAll();
  const taking = screen.toggle(0);
  asked[0]?.reject(new Unreachable());
  await taking;
  expect([selected(), messages]).toEqual(['all', ['offline']]);
  const next = screen.toggle(1);
  asked[1]?.resolve(CASES);
  await next;
  expect(selected()).toEqual(['a', 'c', 'd']);
});
