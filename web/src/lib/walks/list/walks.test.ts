import type { Walk, WalkCard } from '@quartierblick/gis/walks/walk.ts';
import { expect, it } from 'vitest';
import { Unreachable } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import type { CardFields } from '../client.ts';
import { WalksScreen } from './walks.svelte.ts';

const card = (key: string) => ({ key, version: 1 }) as WalkCard;
const FIELDS = {} as CardFields;

async function screenOf(client: Partial<WalksScreen['client']>) {
  const messages: string[] = [];
  const screen = new WalksScreen({
    api: { root: '' },
    language: { code: 'de', t: { shell: { networkProblem: 'offline' } } },
    announcer: { show: (text: string) => messages.push(text) },
  } as unknown as App);
  const none = () => Promise.resolve([]);
  Object.assign(screen.client, { walks: none, cards: none, themes: none, ...client });
  await screen.load();
  return { screen, messages };
}

it('a card that is kept late does not close the form of another one, nor that of a second new one', async () => {
  let answer = Promise.withResolvers<WalkCard>();
  const { screen } = await screenOf({ changeCard: () => answer.promise, addCard: () => answer.promise });
  for (const begun of [card('a'), null]) {
    answer = Promise.withResolvers();
    screen.open({ of: 'card', card: begun });
    const saving = screen.keepCard(begun, FIELDS);
    screen.close();
    screen.open({ of: 'card', card: null });
    const { form } = screen;
    answer.resolve(card('a'));
    await saving;
    expect([screen.form === form, screen.form]).toEqual([true, { of: 'card', card: null }]);
    await screen.keepCard(null, FIELDS);
    expect(screen.form).toBeNull();
  }
});

it('what goes wrong with a card whose form was left is not said in the form of another one', async () => {
  const { promise, reject } = Promise.withResolvers<WalkCard>();
  const { screen, messages } = await screenOf({ changeCard: () => promise });
  screen.open({ of: 'card', card: card('a') });
  const saving = screen.keepCard(card('a'), FIELDS);
  screen.open({ of: 'card', card: card('b') });
  reject(new Unreachable('cards'));
  await saving;
  expect([screen.problem, messages]).toEqual(['', ['offline']]);
});

it('a walk that is added late does not pull whoever has left its form to it', async () => {
  let answer = Promise.withResolvers<Walk>();
  const { screen } = await screenOf({ add: () => answer.promise });
  for (const leave of [() => screen.close(), () => screen.open({ of: 'walk' })]) {
    answer = Promise.withResolvers();
    screen.open({ of: 'walk' });
    const adding = screen.add({});
    leave();
    answer.resolve({ key: 'w' } as Walk);
    expect(await adding).toBeNull();
  }
  expect(await screen.add({})).toBe('w');
});

it('walks that cannot be read anew stay on the page, with the form of a card that is open', async () => {
  const { screen, messages } = await screenOf({});
  screen.client.themes = () => Promise.reject(new Unreachable('themes'));
  await screen.load();
  expect([screen.failure, screen.walks, messages]).toEqual([null, [], ['offline']]);
  screen.walks = null;
  await screen.load();
  expect(screen.failure).toBeInstanceOf(Unreachable);
});
