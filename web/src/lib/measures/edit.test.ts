import { beforeEach, expect, it, vi } from 'vitest';
import type { Measure } from '@quartierblick/gis/walks/measure.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { MeasureEdit } from './edit.svelte.ts';
import { MeasuresScreen } from './screen.svelte.ts';
import type { MeasureFields } from './types.ts';

beforeEach(() => {
  class Store {
    [key: string]: unknown;
    getItem(key: string) {
      return this[key] ?? null;
    }
    setItem(key: string, value: string) {
      this[key] = value;
    }
    removeItem(key: string) {
      delete this[key];
    }
  }
  vi.stubGlobal('sessionStorage', new Store());
  vi.stubGlobal('location', { search: '' });
  return () => vi.unstubAllGlobals();
});

const measure = (key: string, fields: MeasureFields, version = 1): Measure =>
  ({
    ...{ title: key, action: null, theme: null, place: null, placeText: null, responsible: null, due: null },
    ...{ remindOn: null, state: 'open', reason: null, doneOn: null, ...fields },
    ...{ key, number: key.codePointAt(0), version },
  }) as Measure;
const stale = (version: number, conflicts: object[]) =>
  new ApiProblem(412, { title: 'Inzwischen geändert.', detail: 'Bitte entscheiden.', current: { version }, conflicts });

/** A list whose server takes what it is sent, once it is let, and the dialogs that are opened of it. */
function listOf(...measures: Measure[]) {
  const said: unknown[] = [];
  const waiting: PromiseWithResolvers<void>[] = [];
  const sent: object[] = [];
  let edit: MeasureEdit | undefined;
  const screen = new MeasuresScreen(
    {
      language: { code: 'de', t: { shell: { networkProblem: 'Keine Antwort.' } } },
      announcer: { show: (...message: unknown[]) => said.push(message.join(' ')) },
    } as unknown as App,
    () => {},
  );
  screen.measures = measures;
  async function answer(told: object, make: () => Measure): Promise<Measure> {
    sent.push(told);
    const held = Promise.withResolvers<void>();
    waiting.push(held);
    await held.promise;
    return make();
  }
  screen.client.add = (fields) => answer(fields, () => measure('N', fields));
  screen.client.change = (key, version, changes) =>
    answer({ version, ...changes }, () => {
      const before = screen.measures?.find((one) => one.key === key);
      return measure(key, { ...before, ...changes }, version + 1);
    });
  /** Closes the dialog that is open and opens that of another measure; null: none. As its components do it. */
  function open(key: string | null): MeasureEdit {
    edit?.leave();
    screen.change({ measure: key });
    edit = new MeasureEdit(screen, screen.open);
    return edit;
  }
  return { screen, said, sent, waiting, open };
}

it('what is typed while a measure is being saved stays in its form, upon what others have changed', async () => {
  const { screen, sent, waiting, open } = listOf(measure('A', { due: '2026-01-01' }));
  const edit = open('A');
  edit.set({ action: 'Mast versetzen' });
  const saving = edit.save();
  edit.set({ responsible: 'Tiefbau' });
  screen.take(measure('A', { due: '2027-01-01' }, 1));
  waiting[0]?.resolve();
  await saving;
  expect(screen.address.measure).toBe('A');
  const both = { action: 'Mast versetzen', responsible: 'Tiefbau', due: '2027-01-01' };
  expect(edit.values).toMatchObject(both);
  // A closed dialog or a reload does not lose it either.
  const again = open('A');
  expect([again.restored, again.values]).toMatchObject([true, both]);
  const next = again.save();
  waiting[1]?.resolve();
  await next;
  expect(sent[1]).toEqual({ version: 2, responsible: 'Tiefbau' });
  expect([screen.address.measure, open('A').restored]).toEqual([null, false]);
});

it('what is typed while a new measure is being saved is in the dialog of the one it has become', async () => {
  const { screen, waiting, open } = listOf();
  const edit = open('new');
  edit.set({ title: 'Laterne' });
  const saving = edit.save();
  edit.set({ action: 'Mast versetzen' });
  waiting[0]?.resolve();
  await saving;
  expect(screen.address.measure).toBe('N');
  const next = open('N');
  expect([next.restored, next.values]).toMatchObject([true, { title: 'Laterne', action: 'Mast versetzen' }]);
  expect(open('new').restored).toBe(false);
});

it('a new measure that is on its way is not entered again by the next one, nor does it take its place', async () => {
  const { screen, said, waiting, open } = listOf();
  const first = open('new');
  first.set({ title: 'Laterne' });
  const saving = first.save();
  const second = open('new');
  expect([second.restored, second.values.title]).toEqual([false, '']);
  second.set({ title: 'Bank' });
  waiting[0]?.resolve();
  await saving;
  expect(screen.address.measure).toBe('new');
  expect(said).toEqual(['M78 ist gespeichert.']);
  expect(open('new').values.title).toBe('Bank');
});

it('a new measure that could not be saved is told and back in a form, beside the one entered meanwhile', async () => {
  const { said, waiting, open } = listOf();
  const first = open('new');
  first.set({ title: 'Laterne' });
  const saving = first.save();
  const second = open('new');
  second.set({ title: 'Bank' });
  waiting[0]?.reject(new Error('gone'));
  await saving;
  expect([said, first.problem]).toEqual([['„Laterne“ ist nicht gespeichert: Keine Antwort. warn'], '']);
  const titles = [1, 2].map(() => {
    const edit = open('new');
    const { title } = edit.values;
    edit.discard();
    return title;
  });
  expect(titles.toSorted()).toEqual(['Bank', 'Laterne']);
});

it('a new measure that is thrown away while it is being saved does not come back when that fails', async () => {
  const { said, waiting, open } = listOf();
  const edit = open('new');
  edit.set({ title: 'Laterne' });
  const saving = edit.save();
  edit.discard();
  open(null);
  waiting[0]?.reject(new Error('gone'));
  await saving;
  expect([open('new').restored, said]).toEqual([false, []]);
});

it('saving a measure does not close the dialog of another one, or a later one of the same', async () => {
  const { screen, waiting, open } = listOf(measure('A', {}), measure('B', {}));
  for (const key of ['B', 'A']) {
    const edit = open('A');
    edit.set({ action: `vor ${key}` });
    const saving = edit.save();
    const later = open(key);
    later.set({ responsible: 'Tiefbau' });
    waiting.at(-1)?.resolve();
    await saving;
    expect(screen.address.measure).toBe(key);
    expect(open(key).values.responsible).toBe('Tiefbau');
  }
});

it.each([
  ['a failure', new Error('gone'), 'Keine Antwort.'],
  ['a conflict', stale(5, [{ field: 'action' }]), 'Inzwischen geändert.'],
])('%s is told to those who have closed the form, and in the form to others', async (_what, reason, text) => {
  const { said, waiting, open } = listOf(measure('A', {}));
  const edit = open('A');
  edit.set({ action: 'Mast versetzen' });
  for (const closed of [false, true]) {
    const saving = edit.save();
    if (closed) open(null);
    waiting.at(-1)?.reject(reason);
    await saving;
    expect(edit.problem !== '' || edit.conflicts.length > 0).toBe(!closed);
    expect(said).toEqual(closed ? [`„A“ ist nicht gespeichert: ${text} warn`] : []);
    edit.discard();
    edit.set({ action: 'Mast versetzen' });
  }
  expect(open('A').values.action).toBe('Mast versetzen');
});

it('only what was sent is saved on top of what others saved first, not what is half typed', async () => {
  const { screen, sent, waiting, open } = listOf(measure('A', {}));
  const edit = open('A');
  edit.set({ action: 'Mast versetzen' });
  edit.why = 'Ortstermin';
  const saving = edit.save();
  edit.set({ responsible: 'Tie' });
  waiting[0]?.reject(stale(5, []));
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  waiting[1]?.resolve();
  await saving;
  expect(sent[1]).toEqual({ version: 5, action: 'Mast versetzen' });
  expect([edit.values.responsible, edit.why]).toEqual(['Tie', '']);
  const next = edit.save();
  waiting[2]?.resolve();
  await next;
  expect([sent[2], screen.address.measure]).toEqual([{ version: 6, responsible: 'Tie' }, null]);
  expect(open('A').restored).toBe(false);
});

it('a draft is gone once its conflict is decided and it is saved', async () => {
  const { screen, sent, waiting, open } = listOf(measure('A', {}));
  const edit = open('A');
  edit.set({ action: 'Mast versetzen', responsible: 'Tiefbau' });
  const saving = edit.save();
  waiting[0]?.reject(stale(5, [{ field: 'action', theirs: 'Mast streichen' }]));
  await saving;
  const resolving = edit.resolve(new Map([['action', 'theirs']]));
  waiting[1]?.resolve();
  await resolving;
  expect(sent[1]).toEqual({ version: 5, responsible: 'Tiefbau' });
  expect([screen.address.measure, open('A').restored]).toEqual([null, false]);
});
