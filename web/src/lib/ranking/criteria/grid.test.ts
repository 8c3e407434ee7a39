import { expect, it } from 'vitest';
import type { App } from '#lib/app/context.ts';
import type { OwnWithValues } from './client.ts';
import { Grid } from './grid.svelte.ts';
import { CriteriaScreen } from './screen.svelte.ts';

it('a value that is typed while the others are being saved is not taken for saved', async () => {
  const { promise, resolve } = Promise.withResolvers<{ changed: number }>();
  const screen = new CriteriaScreen({
    api: { root: '' },
    language: { code: 'de', pick: ({ de }: { de: string }) => de },
    announcer: { show() {} },
  } as unknown as App);
  Object.assign(screen, { cases: [{ key: 'K1' }, { key: 'K2' }], load: () => Promise.resolve() });
  Object.assign(screen.client, { save: () => promise });
  const value = { kind: 'metric', points: [] };
  const grid = new Grid(screen, { criterion: { value, own: { key: 'C' } }, values: {} } as unknown as OwnWithValues);
  grid.texts['K1'] = '3';
  const saving = grid.save();
  grid.texts['K2'] = '4';
  grid.texts['K1'] = '5';
  resolve({ changed: 1 });
  expect(await saving).toBe(true);
  expect(grid.changed).toEqual(['K1', 'K2']);
});
