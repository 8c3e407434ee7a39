import { expect, it } from 'vitest';
import type { LinkWish } from '../../client.ts';
import { NewLink } from './new-link.svelte.ts';

it('a password that is typed for the next link while one is being made is not wiped, so that no link goes without it', async () => {
  const link = new NewLink();
  const { promise, resolve } = Promise.withResolvers<void>();
  let asked: LinkWish | undefined;
  Object.assign(link, { note: ' Presse ', password: '' });
  const making = link.make((wish) => {
    asked = wish;
    return promise;
  });
  link.password = 'für die nächste';
  resolve();
  await making;
  expect(asked).toEqual({ note: 'Presse' });
  expect([link.note, link.password]).toEqual(['', 'für die nächste']);
});

it('what was entered stays where no link could be made', async () => {
  const link = new NewLink();
  Object.assign(link, { note: 'Presse', password: 'geheim und lang', until: '2026-12-24' });
  await expect(link.make(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect([link.note, link.password, link.until]).toEqual(['Presse', 'geheim und lang', '2026-12-24']);
});
