import { expect, it } from 'vitest';
import type { App } from '#lib/app/context.ts';
import type { RegisterPreview } from './client.ts';
import { RegisterScreen, type RegisterKind } from './screen.svelte.ts';

const preview = (mapping: { target: string | null }[]) =>
  ({ columns: [], rows: 1, mapping, report: { questions: [] } }) as unknown as RegisterPreview;

it('a column that is mapped otherwise during the dry run stays so, and what was checked is not taken for it', async () => {
  const app = { api: { root: '' }, language: { code: 'de' }, announcer: { say() {} } } as unknown as App;
  const screen = new RegisterScreen(app, { words: { de: {}, en: {} } } as unknown as RegisterKind);
  screen.file = new File([], 'liste.csv');
  screen.mapping = [{ target: 'name' }, { target: null }];
  const { promise, resolve } = Promise.withResolvers<RegisterPreview>();
  Object.assign(screen.client, { preview: () => promise });
  const checking = screen.check();
  screen.choose(1, 'street');
  resolve(preview([{ target: 'name' }, { target: null }]));
  await checking;
  expect(screen.mapping).toEqual([{ target: 'name' }, { target: 'street' }]);
  expect(screen.stale).toBe(true);
});
