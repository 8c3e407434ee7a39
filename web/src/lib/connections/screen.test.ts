import { expect, it } from 'vitest';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import type { Connection, Run } from './client.ts';
import { ConnectionsScreen } from './screen.svelte.ts';

const connection = (title: string) => ({ title, waiting: title }) as Connection;

function screenOf(client: Partial<ConnectionsScreen['client']>): { screen: ConnectionsScreen; messages: string[] } {
  const messages: string[] = [];
  const screen = new ConnectionsScreen({
    api: { root: '' },
    language: { code: 'de', t: { shell: { networkProblem: 'offline' } } },
    announcer: { show: (text: string) => messages.push(text) },
  } as unknown as App);
  const list = () => Promise.resolve({ connections: [], ready: [], credentials: [] });
  Object.assign(screen.client, { list, ...client });
  return { screen, messages };
}

it('the review that was asked for last stays, so that nobody takes over what another connection brings', async () => {
  const [slow, quick] = [Promise.withResolvers<Run>(), Promise.withResolvers<Run>()];
  const { screen } = screenOf({ run: (id) => (id === 'A' ? slow : quick).promise });
  const opening = [screen.openReview(connection('A')), screen.openReview(connection('B'))];
  quick.resolve({ id: 'B' } as Run);
  await opening[1];
  slow.resolve({ id: 'A' } as Run);
  await opening[0];
  expect(screen.review).toMatchObject({ run: { id: 'B' }, title: 'B' });
});

it('what goes wrong with a decision is said in its dialog, which lies above all messages', async () => {
  const { screen, messages } = screenOf({
    run: (id) => Promise.resolve({ id } as Run),
    decide: () => Promise.reject(new ApiProblem(409, { title: 'Schon entschieden' })),
  });
  await screen.openReview(connection('A'));
  await screen.decide('accept', 'übernommen');
  expect(screen.review?.run.id).toBe('A');
  expect([screen.undecided, messages]).toEqual(['Schon entschieden', []]);
  await screen.openReview(connection('B'));
  expect(screen.undecided).toBeUndefined();
});

it('a decision that comes late does not close the review of another connection', async () => {
  const { promise, resolve } = Promise.withResolvers<never>();
  const { screen, messages } = screenOf({ run: (id) => Promise.resolve({ id } as Run), decide: () => promise });
  await screen.openReview(connection('A'));
  const deciding = screen.decide('accept', 'übernommen');
  await screen.openReview(connection('B'));
  resolve({} as never);
  await deciding;
  expect(screen.review).toMatchObject({ title: 'B' });
  expect(messages).toEqual(['übernommen']);
});
