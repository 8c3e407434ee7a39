import { beforeEach, expect, it, vi } from 'vitest';
import { PlaceChoice } from './place-choice.svelte.ts';

interface Measurement {
  found: (position: { coords: { longitude: number; latitude: number; accuracy: number } }) => void;
  failed: (trouble: object) => void;
}
/** What the device was asked and has not answered. */
let asked: Measurement[];
beforeEach(() => {
  asked = [];
  const getCurrentPosition = (found: Measurement['found'], failed: Measurement['failed']) =>
    asked.push({ found, failed });
  vi.stubGlobal('navigator', { geolocation: { getCurrentPosition } });
  return () => vi.unstubAllGlobals();
});

const pause = () => new Promise((resolve) => setTimeout(resolve));
const STOP = { lon: 7.47, lat: 51.52 };
const MEASURED = { lon: 7.48, lat: 51.53, accuracyM: 8, by: 'gps' };
async function answer(): Promise<void> {
  asked.shift()?.found({ coords: { longitude: 7.48, latitude: 51.53, accuracy: 7.6 } });
  await pause();
}

it('a place that is left as measured is one that was measured', async () => {
  const choice = new PlaceChoice(null);
  await answer();
  expect([choice.measured, choice.measuring]).toEqual([MEASURED, false]);
  choice.middle = { lon: 7.48, lat: 51.53 };
  expect(choice.place).toEqual(MEASURED);
});

it.each(['comes', 'fails'])(
  'the cross stays where it was put by hand when the measurement before it %s',
  async (how) => {
    const choice = new PlaceChoice({ ...STOP, accuracyM: null, by: 'stop' });
    choice.byHand();
    choice.middle = { lon: 7.475, lat: 51.525 };
    if (how === 'fails') asked.shift()?.failed({ code: 3, TIMEOUT: 3 });
    await answer();
    expect([choice.measured, choice.measuring, choice.trouble]).toEqual([null, false, null]);
    expect(choice.place).toEqual({ lon: 7.475, lat: 51.525, accuracyM: null, by: 'map' });
  },
);

it('who asks again after moving the map is led to what is measured then', async () => {
  const choice = new PlaceChoice(null);
  choice.byHand();
  const measuring = choice.measure();
  await answer();
  expect([choice.measured, choice.measuring]).toEqual([null, true]);
  await answer();
  await measuring;
  expect([choice.measured, choice.measuring]).toEqual([MEASURED, false]);
});
