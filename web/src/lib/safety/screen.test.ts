import { beforeEach, expect, it, vi } from 'vitest';
import { ownPreset } from '@quartierblick/gis/analysis/safety/own-thresholds.ts';
import type { App } from '#lib/app/context.ts';
import { SafetyScreen } from './screen.svelte.ts';

/** Workers that run. */
let running: number;
beforeEach(() => {
  running = 0;
  class Desk {
    constructor() {
      running += 1;
    }
    postMessage(): void {}
    terminate(): void {
      running -= 1;
    }
  }
  vi.stubGlobal('Worker', Desk);
  vi.stubGlobal('location', { search: '' });
  return () => vi.unstubAllGlobals();
});

const OWN = { sectionM: 150, junctionM: 30, sameType: 3, injury: 6, severe: 3 };
const PRESET = ownPreset(OWN);

/** A screen that shows what it read, on which own thresholds are tried; from now on the server waits to be let. */
async function screenOf() {
  const setting = Promise.withResolvers<void>();
  const reading = Promise.withResolvers<void>();
  let first = true;
  const queries: string[] = [];
  const answer = { lines: [], crossings: [], playgrounds: [], places: [], accidents: [], years: [] };
  const screen = new SafetyScreen(
    {
      api: {
        root: '',
        projectIfAny: () => Promise.resolve(null),
        send: async () => {
          if (!first) await reading.promise;
          return Response.json(answer);
        },
        client: { api: { project: { hotspots: { $put: () => setting.promise } } } },
      },
      language: { code: 'de' },
      announcer: { show() {} },
    } as unknown as App,
    (query) => queries.push(query),
  );
  await screen.load();
  first = false;
  screen.choosePreset(OWN);
  return { screen, queries, setting, reading };
}

it('thresholds that have become those of the project are no longer tried', async () => {
  const { screen, setting, reading } = await screenOf();
  const making = screen.setProjectPreset(PRESET);
  setting.resolve();
  reading.resolve();
  await making;
  expect(screen.settings.preset).toBeNull();
});

it('a number that is changed while thresholds become those of the project stays', async () => {
  const { screen, setting, reading } = await screenOf();
  const making = screen.setProjectPreset(PRESET);
  setting.resolve();
  const other = { ...OWN, injury: 7 };
  screen.choosePreset(other);
  reading.resolve();
  await making;
  expect(screen.settings.preset).toEqual(other);
});

it('thresholds that have become those of the project stay where the project cannot be read again', async () => {
  const { screen, setting, reading } = await screenOf();
  const making = screen.setProjectPreset(PRESET);
  setting.resolve();
  reading.reject(new Error('gone'));
  await making;
  expect([screen.state, screen.settings.preset]).toEqual(['ready', OWN]);
});

it('a page that is left begins no worker, and writes no address', async () => {
  const { screen, queries, setting, reading } = await screenOf();
  const before = queries.length;
  const making = screen.setProjectPreset(PRESET);
  screen.leave();
  setting.resolve();
  reading.resolve();
  await making;
  expect([running, queries.length]).toEqual([0, before]);
});
