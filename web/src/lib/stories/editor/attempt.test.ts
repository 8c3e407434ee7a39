import { expect, it } from 'vitest';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { Attempt } from './attempt.svelte.ts';

function begun() {
  const messages: string[] = [];
  const app = {
    language: { t: { shell: { networkProblem: 'offline' } } },
    announcer: { show: (text: string) => messages.push(text) },
  } as unknown as App;
  return { attempt: new Attempt(app), messages };
}
const refused = () => Promise.reject(new ApiProblem(409, { title: 'Geht nicht' }));

it('what goes wrong in a dialog is said in it, not behind it, until it is tried again', async () => {
  const { attempt, messages } = begun();
  await attempt.make(refused);
  expect([attempt.problem, attempt.busy, messages]).toEqual(['Geht nicht', false, []]);
  const { promise, resolve } = Promise.withResolvers<void>();
  const again = attempt.make(() => promise);
  expect([attempt.problem, attempt.busy]).toEqual(['', true]);
  resolve();
  await again;
  expect([attempt.problem, attempt.busy]).toEqual(['', false]);
});

it('what goes wrong after a dialog has been left is not lost', async () => {
  const { attempt, messages } = begun();
  attempt.left = true;
  await attempt.make(refused);
  expect(messages).toEqual(['Geht nicht']);
});
