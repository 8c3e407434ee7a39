import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { May, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import { findingsOf } from '@quartierblick/gis/walks/finding.ts';
import { fold } from '@quartierblick/gis/walks/fold.ts';
import { rights, steps, uuid, walked } from '@quartierblick/gis/walks/test-log.ts';
import { timeline } from '@quartierblick/gis/walks/timeline.ts';
import type { Kept } from '@quartierblick/gis/walks/timeline.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { append } from './append.ts';
import { hashOfKey } from './device.ts';
import { project } from './project.ts';
import { WalkDesk } from './test-field.ts';
import type { TestDevice } from './test-field.ts';

/** Walks on each of both databases. */
const RUNS = 200;
/** What is said on each of them: every batch is a transaction, and there are thousands. */
const MOST_STEPS = 14;

/** The same log with ids that no walk has had: what is in the database stays there. */
function renewed(log: readonly WalkEvent[], devices: readonly TestDevice[]): WalkEvent[] {
  const names = new Map(devices.map(({ device }, n) => [uuid(1, n), device]));
  const fresh = (id: string) => {
    const name = names.get(id) ?? randomUUID();
    names.set(id, name);
    return name;
  };
  return JSON.parse(JSON.stringify(log).replaceAll(/[0-9a-f]{8}-0000-4000-8000-[0-9a-f]{12}/g, fresh)) as WalkEvent[];
}

describeOnEachDatabase('the findings of a walk', (context) => {
  const rowsOf = async (walk: string) => {
    const rows = await context().db.sql<{ key: string }[]>`
      select key::text, device_key::text as device, stop_key as stop, measure_key as measure, theme, note, photos, voices, fields,
        conflicts, removed, round(extract(epoch from found_at) * 1000)::float8 as "foundAt", place
      from walk_findings where walk_key = ${walk} order by key
    `;
    return [...rows];
  };

  /** What the log that the server has means, by the pure functions alone. */
  const meant = async (walk: string) => {
    const kept = await context().db.sql<(Kept & { may: May })[]>`
      select e.event, round(extract(epoch from received_at) * 1000)::float8 as "receivedAt", offset_ms as "offsetMs", d.may
      from walk_events e join walk_devices d on d.key = e.device_key where e.walk_key = ${walk}
    `;
    const events = kept.map(({ event }) => event);
    const times = new Map(timeline([...kept]).map(({ event, time }) => [event.id, time]));
    const state = fold(events, new Map(kept.map(({ event, may }) => [event.device, may])));
    return findingsOf(state, events, ({ id }) => times.get(id) ?? 0).sort((a, b) => (a.key < b.key ? -1 : 1));
  };

  /** A walk with devices of these rights. */
  const begun = async (desk: WalkDesk, mays: readonly May[]) => {
    const { sql } = context().db;
    const walk = await desk.walk();
    const { key: link } = await desk.link(walk);
    const devices = mays.map((may) => ({ ...desk.newDevice(walk), may }));
    const rows = devices.map(({ device, key, may }) => ({ device, may, hash: hashOfKey(key) }));
    await sql`
      insert into account_users (id, name, email, email_verified) values ('p', 'p', 'p@example.org', true) on conflict do nothing
    `;
    await sql`
      insert into walk_devices (key, walk_key, key_hash, link_key, user_id, may, role)
      select device, ${walk}, hash, case when may = 'add' then ${link}::uuid end, case when may = 'edit' then 'p' end, may, 'scout'
      from jsonb_to_recordset(${sql.json(rows)}) as r(device uuid, may text, hash text)
    `;
    return { walk, devices };
  };

  it('9: are what the fold says, in whatever batches and order devices send, and the same when rebuilt', async () => {
    const desk = new WalkDesk(context());
    const { db } = context();
    const cutting = fc.array(fc.nat(), { minLength: 5, maxLength: 12 });
    const test = fc.asyncProperty(steps, rights, cutting, async (todo, mays, cuts) => {
      const { walk, devices } = await begun(desk, mays);
      const events = renewed(walked(todo.slice(0, MOST_STEPS), mays).events, devices);
      const waiting = devices.map((one) => ({
        ...one,
        log: events.filter(({ device }) => device === one.device),
        sent: 0,
      }));
      const unsent = () => waiting.filter(({ log, sent }) => sent < log.length);
      for (let turn = 0, open = unsent(); open.length > 0; turn += 1, open = unsent()) {
        const cut = cuts[turn % cuts.length] ?? 0;
        const one = open[cut % open.length];
        if (!one) break;
        // Pieces of any size, which may begin before what is there already, and some twice.
        const to = Math.min(one.log.length, one.sent + 1 + (cut % 9));
        const batch = {
          sentAt: new Date().toISOString(),
          pending: 0,
          events: one.log.slice(Math.max(0, one.sent - (cut % 3)), to),
        };
        const device = { key: one.device, walk, may: one.may, role: 'scout' as const, name: null };
        for (let times = 0; times <= (cut % 4 === 0 ? 1 : 0); times += 1) {
          expect((await append(db, device, one.header, batch)).have).toBe(to);
        }
        one.sent = to;
      }
      const expected = await meant(walk);
      expect(await rowsOf(walk)).toEqual(expected);
      await db.sql.begin((tx) => project(tx, walk, null));
      expect(await rowsOf(walk)).toEqual(expected);
    });
    await fc.assert(test, { numRuns: RUNS });
  }, 600_000);
});
