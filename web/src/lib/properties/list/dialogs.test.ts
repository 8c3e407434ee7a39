import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchHit } from '@quartierblick/gis/layers/answers.ts';
import { ApiProblem } from '#lib/api.ts';
import { LIST_WORDS } from '#lib/i18n/properties-list.ts';
import { BulkState } from './bulk.svelte.ts';
import type { BulkPreview, ListClient } from './client.ts';
import { CreateState } from './create.svelte.ts';
import type { ListScreen } from './screen.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const refused = new ApiProblem(409, { title: 'So nicht' });

/** A list whose server answers as a test says, and what it tells outside of its dialogs. */
function listOf(client: Partial<ListClient>) {
  const told: unknown[] = [];
  const screen = {
    client,
    t: LIST_WORDS.de,
    app: { language: { format: { number: String } }, announcer: { show: (text: string) => told.push(text) } },
    scope: () => ({ keys: ['a'] }),
    refresh: () => Promise.resolve(),
    tell: (error: unknown) => told.push(error),
    done: null,
  };
  return { screen: screen as unknown as ListScreen, told };
}

describe('a change of many', () => {
  const preview = { cases: 1, changing: 1, unchanged: 0, changes: [], refused: [] } satisfies BulkPreview;

  async function bulkOf(client: Partial<ListClient>) {
    const list = listOf({ preview: () => Promise.resolve(preview), ...client });
    const bulk = new BulkState(list.screen);
    bulk.choose('office');
    bulk.type('Amt 66');
    await vi.runAllTimersAsync();
    return { bulk, ...list };
  }

  it('that is made after its dialog was left is told, and shuts no dialog that is open since', async () => {
    const answer = Promise.withResolvers<{ id: string; changed: number }>();
    const { bulk, screen, told } = await bulkOf({ change: () => answer.promise });
    const applying = bulk.apply();
    bulk.leave();
    answer.resolve({ id: 'x', changed: 1 });
    expect(await applying).toBe(false);
    expect([screen.done, told]).toEqual([{ id: 'x', changed: 1 }, ['1 Fall geändert.']]);
  });

  it('that fails says so in its dialog, until something else is entered', async () => {
    const { bulk, told } = await bulkOf({ change: () => Promise.reject(refused) });
    expect(await bulk.apply()).toBe(false);
    await vi.runAllTimersAsync();
    expect([bulk.problem, bulk.state, bulk.preview, told]).toEqual([refused, 'idle', preview, []]);
    bulk.type('Amt 67');
    expect(bulk.problem).toBeNull();
  });

  it('that cannot be previewed says so in its dialog', async () => {
    const { bulk, told } = await bulkOf({ preview: () => Promise.reject(refused) });
    expect([bulk.problem, bulk.preview, told]).toEqual([refused, null, []]);
  });

  it('that fails after its dialog was left is told, and nothing is asked any more', async () => {
    const answer = Promise.withResolvers<never>();
    const asked = vi.fn(() => Promise.resolve(preview));
    const { bulk, told } = await bulkOf({ preview: asked, change: () => answer.promise });
    const applying = bulk.apply();
    bulk.leave();
    answer.reject(refused);
    expect(await applying).toBe(false);
    await vi.runAllTimersAsync();
    expect([told, asked.mock.calls.length]).toEqual([[refused], 1]);
  });
});

describe('a new case', () => {
  const hit = { key: 'b1', title: 'Bornstraße 1' } as SearchHit;

  function formOf(client: Partial<ListClient>) {
    const list = listOf(client);
    const form = new CreateState(list.screen);
    form.choose(hit);
    return { form, ...list };
  }

  it('that is made after its dialog was left is told, and calls nobody away from where they are', async () => {
    const answer = Promise.withResolvers<{ key: string }>();
    const { form, told } = formOf({ create: () => answer.promise });
    const creating = form.create();
    form.leave();
    answer.resolve({ key: 'k' });
    expect([await creating, told]).toEqual([null, ['Der Fall „Bornstraße 1“ ist angelegt.']]);
  });

  it.each([
    ['says so in its dialog while that is open', false],
    ['is told where its dialog was left', true],
  ])('that fails %s', async (_what, left) => {
    const answer = Promise.withResolvers<never>();
    const { form, told } = formOf({ create: () => answer.promise });
    const creating = form.create();
    if (left) form.leave();
    answer.reject(refused);
    expect(await creating).toBeNull();
    expect([form.problem, told]).toEqual(left ? [null, [refused]] : [refused, []]);
    form.type('Born');
    expect(form.problem).toBeNull();
  });

  it('whose building cannot be searched says so in its dialog', async () => {
    const { form, told } = formOf({ buildings: () => Promise.reject(refused) });
    form.type('Born');
    await vi.runAllTimersAsync();
    expect([form.problem, form.state, told]).toEqual([refused, 'idle', []]);
  });

  it('is not made twice because a search ends while it is being made', async () => {
    const found = Promise.withResolvers<SearchHit[]>();
    const buildings = (_text: string, signal: AbortSignal) => {
      signal.addEventListener('abort', () => found.reject(new DOMException('', 'AbortError')));
      return found.promise;
    };
    const create = vi.fn(() => new Promise<never>(() => {}));
    const { form } = formOf({ buildings, create });
    form.type('Born');
    await vi.runAllTimersAsync();
    form.choose(hit);
    void form.create();
    found.resolve([hit]);
    await vi.runAllTimersAsync();
    void form.create();
    expect([create.mock.calls.length, form.hits]).toEqual([1, []]);
  });
});
