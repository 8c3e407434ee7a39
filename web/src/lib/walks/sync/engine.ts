import type { Uuid, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import type { WalkBase, WalkRecord } from '../store/db.ts';
import { changeRecord, hear, readOwn, replaceDevice } from '../store/log.ts';
import { newDevice } from '../store/new-device.ts';
import { readBlobs } from '../store/blobs.ts';
import type { Ended } from '../store/types.ts';
import { sendFiles } from './send-files.ts';
import type { Refusal, Transport } from './transport.ts';

const MOST = { events: 100, bytes: 262_144 };
const BATCH_CHARACTERS = 100_000;
/** How often one synchronisation begins anew when the server tells it to. */
const MOST_TURNS = 12;

/** How a synchronisation ended. */
export type Outcome =
  | { kind: 'ok' }
  /** The server takes nothing from this device any more; all of it stays here. */
  | { kind: 'ended'; reason: Ended }
  /** It answered, but did not take it. */
  | { kind: 'refused'; refusal: Refusal };

/** What a synchronisation needs. */
export interface SyncTools {
  base: WalkBase;
  transport: Transport;
  /** Told what is being sent, for the numbers. */
  underway?: (events: number, files: number) => void;
  now?: () => Date;
  /** Events and bytes of a request; far below what the server takes, for in poor signal short requests get through. */
  most?: { events: number; bytes: number };
}

const REASONS: readonly string[] = ['link-ended', 'expired', 'walk-closed', 'device-ended'] satisfies Ended[];

const recordOf = (base: WalkBase, walk: Uuid) => base.read((db) => db.get('walks', walk));

/** As many events as one request should carry. */
function cut(events: readonly WalkEvent[]): WalkEvent[] {
  let size = 0;
  const end = events.findIndex((event) => (size += JSON.stringify(event).length) > BATCH_CHARACTERS);
  return events.slice(0, end === -1 ? events.length : Math.max(1, end));
}

/** Ends a synchronisation from anywhere within it. */
class Stop extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.type);
    this.refusal = refusal;
  }
}

/**
 * Brings what is here to the server, then reads what others said: events, then files, small ones first, then the rest of the log. Every
 * step may be cut off, repeated or answered twice; what the server has is known by what it says, never by what was sent.
 * @throws whatever the transport rejects with: nothing is known then, and nothing is lost
 */
export async function synchronise(walk: Uuid, tools: SyncTools): Promise<Outcome> {
  const { base } = tools;
  try {
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      if (await sendLog(walk, tools)) continue;
      if ((await sendBlobs(walk, tools)) === 'urgent') continue;
      break;
    }
    await readOthers(walk, tools);
    await changeRecord(base, walk, () => ({ ended: null }));
    return { kind: 'ok' };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const { refusal } = error;
    if (refusal.type !== 'walk-device-void') return { kind: 'refused', refusal };
    const reason = REASONS.includes(refusal.reason ?? '') ? (refusal.reason as Ended) : 'unknown';
    await changeRecord(base, walk, () => ({ ended: reason }));
    return { kind: 'ended', reason };
  } finally {
    tools.underway?.(0, 0);
  }
}

async function openRecord(base: WalkBase, walk: Uuid): Promise<WalkRecord> {
  const record = await recordOf(base, walk);
  if (!record) throw new Error('this browser does not take part in the walk');
  return record;
}

/** Sends the log, the first time even where there is nothing in it: that we are there is news, too. @returns whether to begin anew */
async function sendLog(
  walk: Uuid,
  { base, transport, underway, now = () => new Date(), most = MOST }: SyncTools,
): Promise<boolean> {
  for (let isFirst = true; ; isFirst = false) {
    const record = await openRecord(base, walk);
    const events = cut(await readOwn(base, walk, record.device, record.have + 1, most.events));
    if (events.length === 0 && !isFirst) return false;
    const files = (await readBlobs(base, walk)).filter(({ state }) => state === 'here').length;
    underway?.(events.length, 0);
    const sentAt = now();
    const pending = record.seq - record.have - events.length + files;
    const answer = await transport.batch(record, {
      sentAt: sentAt.toISOString(),
      pending: Math.max(0, pending),
      events,
    });
    if (answer.ok) {
      const clockOffMs = Date.parse(answer.body.now) - sentAt.getTime();
      // Another device of ours may be at work here by now.
      const { seq } = await changeRecord(base, walk, (now) =>
        now.device === record.device ? { have: Math.min(now.seq, answer.body.have), clockOffMs } : {},
      );
      if (answer.body.have > seq) return fork(walk, record, base, transport);
      continue;
    }
    const { type, have } = answer.refusal;
    if (type === 'log-gap' && have !== null && have < record.have) {
      await changeRecord(base, walk, ({ device }) => (device === record.device ? { have } : {}));
      continue;
    }
    if (type === 'log-forked') return fork(walk, record, base, transport);
    throw new Stop(answer.refusal);
  }
}

/**
 * Somebody has gone on with our log elsewhere: a cloned profile, or a backup that was played back. From now on this is another device,
 * which begins with what the server does not have.
 */
async function fork(walk: Uuid, record: WalkRecord, base: WalkBase, transport: Transport): Promise<true> {
  const atServer = new Set<Uuid>();
  for (let after = 0, more = true; more;) {
    const page = await transport.events(record, after);
    if (!page.ok) throw new Stop(page.refusal);
    for (const { event } of page.body.events) atServer.add(event.id);
    ({ next: after, more } = page.body);
  }
  const next = newDevice();
  const joined = await transport.join({
    by: record.code === null ? { walk } : { code: record.code },
    ...next,
    role: record.role,
    name: record.name ?? undefined,
  });
  if (!joined.ok) throw new Stop(joined.refusal);
  await replaceDevice(base, walk, next, (id) => atServer.has(id));
  return true;
}

async function sendBlobs(
  walk: Uuid,
  { base, transport, underway, most = MOST }: SyncTools,
): Promise<'done' | 'urgent'> {
  const who = await openRecord(base, walk);
  const result = await sendFiles({ base, transport, pieceBytes: most.bytes }, who, async (files) => {
    const { seq, have, device } = await openRecord(base, walk);
    underway?.(0, files);
    return seq <= have && device === who.device;
  });
  if (typeof result === 'string') return result;
  throw new Stop(result);
}

async function readOthers(walk: Uuid, { base, transport }: SyncTools): Promise<void> {
  for (;;) {
    const record = await openRecord(base, walk);
    const page = await transport.events(record, record.cursor);
    if (!page.ok) throw new Stop(page.refusal);
    const { events, next, more, showsOthers, devices } = page.body;
    // What was hidden before this cursor is to be read, too.
    const isNewlyShown = showsOthers && !record.showsOthers && record.cursor > 0;
    const cursor = isNewlyShown ? 0 : next;
    await hear(base, walk, events, { cursor, showsOthers, people: devices });
    if (!more && !isNewlyShown) return;
  }
}
