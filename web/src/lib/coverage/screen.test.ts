import { beforeEach, expect, it, vi } from 'vitest';
import type { Edit } from '@quartierblick/gis/analysis/network/types.ts';
import type { SavedNetworkScenario } from '@quartierblick/gis/network/answers.ts';
import type { App } from '#lib/app/context.ts';
import type { Question } from '#lib/network/messages.ts';
import { CoverageScreen } from './screen.svelte.ts';

interface Asked {
  ask: number;
  question: Question;
}
/** What the worker was asked and has not answered, and how it answers. */
let asked: Asked[];
let answer: (ask: number, outcome: object) => void;
beforeEach(() => {
  asked = [];
  class Desk {
    onmessage: ((event: { data: object }) => void) | undefined;
    constructor() {
      answer = (ask, outcome) => this.onmessage?.({ data: { ask, outcome } });
    }
    postMessage(message: Asked | { stop: true }): void {
      if ('question' in message) asked.push(message);
    }
  }
  vi.stubGlobal('Worker', Desk);
  vi.stubGlobal('location', { search: '' });
  return () => vi.unstubAllGlobals();
});

const pause = () => new Promise((resolve) => setTimeout(resolve));
/** Answers everything but what is held back, until nothing is asked any more. An answer tells for which target it is. */
async function answerAll(held: Question['kind'][] = []): Promise<void> {
  for (;;) {
    await pause();
    const now = asked.filter(({ question }) => !held.includes(question.kind));
    if (now.length === 0) return;
    asked = asked.filter((one) => !now.includes(one));
    for (const { ask, question } of now) {
      const target = 'settings' in question && 'targetM2' in question.settings ? question.settings.targetM2 : null;
      const streets = [{ name: 'Bornstraße', barrier: true }];
      answer(ask, { kind: question.kind, streets, target, today: { groups: [] }, then: null, places: [], tried: 1 });
    }
  }
}
const shown = ({ covered, drawn }: CoverageScreen) =>
  [covered, drawn].map((one) => (one as unknown as { target: number } | null)?.target);

/** A screen on which the question it begins with is answered. */
async function screenOf(send = (_url: string) => Promise.resolve(Response.json([]))): Promise<CoverageScreen> {
  const app = {
    api: { root: '', send, projectIfAny: () => Promise.resolve(null) },
    language: { code: 'de' },
    announcer: { show() {} },
  };
  const screen = new CoverageScreen(app as unknown as App, () => {});
  void screen.load();
  await answerAll();
  expect(screen.state).toBe('ready');
  return screen;
}

it('shows the figures of the setting that stands, though it was another one for a moment', async () => {
  const screen = await screenOf();
  const [before] = shown(screen);
  screen.change({ targetM2: 400 });
  await pause();
  screen.change({ targetM2: before ?? 0 });
  await answerAll();
  expect(shown(screen)).toEqual([before, before]);
  expect(screen.busy).toBe(false);
});

it('the best places of other settings and changes are neither shown nor looked for any longer', async () => {
  const screen = await screenOf();
  const edit: Edit = { id: 'e', type: 'closure', at: [0, 0] };
  for (const change of [() => screen.whatIf.add(edit), () => screen.change({ targetM2: 400 })]) {
    void screen.whatIf.search();
    await answerAll(['best']);
    change();
    await answerAll();
    expect([screen.whatIf.best, screen.whatIf.progress]).toEqual([null, null]);
  }
  void screen.whatIf.search();
  await answerAll();
  expect(screen.whatIf.best).not.toBeNull();
  screen.change({ targetM2: 500 });
  await answerAll();
  expect(screen.whatIf.best).toBeNull();
});

it('scenarios that are compared while a setting is reckoned do not leave the figures of the one before', async () => {
  const screen = await screenOf();
  screen.change({ targetM2: 400 });
  await pause();
  const scenario = { id: 's', name: 'S', edits: [] } as unknown as SavedNetworkScenario;
  void screen.whatIf.compare([scenario]);
  await answerAll();
  expect(screen.whatIf.compared).toHaveLength(2);
  expect([...shown(screen), screen.busy]).toEqual([400, 400, false]);
});

it('a scenario is kept once, however often saving is pressed, and stays beside the one that was opened meanwhile', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let kept = 0;
  const screen = await screenOf(async (url) => {
    if (!url.endsWith('/scenarios')) return Response.json([]);
    kept += 1;
    await promise;
    return Response.json({ id: 'new', name: 'Neu', edits: [] });
  });
  const saving = [screen.whatIf.save('Neu'), screen.whatIf.save('Neu')];
  await pause();
  expect(kept).toBe(1);
  const other = { id: 'other', name: 'Andere', edits: [], settings: {} } as unknown as SavedNetworkScenario;
  screen.whatIf.use(other);
  resolve();
  await Promise.all(saving);
  expect(screen.whatIf.open).toBe(other);
});
