import { nowWithOffset, stamp } from '@quartierblick/gis/walks/stamp.ts';
import type { Saying } from '@quartierblick/gis/walks/stamp.ts';
import type { Uuid, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import type { Kept } from '@quartierblick/gis/walks/timeline.ts';
import { below } from './db.ts';
import type { Tx, WalkBase, WalkRecord } from './db.ts';

/** A saying that has its id already, so that writing it twice after a broken connection is writing it once. */
export interface Said {
  id: Uuid;
  saying: Saying;
}

/** Gives sayings their ids. */
export const withIds = (sayings: readonly Saying[]): Said[] =>
  sayings.map((saying) => ({ id: crypto.randomUUID(), saying }));

/** @throws Error where this browser does not take part, or does not any more */
export async function recordIn(tx: Tx<'walks'>, walk: Uuid): Promise<WalkRecord> {
  const record = await tx.objectStore('walks').get(walk);
  if (!record) throw new Error('this browser does not take part in the walk');
  return record;
}

/** Appends to the own log within a transaction: the place is taken in the same one, so that two tabs never take the same. */
export async function appendIn(tx: Tx<'walks' | 'log'>, walk: Uuid, said: readonly Said[]): Promise<WalkEvent[]> {
  const record = await recordIn(tx as unknown as Tx<'walks'>, walk);
  const { device, seq } = record;
  const log = tx.objectStore('log');
  const last = await log.get([walk, device, seq]);
  if (last !== undefined && last.id === said.at(-1)?.id) {
    const written = await log.getAll(IDBKeyRange.bound([walk, device, seq - said.length + 1], [walk, device, seq]));
    return written;
  }
  const now = nowWithOffset();
  const events = said.map(({ id, saying }, i) => stamp(saying, { id, device, seq: seq + i + 1, now }));
  for (const event of events) await log.put(event, [walk, device, event.seq]);
  await tx.objectStore('walks').put({ ...record, seq: seq + events.length }, walk);
  return events;
}

/** Everything that is known here of a walk: the own log, and what the server told. */
export function readKept(base: WalkBase, { walk, device }: Pick<WalkRecord, 'walk' | 'device'>): Promise<Kept[]> {
  return base.read(async (db) => {
    const [own, heard] = await Promise.all([db.getAll('log', below(walk, device)), db.getAll('heard', below(walk))]);
    const told = new Set(heard.map(({ event }) => event.id));
    const unsent = own.filter(({ id }) => !told.has(id));
    return [...heard, ...unsent.map((event) => ({ event, receivedAt: null, offsetMs: 0 }))];
  });
}

/** The next events to be sent, from a place of the own log on. */
export function readOwn(base: WalkBase, walk: Uuid, device: Uuid, from: number, most: number): Promise<WalkEvent[]> {
  return base.read((db) =>
    db.getAll('log', IDBKeyRange.bound([walk, device, from], [walk, device, Number.MAX_SAFE_INTEGER]), most),
  );
}

/** Changes how far this browser is with the server. */
export function changeRecord(
  base: WalkBase,
  walk: Uuid,
  change: (record: WalkRecord) => Partial<WalkRecord>,
): Promise<WalkRecord> {
  return base.write(['walks'], 'strict', async (tx) => {
    const record = await recordIn(tx, walk);
    const changed = { ...record, ...change(record) };
    await tx.objectStore('walks').put(changed, walk);
    return changed;
  });
}

/** Keeps what the server told, together with where to read on. */
export function hear(base: WalkBase, walk: Uuid, told: readonly Kept[], change: Partial<WalkRecord>): Promise<void> {
  return base.write(['walks', 'heard'], 'relaxed', async (tx) => {
    const heard = tx.objectStore('heard');
    for (const one of told) await heard.put(one, [walk, one.event.id]);
    const record = await recordIn(tx as unknown as Tx<'walks'>, walk);
    await tx.objectStore('walks').put({ ...record, ...change }, walk);
  });
}

/**
 * Takes part as another device from now on: what the server does not have of the old log begins the new one, with the same ids. The
 * old log stays as it was.
 */
export function replaceDevice(
  base: WalkBase,
  walk: Uuid,
  next: { device: Uuid; key: string },
  isAtServer: (id: Uuid) => boolean,
): Promise<void> {
  return base.write(['walks', 'log'], 'strict', async (tx) => {
    const record = await recordIn(tx as unknown as Tx<'walks'>, walk);
    const log = tx.objectStore('log');
    const old = await log.getAll(below(walk, record.device));
    const missing = old.filter(({ id }) => !isAtServer(id));
    for (const [i, event] of missing.entries()) {
      await log.put({ ...event, device: next.device, seq: i + 1 }, [walk, next.device, i + 1]);
    }
    await tx
      .objectStore('walks')
      .put({ ...record, ...next, seq: missing.length, have: 0, cursor: 0, ended: null }, walk);
  });
}
