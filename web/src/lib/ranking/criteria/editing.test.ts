import { expect, it } from 'vitest';
import type { Criterion } from '@quartierblick/gis/ranking/criterion.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import type { OwnWithValues } from './client.ts';
import { CriterionEditing } from './editing.svelte.ts';
import { CriteriaScreen } from './screen.svelte.ts';

function criterionOf(key: string, version = 1): Criterion {
  const text = { de: key, en: key };
  const value = { kind: 'metric' as const, points: [[0, 0] as const, [10, 1] as const] };
  const whole = { title: text, question: text, source: text, direction: 'more' as const, unit: null, value };
  return { id: `own:${key}`, ...whole, startWeight: 0, own: { key, version } };
}
const ownOf = (key: string, version?: number): OwnWithValues => ({
  ...{ criterion: criterionOf(key, version), day: '2026-11-29', values: {} },
});

/** The screen of two criteria, A and B. */
function screenOf(client: Partial<CriteriaScreen['client']>) {
  const messages: string[] = [];
  const screen = new CriteriaScreen({
    api: { root: '', send: () => Promise.resolve(Response.json({ cases: [] })) },
    language: { code: 'de', pick: ({ de }: { de: string }) => de, t: { shell: { networkProblem: 'offline' } } },
    announcer: { show: (text: string) => messages.push(text) },
  } as unknown as App);
  Object.assign(screen.client, { all: () => Promise.resolve([ownOf('A', 7), ownOf('B')]), ...client });
  return { screen, messages };
}
/** Opens a form: of a criterion, or of another one that is filled in. */
function edit(screen: CriteriaScreen, own?: OwnWithValues): CriterionEditing {
  const editing = new CriterionEditing(screen, own);
  if (!own) Object.assign(editing.form, new CriterionEditing(screen, ownOf('N')).form);
  screen.editing = editing;
  return editing;
}

it('a criterion that is added late neither throws away the values being entered of another one nor closes its form', async () => {
  const { promise, resolve } = Promise.withResolvers<Criterion>();
  const { screen, messages } = screenOf({ add: () => promise });
  const saving = edit(screen).save();
  screen.editing = null;
  screen.filling = 'B';
  // A form of the same kind is not the same form.
  const other = edit(screen);
  resolve(criterionOf('N'));
  await saving;
  expect([screen.filling, screen.editing === other, messages.length]).toEqual(['B', true, 1]);
});

it('a criterion that is added leads on to its values where its form is still open', async () => {
  const { screen } = screenOf({ add: () => Promise.resolve(criterionOf('N')) });
  await edit(screen).save();
  expect([screen.filling, screen.editing]).toEqual(['N', null]);
});

it('what others made of a criterion is not replaced where the form was left while the newest was being read', async () => {
  const sent: number[] = [];
  const change = ({ version }: { version: number }) => {
    sent.push(version);
    return version === 7 ? Promise.resolve(criterionOf('A', 8)) : Promise.reject(new ApiProblem(412, {}));
  };
  const { screen } = screenOf({ change });
  for (const left of [true, false]) {
    const editing = edit(screen, ownOf('A'));
    await editing.save();
    expect(editing.stale).toBe(true);
    const overwriting = editing.overwrite();
    if (left) screen.editing = null;
    await overwriting;
  }
  expect(sent).toEqual([1, 1, 7]);
});

it('that a criterion could not be saved is said aloud where its form has been left', async () => {
  const { promise, reject } = Promise.withResolvers<Criterion>();
  const { screen, messages } = screenOf({ add: () => promise });
  const editing = edit(screen);
  const saving = editing.save();
  screen.editing = null;
  reject(new Error('offline'));
  await saving;
  expect([editing.failure, messages]).toEqual(['', ['offline']]);
});
