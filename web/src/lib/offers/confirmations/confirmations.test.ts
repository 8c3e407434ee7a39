import { expect, it } from 'vitest';
import { Unreachable } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import type { Proposal } from './client.ts';
import { Confirmations } from './confirmations.svelte.ts';

it('proposals that cannot be read anew stay on the page, with the reason that is typed against one', async () => {
  const messages: string[] = [];
  const screen = new Confirmations({
    api: { root: '' },
    language: { code: 'de', t: { shell: { networkProblem: 'offline' } } },
    announcer: { show: (text: string) => messages.push(text) },
  } as unknown as App);
  const proposals = [{ key: 'a' } as Proposal];
  Object.assign(screen.client, { proposals: () => Promise.resolve(proposals), providers: () => Promise.resolve([]) });
  await screen.load();
  screen.client.providers = () => Promise.reject(new Unreachable('providers'));
  await screen.load();
  expect([screen.failure, screen.proposals, messages]).toEqual([null, proposals, ['offline']]);
  screen.proposals = null;
  await screen.load();
  expect(screen.failure).toBeInstanceOf(Unreachable);
});
