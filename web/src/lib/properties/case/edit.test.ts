import { expect, it } from 'vitest';
import { text } from '@quartierblick/gis/layers/fields.ts';
import { ApiProblem } from '#lib/api.ts';
import { Edit, type EditOptions } from './edit.svelte.ts';

/** A form in which something is entered. */
function editOf(send: EditOptions['send']): Edit {
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
