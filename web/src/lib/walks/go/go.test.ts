import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Place } from '@quartierblick/gis/walks/event.ts';
import type { WalkPack } from '@quartierblick/gis/walks/pack.ts';
import { uuid } from '@quartierblick/gis/walks/test-log.ts';
import type { App } from '#lib/app/context.ts';
import { WalkBase } from '#lib/walks/store/db.ts';
import { newDevice } from '#lib/walks/store/new-device.ts';
import { keepJoined, openLog } from '#lib/walks/store/open.ts';
import type { WalkLog } from '#lib/walks/store/types.ts';
import { GoState } from './go.svelte.ts';
import type { Sending } from './sending.svelte.ts';

const [WALK, FINDING] = [uuid(8, 7), uuid(3, 1)];
const HERE: Place = { lon: 7.47, lat: 51.52, accuracyM: 8, by: 'gps' };
const pack = { plan: { stops: [], cards: [] }, device: { role: 'resident', may: 'add' } } as unknown as WalkPack;
const app = { language: { code: 'de' }, announcer: { show() {} } } as unknown as App;
let bases = 0;
let log: WalkLog;
let go: GoState;

/** A finding off the route, of which a theme was said. */
beforeEach(async () => {
  const base = new WalkBase(`go-${++bases}`);
  await keepJoined({ walk: WALK, ...newDevice(), may: 'add', role: 'resident', name: 'Mia', code: '0000000000' }, base);
  log = (await openLog(WALK, base)) as WalkLog;
  go = new GoState(app, log, pack, {} as Sending);
  await go.say(FINDING, 'theme', 'waste', { stop: null });
});
afterEach(() => log.close());

/** What became of the finding, when nothing is being written any more. */
async function finding() {
  await log.settle();
  const { removed, contested, place } = go.finding(FINDING) ?? {};
  return { removed, contested, place };
}
const GONE = { removed: true, contested: false, place: null };

it('a new finding says where it is, once that has been measured', async () => {
  await go.locate(FINDING, HERE);
  expect(await finding()).toEqual({ removed: false, contested: false, place: HERE });
});

it('a place that was set by hand is not moved by a measurement that comes late', async () => {
  const byHand: Place = { ...HERE, accuracyM: null, by: 'map' };
  await go.say(FINDING, 'place', byHand, { stop: null });
  await go.locate(FINDING, HERE);
  expect((await finding()).place).toEqual(byHand);
});

it.each(['has been', 'is being'])('a measurement that comes late does not bring back what %s removed', async (how) => {
  const removing = go.remove('finding', FINDING);
  if (how === 'has been') await removing;
  await go.locate(FINDING, HERE);
  expect([await removing, await finding()]).toEqual([true, GONE]);
});

it.each(['after removing', 'while it is said'])(
  'what was just written does not speak against removing (%s)',
  async (when) => {
    await go.type(FINDING, 'note', 'Scherben', { stop: null });
    if (when === 'while it is said') go.settle(FINDING, 'note');
    expect(await go.remove('finding', FINDING)).toBe(true);
    go.settle(FINDING, 'note');
    expect(await finding()).toEqual(GONE);
  },
);
