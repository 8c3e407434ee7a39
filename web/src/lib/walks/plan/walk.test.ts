import type { StopRef, Walk, WalkStop } from '@quartierblick/gis/walks/walk.ts';
import { expect, it } from 'vitest';
import { ApiProblem, Unreachable } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { newStop, WalkScreen } from './walk.svelte.ts';

const walk = (stops: readonly WalkStop[], version = 1) =>
  ({ key: 'w', version, stops, route: null, ordered: 'given', state: 'draft' }) as unknown as Walk;
const stop = (name: string, ref: StopRef | null = null) => newStop({ lon: 7.4, lat: 51.5 }, { name, ref });
const proposed = (key: string) => ({ name: key, lon: 7.4, lat: 51.5, ref: { layer: 'playgrounds', key } }) as const;

/** A walk with one stop, whose server keeps what it is sent but for what a test says. */
async function screenOf(client: Partial<WalkScreen['client']> = {}) {
  const messages: string[] = [];
  const screen = new WalkScreen(
    {
      api: { projectIfAny: () => Promise.resolve(null) },
      language: { code: 'de', t: { shell: { networkProblem: 'offline' } } },
      announcer: { show: (text: string) => messages.push(text) },
    } as unknown as App,
    'w',
  );
  let kept = walk([stop('Anfang')]);
  const server: Partial<WalkScreen['client']> = {
    walk: () => Promise.resolve(kept),
    cards: () => Promise.resolve([]),
    themes: () => Promise.resolve([]),
    stops: (_walk, stops) => Promise.resolve((kept = walk(stops, kept.version + 1))),
    route: (one) => Promise.resolve(one),
  };
  Object.assign(screen.client, server, client);
  await screen.load();
  return { screen, messages };
}
const namesOf = ({ stops }: WalkScreen) => stops.map(({ name }) => name);

it('stops that are kept count as kept though no route can be reckoned, so that they are not put in again', async () => {
  for (const error of [new ApiProblem(409, { title: 'Kein Wegenetz' }), new Unreachable('route')]) {
    const { screen } = await screenOf({ route: () => Promise.reject(error) });
    screen.entering = { stop: stop('Neu'), isNew: true };
    expect(await screen.keepStop(screen.entering.stop)).toBe(true);
    expect([screen.entering, screen.problem, screen.busy]).toEqual([null, expect.stringMatching(/Kein|offline/), '']);
    expect(await screen.move(screen.stops[1] as WalkStop, -1)).toBe(true);
    expect(namesOf(screen)).toEqual(['Neu', 'Anfang']);
  }
});

it('what is proposed is put in once, also where it was kept by an attempt whose answer never came', async () => {
  const { screen } = await screenOf();
  await screen.setStops([...screen.stops, stop('Sandkasten', { layer: 'playgrounds', key: 'a' })]);
  for (let pressed = 0; pressed < 2; pressed++) expect(await screen.takeProposed(['a', 'b'].map(proposed))).toBe(true);
  expect(namesOf(screen)).toEqual(['Anfang', 'Sandkasten', 'b']);
});

it('what is kept late does not close the form that was opened since, nor what is removed late', async () => {
  const held = Promise.withResolvers<void>();
  const { screen } = await screenOf({
    stops: (_walk, stops) => held.promise.then(() => walk(stops, 2)),
    change: (one) => held.promise.then(() => one),
  });
  const [first] = screen.stops as [WalkStop];
  const other = { stop: stop('B'), isNew: true };
  screen.entering = { stop: first, isNew: false };
  const saving = [screen.keepStop({ ...first, name: 'A' })];
  screen.entering = other;
  held.resolve();
  await Promise.all(saving);
  expect([screen.entering, namesOf(screen)]).toEqual([other, ['A']]);
  screen.entering = { stop: first, isNew: false };
  const removing = screen.removeStop(first);
  screen.entering = other;
  await removing;
  expect([screen.entering, namesOf(screen)]).toEqual([other, []]);
  screen.about = {};
  const changing = screen.keepAbout({ title: 'Anders' });
  const again = {};
  screen.about = again;
  await changing;
  expect(screen.about).toBe(again);
  await screen.keepAbout({ title: 'Anders' });
  expect(screen.about).toBeNull();
});

it('a walk that cannot be read anew stays on the page, with what is typed in its forms', async () => {
  const { screen, messages } = await screenOf();
  screen.client.cards = () => Promise.reject(new ApiProblem(401, { title: 'Bitte anmelden' }));
  await screen.load();
  expect([screen.failure, namesOf(screen), messages]).toEqual([null, ['Anfang'], ['Bitte anmelden']]);
  screen.walk = null;
  await screen.load();
  expect(screen.failure).toBeInstanceOf(ApiProblem);
});
