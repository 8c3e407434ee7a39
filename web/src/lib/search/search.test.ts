import { expect, it, vi } from 'vitest';
import type { SearchHit } from '@quartierblick/gis/layers/answers.ts';
import type { Api } from '#lib/api.ts';
import { Search } from './search.svelte.ts';

/** A search whose questions are answered by their own words, when they are let. */
function searchOf() {
  const waiting: (() => void)[] = [];
  const search = (text: string, signal?: AbortSignal) =>
    new Promise<SearchHit[]>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      waiting.push(() => resolve([{ title: text } as SearchHit]));
    });
  return { search: new Search({ search } as unknown as Api), waiting };
}
const taken = () => vi.fn<(hit: SearchHit) => void>();

it('what is confirmed before it was found is taken when it is, and not a hit of the word before', async () => {
  const { search, waiting } = searchOf();
  search.type('Born');
  await expect.poll(() => waiting.length).toBe(1);
  waiting[0]?.();
  await expect.poll(() => search.state).toBe('ready');
  search.type('Bornstraße 52');
  const take = taken();
  search.best(take);
  expect(take).not.toHaveBeenCalled();
  await expect.poll(() => waiting.length).toBe(2);
  waiting[1]?.();
  await expect.poll(() => take.mock.calls).toEqual([[{ title: 'Bornstraße 52' }]]);
});

it('what is typed on after it was confirmed is not taken by itself', async () => {
  const { search, waiting } = searchOf();
  search.type('Born');
  const take = taken();
  search.best(take);
  search.type('Bornstraße');
  await expect.poll(() => waiting.length).toBe(1);
  waiting[0]?.();
  await expect.poll(() => search.state).toBe('ready');
  expect(take).not.toHaveBeenCalled();
  search.best(take);
  expect(take.mock.calls).toEqual([[{ title: 'Bornstraße' }]]);
});
