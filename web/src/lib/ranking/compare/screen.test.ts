import { expect, it } from 'vitest';
import type { App } from '#lib/app/context.ts';
import { CompareScreen } from './screen.svelte.ts';

/** A screen whose server answers when a test says so, request by request. */
function screenOf() {
  const asked = new Map<string, PromiseWithResolvers<Response>[]>();
  const screen = new CompareScreen({
    api: {
      root: '',
      send(url: string) {
        const one = Promise.withResolvers<Response>();
        asked.set(url, [...(asked.get(url) ?? []), one]);
        return one.promise;
      },
    },
  } as unknown as App);
  /** Answers who asked for the lists as the n-th. */
  const list = (n: number, first = 'S') => {
    asked.get('/api/ranking/scenarios')?.[n]?.resolve(Response.json([{ id: first }]));
    asked.get('/api/ranking/decisions')?.[n]?.resolve(Response.json([]));
  };
  return { screen, list };
}
const pause = () => new Promise((resolve) => setTimeout(resolve));
const open = (screen: CompareScreen, query: string) => void screen.open(new URLSearchParams(query));

it('a side that was chosen stays when the other one is chosen before anything has come', () => {
  const { screen } = screenOf();
  open(screen, 'a=scenario:A');
  expect(screen.addressOf([screen.names[0], 'scenario:B'])).toBe('?a=scenario:A&b=scenario:B');
  open(screen, 'a=scenario:A&b=scenario:B');
  const [a, b] = screen.names;
  expect(screen.addressOf([b, a])).toBe('?a=scenario:B&b=scenario:A');
});

it('lists that come late for another address neither change the sides nor what can be chosen', async () => {
  const { screen, list } = screenOf();
  open(screen, '');
  open(screen, 'b=decision:D');
  list(1, 'New');
  await pause();
  list(0, 'Old');
  await pause();
  expect([screen.names, screen.scenarios]).toEqual([['scenario:New', 'decision:D'], [{ id: 'New' }]]);
});

it('sides that are not yet known are not called known, so that they are not swapped', async () => {
  const { screen, list } = screenOf();
  open(screen, '');
  expect(screen.listed).toBe(false);
  list(0);
  await pause();
  expect([screen.listed, screen.names]).toEqual([true, ['scenario:S', 'current']]);
});
