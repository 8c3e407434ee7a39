import { expect, it } from 'vitest';
import { text } from '@quartierblick/gis/layers/fields.ts';
import { ApiProblem, Unreachable } from '#lib/api.ts';
import { Edit, type EditOptions } from './edit.svelte.ts';
import { EditedRows } from './edited-rows.svelte.ts';

/** A form in which something is entered. */
function editOf(send: EditOptions['send'] = () => Promise.resolve()): Edit {
  const edit = new Edit({
    id: 'notes-n1',
    caseKey: 'a',
    fields: [['note', text('Notiz', 'Note')]],
    required: [],
    base: { note: null },
    version: 1,
    language: () => 'de',
    send,
  });
  edit.set('note', 'Dach undicht');
  return edit;
}
const pause = () => new Promise((resolve) => setTimeout(resolve));

it('cannot be left while it is being saved, so that a failure is said where it was entered', async () => {
  const answer = Promise.withResolvers<never>();
  const edit = editOf(() => answer.promise);
  const saving = edit.save();
  expect([edit.cancel(), edit.cancel()]).toEqual([false, false]);
  answer.reject(new ApiProblem(422, { title: 'So nicht' }));
  expect(await saving).toBe(false);
  expect([edit.values['note'], edit.asking]).toEqual(['Dach undicht', false]);
  expect([edit.cancel(), edit.cancel()]).toEqual([false, true]);
});

it('is being saved until the second try after a change of others is answered, so that nothing is entered in vain', async () => {
  const answer = Promise.withResolvers<void>();
  const current = { version: 2, properties: { note: null } };
  const edit = editOf(({ version }) =>
    version === 1 ? Promise.reject(new ApiProblem(412, { current, conflicts: [] })) : answer.promise,
  );
  const saving = edit.save();
  await pause();
  expect(edit.saving).toBe(true);
  answer.resolve();
  expect(await saving).toBe(true);
  expect(edit.saving).toBe(false);
});

it('becomes a row of its own once, however often that is pressed, and says so where it fails', async () => {
  const answer = Promise.withResolvers<never>();
  const rows: unknown[] = [];
  const add = (row: unknown) => {
    rows.push(row);
    return answer.promise;
  };
  const edit = editOf();
  const saving = [edit.saveNew(add), edit.saveNew(add)];
  expect([rows, edit.saving]).toEqual([[{ note: 'Dach undicht' }], true]);
  const problem = new Unreachable();
  answer.reject(problem);
  expect(await Promise.all(saving)).toEqual([false, false]);
  expect([edit.problem, edit.saving, edit.values['note']]).toEqual([problem, false, 'Dach undicht']);
  expect(await edit.saveNew(() => Promise.resolve())).toBe(true);
});

it('keeps its place though somebody removes its row, and goes with it when it is closed', () => {
  const row = (key: string) => ({ key, version: 1, changedAt: '', changedBy: null });
  const rows = ['a', 'b', 'c', 'd'].map(row);
  const edited = new EditedRows('notes', { ids: () => ['notes-b', 'tasks-a'] });
  edited.edit('c', true);
  const keys = (now: typeof rows) => edited.shown(now).map(({ key }) => key);
  expect(keys(rows)).toEqual(['a', 'b', 'c', 'd']);
  expect(keys([row('d')])).toEqual(['b', 'c', 'd']);
  expect(keys([row('d'), row('e')])).toEqual(['b', 'c', 'd', 'e']);
  edited.edit('b', false);
  expect(keys([row('d'), row('e')])).toEqual(['c', 'd', 'e']);
});
