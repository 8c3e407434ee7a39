import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { Uuid } from '@quartierblick/gis/walks/event.ts';
import { set } from '@quartierblick/gis/walks/stamp.ts';
import { uuid } from '@quartierblick/gis/walks/test-log.ts';
import { WalkBase } from './db.ts';
import { forgetWalk } from './forget.ts';
import { hear } from './log.ts';
import { newDevice } from './new-device.ts';
import { keepJoined, openLog } from './open.ts';

const [FORGOTTEN, OTHER] = [uuid(8, 5), uuid(8, 6)];
const STORES = ['walks', 'log', 'heard', 'drafts', 'blobs', 'parts', 'recordings', 'ballast'] as const;

/** A walk of which something lies in every store. */
async function filled(base: WalkBase, walk: Uuid) {
  await keepJoined({ walk, ...newDevice(), may: 'add', role: 'resident', name: 'Mia', code: '0000000000' }, base);
  const log = await openLog(walk, base);
  if (!log) throw new Error('does not take part');
  const [event] = await log.say(set('finding', uuid(3, 1), 'theme', 'waste', []));
  if (event) await hear(base, walk, [{ event, receivedAt: 1, offsetMs: 0 }], {});
  const facts = { width: 1, height: 1, covered: 0, drawn: false };
  await log.keepPhoto(uuid(3, 1), new Uint8Array(300_000).buffer, facts);
  const recording = await log.startRecording(uuid(3, 1), 'audio/webm');
  await recording.add(new Uint8Array([1, 2]).buffer);
  await log.draft({ kind: 'finding', thing: uuid(3, 1), field: 'note' }, 'mitten im Wort');
  return log;
}

/** How many records there are of a walk, by store. */
const countsOf = (base: WalkBase, walk: Uuid) =>
  base.read(async (db) => {
    const counts: Record<string, number> = {};
    for (const store of STORES) {
      counts[store] = (await db.getAllKeys(store)).filter((key) => [key].flat()[0] === walk).length;
    }
    return counts;
  });

it('leaves nothing of a forgotten walk and everything of another', async () => {
  const base = new WalkBase('forget-1');
  const [gone, other] = [await filled(base, FORGOTTEN), await filled(base, OTHER)];
  const before = await countsOf(base, OTHER);
  expect(before).toEqual({ walks: 1, log: 3, heard: 1, drafts: 1, blobs: 1, parts: 3, recordings: 1, ballast: 0 });
  expect(await countsOf(base, FORGOTTEN)).toEqual(before);
  await forgetWalk(base, FORGOTTEN);
  expect(Object.values(await countsOf(base, FORGOTTEN)).every((n) => n === 0)).toBe(true);
  expect(await countsOf(base, OTHER)).toEqual(before);
  expect(await base.read((db) => db.count('ballast'))).toBe(1);
  await forgetWalk(base, OTHER);
  for (const store of STORES) expect([store, await base.read((db) => db.count(store))]).toEqual([store, 0]);
  for (const log of [gone, other]) log.close();
});

it('nothing comes back from a tab that still shows the walk: it hears of it, and writes nothing more', async () => {
  const base = new WalkBase('forget-2');
  const tab = await filled(base, FORGOTTEN);
  const heard = new Promise<void>((next) => tab.onChange(() => tab.isForgotten && next()));
  await forgetWalk(base, FORGOTTEN);
  await heard;
  const ref = { kind: 'finding' as const, thing: uuid(3, 1), field: 'note' };
  await expect(tab.draft(ref, 'noch ein Wort')).rejects.toThrow('does not take part');
  await expect(tab.say(set('finding', uuid(3, 1), 'note', 'x', []))).rejects.toThrow('does not take part');
  await expect(tab.startRecording(uuid(3, 1), 'audio/webm')).rejects.toThrow('does not take part');
  const facts = { width: 1, height: 1, covered: 0, drawn: false };
  await expect(tab.keepPhoto(uuid(3, 1), new ArrayBuffer(9), facts)).rejects.toThrow('does not take part');
  expect(Object.values(await countsOf(base, FORGOTTEN)).every((n) => n === 0)).toBe(true);
  tab.close();
});
