import type { TransactionSql } from 'postgres';
import { LIMITS, UUID } from '@quartierblick/gis/walks/event.ts';
import type { WalkEvent } from '@quartierblick/gis/walks/event.ts';
import { clockOf } from '@quartierblick/gis/walks/timeline.ts';
import type { Database } from '../db.ts';
import { Problem, validationProblem } from '../errors.ts';
import { deviceOf } from './device.ts';
import type { Device } from './device.ts';
import { findingsIn, project } from './project.ts';

/** What a device sends. */
export interface Batch {
  /** What its clock says at sending, ISO 8601. */
  sentAt: string;
  /** Events and files that it still has to send after this. */
  pending: number;
  /** In the order of its log. */
  events: readonly WalkEvent[];
}

/** The log of the device ends otherwise than it says; `have` is up to where the server has it. */
function conflict(type: 'log-gap' | 'log-forked' | 'log-full', have: number): Problem {
  const titles = {
    'log-gap': { de: 'Davor fehlt etwas', en: 'Something before this is missing' },
    'log-forked': {
      de: 'Unter dieser Kennung hat schon jemand anderes geschrieben',
      en: 'Somebody else has written under this id already',
    },
    'log-full': { de: 'Von diesem Gerät kommt zu viel', en: 'Too much comes from this device' },
  };
  return new Problem({ status: 409, type, title: titles[type], extra: { have } });
}

/** Up to where the server has the log of a device. */
export async function haveOf(tx: TransactionSql, device: string): Promise<number> {
  const [row] = await tx<{ have: number }[]>`
    select coalesce(max(seq), 0) as have from walk_events where device_key = ${device}
  `;
  return row?.have ?? 0;
}

/** A batch is a piece of one log: its own, in order, without a gap. @throws Problem 400 */
function checkOrder({ key }: Device, events: readonly WalkEvent[]): void {
  const issues = events.flatMap((event, i) => {
    const expected = (events[0]?.seq ?? 0) + i;
    if (event.device !== key) return [{ path: ['events', i, 'device'], message: 'is another device' }];
    return event.seq === expected ? [] : [{ path: ['events', i, 'seq'], message: `must be ${expected}` }];
  });
  if (issues.length > 0) throw validationProblem(issues);
}

/** Says whether what is kept under these places of the log is what was sent. */
async function isKept(tx: TransactionSql, { key }: Device, events: readonly WalkEvent[]): Promise<boolean> {
  const [row] = await tx<{ kept: number }[]>`
    select count(*)::integer as kept
    from jsonb_array_elements(${tx.json(events as never)}) as sent(event)
    join walk_events e on e.id = (sent.event ->> 'id')::uuid and e.device_key = ${key} and e.event = sent.event
  `;
  return row?.kept === events.length;
}

/**
 * Keeps events of one device. To be called where the walk is held, so that arrivals of a walk are committed in their order and no reader
 * ever passes one by.
 * @param times in milliseconds since 1970; `offset`: by how much the clock of the device is behind
 */
export async function keepEvents(
  tx: TransactionSql,
  { walk, device }: { walk: string; device: string },
  events: readonly WalkEvent[],
  { now, offset }: { now: number; offset: number },
): Promise<void> {
  const rows = events.map((event) => ({
    id: event.id,
    seq: event.seq,
    thing: event.thing,
    kind: event.kind,
    said_at: new Date(clockOf(event.at, now - offset)).toISOString(),
    event,
  }));
  await tx`
    insert into walk_events (id, walk_key, device_key, seq, thing, kind, said_at, offset_ms, received_at, event)
    select id, ${walk}, ${device}, seq, thing, kind, said_at, ${offset}, ${new Date(now)}, event
    from jsonb_to_recordset(${tx.json(rows as never)})
      as r(id uuid, seq integer, thing uuid, kind text, said_at timestamptz, event jsonb)
    order by seq
    on conflict do nothing
  `;
}

/**
 * Appends to the log of a device, all or nothing, and writes what it changes of the findings. Repeating it changes nothing.
 * @param header proves the device once more under the lock, so that what is on its way when a link is ended is refused, too
 * @returns up to where the server has the log of the device now
 * @throws Problem 404 where the device is not let in, 409 `log-gap`, `log-forked` or `log-full`, each with `have`
 */
export async function append(
  db: Database,
  device: Device,
  header: string | undefined,
  { sentAt, pending, events }: Batch,
): Promise<{ have: number; now: string }> {
  checkOrder(device, events);
  const { have, isNew, now } = await db.sql.begin(async (tx) => {
    // Held to the end, see keepEvents.
    await tx`select 1 from walks where key = ${device.walk} for no key update`;
    await deviceOf(tx, device.walk, header);
    const now = Date.now();
    const before = await haveOf(tx, device.key);
    const [first] = events;
    if (first && first.seq > before + 1) throw conflict('log-gap', before);
    if ((events.at(-1)?.seq ?? 0) > LIMITS.deviceEvents) throw conflict('log-full', before);
    const fresh = events.filter(({ seq }) => seq > before);
    const offset = now - clockOf(sentAt, now);
    await keepEvents(tx, { walk: device.walk, device: device.key }, fresh, { now, offset });
    if (!(await isKept(tx, device, events))) throw conflict('log-forked', before);
    await project(tx, device.walk, findingsIn(fresh).concat(await wholesOf(tx, device.walk, fresh)));
    await tx`update walk_devices set last_seen_at = ${new Date(now)}, pending = ${pending} where key = ${device.key}`;
    return { have: await haveOf(tx, device.key), isNew: fresh.length > 0, now };
  });
  if (isNew) await db.publish({ type: 'walk-changed', walk: device.walk });
  return { have, now: new Date(now).toISOString() };
}

/** The findings of photos and voices of which something else was said than where they belong. */
async function wholesOf(tx: TransactionSql, walk: string, events: readonly WalkEvent[]): Promise<string[]> {
  const parts = events.flatMap(({ kind, thing }) => (kind === 'photo' || kind === 'voice' ? [thing] : []));
  if (parts.length === 0) return [];
  const rows = await tx<{ finding: string }[]>`
    select distinct event #>> '{say,value}' as finding from walk_events
    where walk_key = ${walk} and thing = any(${parts}::uuid[]) and event #>> '{say,field}' = 'finding'
      and event #>> '{say,value}' ~ ${UUID.source}
  `;
  return rows.map(({ finding }) => finding);
}
