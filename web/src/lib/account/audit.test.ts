import { expect, it } from 'vitest';
import type { App } from '#lib/app/context.ts';
import { AuditLog, filterOf } from './audit.svelte.ts';

it('more entries are not asked for while others are looked for: they would follow those of another search', async () => {
  const asked: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const send = async (url: string) => {
    asked.push(url);
    if (asked.length === 2) await promise;
    return Response.json({ entries: [], next: 7, total: 9 });
  };
  const log = new AuditLog({ api: { root: '', send }, language: { code: 'de' } } as unknown as App);
  await log.search(filterOf(new URLSearchParams()));
  const searching = log.search(filterOf(new URLSearchParams('q=baum')));
  await log.more();
  resolve();
  await searching;
  expect(asked).toHaveLength(2);
  expect(log.next).toBe(7);
});
