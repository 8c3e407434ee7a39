import { beforeEach, expect, it, vi } from 'vitest';
import type { OffersScreen } from '../screen.svelte.ts';
import { OfferDesk } from './desk.svelte.ts';
import type { RegisteredOffer } from './types.ts';

beforeEach(() => {
  vi.stubGlobal('HTMLElement', class {});
  vi.stubGlobal('document', { querySelector: () => null });
  return () => vi.unstubAllGlobals();
});

it('an offer that is kept or deleted late does not close the form of another one', async () => {
  const messages: string[] = [];
  const desk = new OfferDesk({
    ...{ chain: null, cell: null },
    app: { api: { root: '' }, language: { code: 'de' }, announcer: { show: (text: string) => messages.push(text) } },
  } as unknown as OffersScreen);
  desk.change('A');
  const { target } = desk;
  await desk.close();
  desk.change('B');
  await desk.done({ key: 'A', fields: { title: 'Krabbeln' } } as unknown as RegisteredOffer, target);
  await desk.removed('Krabbeln', target);
  expect(desk.target?.key).toBe('B');
  expect(messages).toEqual([desk.t.saved('Krabbeln'), desk.t.removed('Krabbeln')]);
  await desk.removed('B', desk.target);
  expect(desk.target).toBeNull();
});
