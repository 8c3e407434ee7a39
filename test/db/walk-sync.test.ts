import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import type { AddressInfo, Server } from 'node:net';
import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WalkEvent } from '@quartierblick/gis/walks/event.ts';
import { set } from '@quartierblick/gis/walks/stamp.ts';
import { hashOf } from '../../web/src/lib/walks/store/blobs.ts';
import { WalkBase } from '../../web/src/lib/walks/store/db.ts';
import { openLog } from '../../web/src/lib/walks/store/open.ts';
import { synchronise } from '../../web/src/lib/walks/sync/engine.ts';
import { joinByCode } from '../../web/src/lib/walks/sync/join.ts';
import { httpTransport } from '../../web/src/lib/walks/sync/transport.ts';
import { startCutProxy } from '../support/cut-proxy.ts';
import type { CutProxy } from '../support/cut-proxy.ts';
import { describeOnEachDatabase } from '../support/databases.ts';

/** Walks with two phones each. The engine's own test tries two hundred courses; here its server is the real one. */
const RUNS = 12;

const step = fc.record({
  phone: fc.nat(1),
  notes: fc.nat(3),
  hasPhoto: fc.boolean(),
  cuts: fc.array(fc.integer({ min: 0, max: 12_000 }), { maxLength: 5 }),
});

describeOnEachDatabase('phones behind a line that breaks', (context) => {
  let server: Server;
  let proxy: CutProxy;
  beforeAll(async () => {
    const app = context().appAs('public');
    server = createAdaptorServer({ fetch: (request) => app.fetch(request) }) as Server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    proxy = await startCutProxy((server.address() as AddressInfo).port);
  });
  afterAll(async () => {
    await proxy.close();
    server.close();
  });

  const photo = async () => {
    const noise = sharp(randomBytes(90 * 60 * 3), { raw: { width: 90, height: 60, channels: 3 } });
    return new Uint8Array(await noise.jpeg().toBuffer()).buffer;
  };

  const begun = async () => {
    const { db } = context();
    const [row] = await db.sql<{ key: string }[]>`
      insert into walks (title, starts_at, state, created_by) values ('Gang', now(), 'open', 'test') returning key::text
    `;
    const walk = row?.key ?? '';
    const answer = await context()
      .appAs('steering')
      .request(`/api/walks/${walk}/links`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ role: 'scout' }),
      });
    return { walk, code: ((await answer.json()) as { code: string }).code };
  };

  it('bring everything to the real server once, however often the line breaks', async () => {
    const { db } = context();
    const transport = httpTransport(proxy.url);
    const most = { events: 3, bytes: 2_000 };
    const test = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const { walk, code } = await begun();
      proxy.cutAfter([]);
      const bases = [new WalkBase(crypto.randomUUID()), new WalkBase(crypto.randomUUID())];
      for (const base of bases) expect((await joinByCode(code, {}, transport, base)).walk).toBe(walk);
      const said: WalkEvent[] = [];
      const files = new Set<string>();
      for (const { phone, notes, hasPhoto, cuts } of steps) {
        const base = bases[phone];
        const log = base && (await openLog(walk, base));
        if (!log) throw new Error('does not take part');
        const finding = crypto.randomUUID();
        for (let n = 0; n <= notes; n += 1)
          said.push(...(await log.say(set('finding', finding, 'note', `Satz ${n}`, []))));
        if (hasPhoto) {
          const bytes = await photo();
          files.add(await hashOf(bytes));
          await log.keepPhoto(finding, bytes, { width: 90, height: 60, covered: 0, drawn: false });
        }
        proxy.cutAfter(cuts);
        await synchronise(walk, { base, transport, most }).catch(() => undefined);
        log.close();
      }
      proxy.cutAfter([]);
      for (const base of bases) expect(await synchronise(walk, { base, transport, most })).toEqual({ kind: 'ok' });
      const rows = await db.sql<{ event: WalkEvent }[]>`select event from walk_events where walk_key = ${walk}`;
      const ids = rows.map(({ event }) => event.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const event of said) expect(rows.map((row) => row.event)).toContainEqual(event);
      expect(rows).toHaveLength(said.length + 2 * files.size);
      const kept = await db.sql<
        { sha256: string }[]
      >`select sha256 from walk_blobs where walk_key = ${walk} order by 1`;
      expect(kept.map(({ sha256 }) => sha256)).toEqual([...files].sort());
      const [found] = await db.sql`
        select count(*)::integer as n, coalesce(sum(cardinality(photos)), 0)::integer as photos from walk_findings where walk_key = ${walk}
      `;
      expect(found).toEqual({ n: steps.length, photos: files.size });
    });
    await fc.assert(test, { numRuns: RUNS });
  }, 240_000);
});
