import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { May, Uuid } from '@quartierblick/gis/walks/event.ts';
import { keyOf } from '@quartierblick/gis/walks/fold.ts';
import { shown } from '@quartierblick/gis/walks/shown.ts';
import { set } from '@quartierblick/gis/walks/stamp.ts';
import { uuid } from '@quartierblick/gis/walks/test-log.ts';
import { hashOf } from '../store/blobs.ts';
import { WalkBase } from '../store/db.ts';
import { newDevice } from '../store/new-device.ts';
import { keepJoined, openLog } from '../store/open.ts';
import type { StoredWalkLog } from '../store/walk-log.ts';
import { synchronise } from './engine.ts';
import { joinByCode } from './join.ts';
import { FAULTS, ModelServer } from './model-server.ts';

const WALK = uuid(8, 1);
let bases = 0;
const newBase = () => new WalkBase(`test-${(bases += 1)}`);

/** A browser that takes part. */
async function browser(server: ModelServer, may: May, base = newBase()) {
  const made = newDevice();
  server.devices.set(made.device, { key: made.key, may });
  const code = may === 'add' ? '0000000000' : null;
  await keepJoined({ walk: WALK, ...made, may, role: 'resident', name: null, code }, base);
  return base;
}

const opened = async (base: WalkBase): Promise<StoredWalkLog> => {
  const log = await openLog(WALK, base);
  if (!log) throw new Error('does not take part');
  return log;
};

const picture = { width: 3, height: 2, covered: 0, drawn: false };
/** So small that every log takes several requests and every file several pieces. */
const most = { events: 2, bytes: 250 };
const bytesOf = (n: number) => new Uint8Array(200 + n * 300).fill(n + 1).buffer;
const idsOf = (log: StoredWalkLog) => log.kept.map(({ event }) => event.id).sort();

const who = fc.nat(1);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('draft' as const), who, thing: fc.nat(2), isAwaited: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('tap' as const), who, thing: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('photo' as const), who, thing: fc.nat(2), n: fc.nat(3) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('sync' as const),
      who,
      faults: fc.array(fc.constantFrom(...FAULTS), { maxLength: 8 }),
      isAwaited: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), who }) },
);

describe('the synchronisation of a walk', () => {
  it('10: loses nothing that was shown as saved and doubles nothing, whatever is dropped, repeated or killed', async () => {
    const test = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const server = new ModelServer(WALK);
      const homes = [await browser(server, 'edit'), await browser(server, 'edit')];
      const logs = await Promise.all(homes.map(opened));
      /** What was shown as saved: values of drafts by where they stand, events, files. */
      const drafted = new Map<string, string>();
      const said = new Set<Uuid>();
      const files = new Set<string>();
      const running: Promise<unknown>[] = [];
      for (const [i, one] of steps.entries()) {
        const [log, base] = [logs[one.who], homes[one.who]];
        if (!log || !base) continue;
        if (one.do === 'draft') {
          const ref = { kind: 'finding' as const, thing: uuid(3, one.thing), field: 'note' };
          const writing = log.draft(ref, `Wort ${i}`);
          if (!one.isAwaited) continue;
          await writing;
          drafted.set(`${one.who}/${one.thing}`, `Wort ${i}`);
        } else if (one.do === 'settle') await log.settle();
        else if (one.do === 'tap') {
          const events = await log.say(set('finding', uuid(3, one.thing), 'theme', `Thema ${i}`, []));
          for (const { id } of events) said.add(id);
        } else if (one.do === 'photo') {
          await log.keepPhoto(uuid(3, one.thing), bytesOf(one.n), picture);
          files.add(await hashOf(bytesOf(one.n)));
        } else if (one.do === 'sync') {
          server.expect(one.faults);
          // No answer is no outcome: the page tries again later.
          const syncing = synchronise(WALK, { base, transport: server, most }).catch(() => undefined);
          running.push(syncing);
          // Meanwhile people go on, and another tab may send, too.
          if (!one.isAwaited) continue;
          await syncing;
          await log.reload();
        } else {
          log.close();
          logs[one.who] = await opened(base);
        }
      }
      // Both are opened again and come back into the network; twice, so that each hears of the other.
      await Promise.all(running);
      server.expect([]);
      const ended = await Promise.all(homes.map(opened));
      for (const base of [...homes, ...homes]) {
        expect(await synchronise(WALK, { base, transport: server, most })).toEqual({ kind: 'ok' });
      }
      for (const log of ended) await log.reload();
      const ids = server.kept.map(({ event }) => event.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const log of ended) {
        expect(idsOf(log)).toEqual([...ids].sort());
        expect(log.drafts).toEqual([]);
        expect(log.numbers).toMatchObject({ events: { here: 0, underway: 0 }, files: { here: 0 }, bytes: 0 });
      }
      for (const id of said) expect(ids).toContain(id);
      for (const [where, text] of drafted) {
        const [, thing] = where.split('/');
        const values = server.kept.flatMap(({ event: { thing: of, say } }) =>
          of === uuid(3, Number(thing)) && say.do === 'set' && say.field === 'note' ? [say.value] : [],
        );
        // What was typed on at the same place before it was said is part of what followed.
        const isThere =
          values.includes(text) || values.some((value) => Number(String(value).slice(5)) > Number(text.slice(5)));
        expect([where, text, isThere]).toEqual([where, text, true]);
      }
      expect([...server.files.keys()].sort()).toEqual([...files].sort());
      for (const [sha256, bytes] of server.files) {
        expect(await hashOf(bytes)).toBe(sha256);
        expect(server.finished.get(sha256)).toBe(1);
      }
      for (const log of [...logs, ...ended]) log.close();
    });
    await fc.assert(test, { numRuns: 200 });
  }, 240_000);

  it('keeps everything when its link is ended, says why, and sends it after joining again', async () => {
    const server = new ModelServer(WALK);
    const base = await browser(server, 'add');
    const log = await opened(base);
    await log.say(set('finding', uuid(3, 0), 'note', 'noch da', []));
    server.ended = 'link-ended';
    expect(await synchronise(WALK, { base, transport: server })).toEqual({ kind: 'ended', reason: 'link-ended' });
    await log.reload();
    expect(log.joined.ended).toBe('link-ended');
    expect(log.numbers.events).toEqual({ here: 1, underway: 0, sent: 0 });
    expect(await (await log.asFile()).text()).toContain('noch da');
    server.ended = null;
    const { device } = log.joined;
    expect(await joinByCode('0000000000', {}, server, base)).toMatchObject({ device, ended: null });
    expect(await synchronise(WALK, { base, transport: server })).toEqual({ kind: 'ok' });
    expect(server.kept).toHaveLength(1);
    log.close();
  });

  it('goes on as another device where a backup was played back, and both logs arrive', async () => {
    const server = new ModelServer(WALK);
    const base = await browser(server, 'edit');
    const log = await opened(base);
    await log.say(set('finding', uuid(3, 0), 'note', 'vorher', []));
    await synchronise(WALK, { base, transport: server });
    const backup = await base.read((db) => db.get('walks', WALK));
    if (!backup) throw new Error('no backup');
    await log.reload();
    await log.say(set('finding', uuid(3, 0), 'theme', 'nach der Sicherung', []));
    await synchronise(WALK, { base, transport: server });
    // The copy of yesterday says something else in the same place of the log.
    const copy = newBase();
    await copy.write(['walks', 'log'], 'strict', async (tx) => {
      await tx.objectStore('walks').put(backup, WALK);
      for (const { event } of server.kept.slice(0, 1))
        await tx.objectStore('log').put(event, [WALK, event.device, event.seq]);
    });
    const restored = await opened(copy);
    await restored.say(set('finding', uuid(3, 1), 'note', 'aus der Sicherung', []));
    expect(await synchronise(WALK, { base: copy, transport: server })).toEqual({ kind: 'ok' });
    await restored.reload();
    expect(restored.joined.device).not.toBe(backup.device);
    const values = server.kept.map(({ event: { say } }) => say.do === 'set' && say.value);
    expect(values).toEqual(['vorher', 'nach der Sicherung', 'aus der Sicherung']);
    expect(idsOf(restored)).toEqual(server.kept.map(({ event }) => event.id).sort());
    for (const one of [log, restored]) one.close();
  });

  it('makes what is typed over a value that another has changed meanwhile a conflict of two, and loses neither', async () => {
    const server = new ModelServer(WALK);
    const homes = [await browser(server, 'edit'), await browser(server, 'edit')];
    const [a, b] = [await opened(homes[0] as WalkBase), await opened(homes[1] as WalkBase)];
    const both = async () => {
      for (const base of [...homes, ...homes]) await synchronise(WALK, { base, transport: server });
      for (const log of [a, b]) await log.reload();
    };
    const ref = { kind: 'finding' as const, thing: uuid(3, 0), field: 'note' };
    await a.say(set('finding', ref.thing, 'note', 'Glas', []));
    await both();
    await a.draft(ref, 'Glas, viel');
    await b.draft(ref, 'Scherben');
    await b.settle();
    await both();
    await a.draft(ref, 'Glas, sehr viel');
    await a.settle(ref);
    await both();
    for (const log of [a, b]) {
      const thing = log.state.get(keyOf('finding', ref.thing));
      const values = thing ? shown(thing, 'finding', 'note').map(({ value }) => value) : [];
      expect(values.sort()).toEqual(['Glas, sehr viel', 'Scherben']);
      log.close();
    }
  });

  it('turns a recording of a killed page into a voice, with every second that was safe', async () => {
    const server = new ModelServer(WALK);
    const base = await browser(server, 'add');
    const log = await opened(base);
    const recording = await log.startRecording(uuid(3, 0), 'audio/webm');
    await recording.add(new Uint8Array([1, 2]).buffer);
    await recording.add(new Uint8Array([3]).buffer);
    const id = await recording.finish(2);
    expect(id).not.toBeNull();
    const voice = log.state.get(keyOf('voice', id ?? ''));
    expect(voice && shown(voice, 'voice', 'sound')[0]?.value).toMatchObject({ bytes: 3, seconds: 2 });
    await synchronise(WALK, { base, transport: server });
    expect([...server.files.values()].map((bytes) => [...new Uint8Array(bytes)])).toEqual([[1, 2, 3]]);
    log.close();
  });
});
