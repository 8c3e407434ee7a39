import { beforeEach, expect, it } from 'vitest';
import type { ReviewedFinding, WalkFindings } from '@quartierblick/gis/walks/review.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import type { FindingsClient, NewMeasure } from './client.ts';
import { FindingsScreen } from './findings.svelte.ts';

const finding = { key: 'A', theme: null, review: null, measures: [], note: 'Glas' } as unknown as ReviewedFinding;
/** Findings as the server knew them at a version of the walk. */
const at = (version: number) => ({ walk: { version }, findings: [finding] }) as unknown as WalkFindings;
const measure = { title: 'Poller' } as NewMeasure;
const pause = () => new Promise((resolve) => setTimeout(resolve));

let messages: string[];
/** Tells that somebody changed the walk. */
let tell: () => void;
beforeEach(() => (messages = []));

async function screenOf(client: Partial<FindingsClient>): Promise<FindingsScreen> {
  const screen = new FindingsScreen(
    {
      api: { root: '' },
      language: { code: 'de', t: { shell: { networkProblem: 'offline' } } },
      announcer: { show: (text: string) => messages.push(text) },
      connection: { onBack: () => () => {} },
      events: {
        listen: (listener: (event: object) => void) => (tell = () => listener({ type: 'walk-changed', walk: 'w' })),
      },
    } as unknown as App,
    'w',
  );
  Object.assign(screen.client, { findings: () => Promise.resolve(at(1)), ...client });
  await screen.load();
  screen.follow();
  screen.open = 'A';
  return screen;
}

it.each([
  ['somebody else decided meanwhile', new ApiProblem(412, { title: 'Veraltet' }), /^Maßnahme M7 angelegt\. Inzwischen/],
  ['the network fails', new Error('network'), /^Maßnahme M7 angelegt\. offline$/],
])('a measure that is there is not made a second time because %s', async (_, error, said) => {
  let version = 1;
  const screen = await screenOf({
    addMeasure: () => Promise.resolve({ number: 7 }),
    review: () => Promise.reject(error),
    findings: () => Promise.resolve(at(version++)),
  });
  // The form closes: what is filled in cannot be sent again.
  expect(await screen.addMeasure(finding, measure)).toBe(true);
  expect(screen.problem?.text).toMatch(said);
  expect(screen.data?.walk.version).toBe(2);
  expect(messages).toEqual(['Maßnahme M7 angelegt']);
});

it('what was read before a decision does not undo it when it comes late', async () => {
  const late = Promise.withResolvers<WalkFindings>();
  const screen = await screenOf({ review: () => Promise.resolve(at(3)) });
  screen.client.findings = () => late.promise;
  tell();
  expect(await screen.decide(finding, { summary: 'Scherben' })).toBe(true);
  late.resolve(at(2));
  await pause();
  expect(screen.data?.walk.version).toBe(3);
});

it.each(['comes', 'fails'] as const)('what others do while something is saved is shown after it %s', async (how) => {
  const saving = Promise.withResolvers<WalkFindings>();
  const screen = await screenOf({ review: () => saving.promise });
  const deciding = screen.decide(finding, { summary: 'Scherben' });
  screen.client.findings = () => Promise.resolve(at(4));
  tell();
  await pause();
  expect(screen.data?.walk.version).toBe(1);
  if (how === 'comes') saving.resolve(at(3));
  else saving.reject(new Error('network'));
  expect(await deciding).toBe(how === 'comes');
  await pause();
  expect(screen.data?.walk.version).toBe(4);
});

it('what could not be saved of a finding is said aloud where another one has been opened meanwhile', async () => {
  const saving = Promise.withResolvers<WalkFindings>();
  const screen = await screenOf({ review: () => saving.promise });
  const deciding = screen.decide(finding, { summary: 'Scherben' });
  screen.open = 'B';
  saving.reject(new Error('network'));
  expect([await deciding, messages]).toEqual([false, ['offline']]);
});
