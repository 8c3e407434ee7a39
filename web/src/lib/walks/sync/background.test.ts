import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { set } from '@quartierblick/gis/walks/stamp.ts';
import { uuid } from '@quartierblick/gis/walks/test-log.ts';
import { sendWalk } from '../../../service-worker/send.ts';
import { newDevice } from '../store/new-device.ts';
import { keepJoined, openLog, walkBase } from '../store/open.ts';
import { isPending, tagOf, walkOfTag } from './background.ts';

const WALK = uuid(8, 2);
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** Bodies of the batches that reached the server. */
let batches: { events: { say: { value: unknown } }[] }[] = [];
let answer: (path: string, have: number) => Response;

beforeEach(async () => {
  batches = [];
  answer = (path, have) =>
    path.includes('/batches')
      ? json({ have, now: new Date().toISOString() })
      : json({ events: [], next: 0, more: false, showsOthers: false, devices: [] });
  let have = 0;
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (path.includes('/batches')) {
      const batch = JSON.parse(String(init.body)) as (typeof batches)[number];
      const response = answer(path, have + batch.events.length);
      if (response.ok) [have, batches] = [have + batch.events.length, [...batches, batch]];
      return response;
    }
    return answer(path, have);
  });
  await keepJoined({ walk: WALK, ...newDevice(), may: 'add', role: 'resident', name: null, code: null });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await walkBase.write(['walks', 'drafts', 'log'], 'strict', async (tx) => {
    for (const store of ['walks', 'drafts', 'log'] as const) await tx.objectStore(store).clear();
  });
});

const noted = async () => {
  const log = await openLog(WALK);
  await log?.say(set('finding', uuid(3, 0), 'theme', 'waste', []));
  // In the middle of a word, as a killed page leaves it.
  await log?.draft({ kind: 'finding', thing: uuid(3, 0), field: 'note' }, 'Glas auf dem We');
  log?.close();
};

it('sends what a killed page had said and what it was writing', async () => {
  await noted();
  await sendWalk(WALK, '');
  expect(batches.flatMap(({ events }) => events.map(({ say }) => say.value))).toEqual(['waste', 'Glas auf dem We']);
  expect(await isPending(walkBase, WALK)).toBe(false);
});

it('rejects where the server is not reached or takes nothing, so that the browser tries again, and loses nothing', async () => {
  await noted();
  answer = () => {
    throw new TypeError('Failed to fetch');
  };
  await expect(sendWalk(WALK, '')).rejects.toThrow();
  answer = () => json({ type: 'urn:quartierblick:starting' }, 503);
  await expect(sendWalk(WALK, '')).rejects.toThrow();
  expect(await isPending(walkBase, WALK)).toBe(true);
});

it('does not try again where this device was sent away, nor for a walk that is not on this device', async () => {
  await noted();
  answer = () => json({ type: 'urn:quartierblick:walk-device-void', reason: 'link-ended' }, 404);
  await sendWalk(WALK, '');
  expect((await walkBase.read((db) => db.get('walks', WALK)))?.ended).toBe('link-ended');
  await sendWalk(uuid(8, 3), '');
  expect(batches).toEqual([]);
});

it('never sends at the same time as a page that sends the same walk', async () => {
  await noted();
  const order: string[] = [];
  const page = navigator.locks.request(`walk-sync-${WALK}`, async () => {
    await new Promise((next) => setTimeout(next, 50));
    order.push('page');
  });
  const worker = sendWalk(WALK, '').then(() => order.push('worker'));
  await Promise.all([page, worker]);
  expect(order).toEqual(['page', 'worker']);
});

it('knows its own tags from those of others', () => {
  expect(walkOfTag(tagOf(WALK))).toBe(WALK);
  expect(walkOfTag('newsletter')).toBe(null);
});
