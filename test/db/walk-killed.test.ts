import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import postgres from 'postgres';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';
import { migrate } from '@quartierblick/api/migrate';
import type { WalkEvent } from '@quartierblick/gis/walks/event.ts';
import { set, stamp } from '@quartierblick/gis/walks/stamp.ts';
import { availableDatabases, freshDatabase } from '../support/databases.ts';
import { startServer } from '../support/server-process.ts';

const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of clean.splice(0).reverse()) await undo();
});

type Settings = Record<string, string> & { DATA_DIR: string };

/** Puts a walk into the database before a server has it. */
async function plantWalk(settings: Settings): Promise<string> {
  const db = await openDatabase(readEnv({ ...settings, LOG_LEVEL: 'silent' }));
  try {
    await migrate(db);
    const [row] = await db.sql<{ key: string }[]>`
      insert into walks (title, starts_at, state, created_by) values ('Gang', now(), 'open', 'test') returning key::text
    `;
    return row?.key ?? '';
  } finally {
    await db.close();
  }
}

/** A device whose log is written already; `size` events a batch. */
function phone(walk: string, batches: number, size: number) {
  const [device, key] = [randomUUID(), randomBytes(32).toString('base64url')];
  const finding = randomUUID();
  const events = Array.from({ length: batches * size }, (_, i): WalkEvent => {
    const place = { id: randomUUID(), device, seq: i + 1, now: new Date().toISOString() };
    return stamp(set('finding', finding, 'note', `Satz ${i}`, []), place);
  });
  return { walk, device, key, events, headers: { 'x-walk-device': `${device}.${key}` } };
}

type Phone = ReturnType<typeof phone>;

/** A server in a process of its own. */
async function started(settings: Settings) {
  const server = startServer(settings);
  clean.push(() => {
    server.kill('SIGKILL');
    return server.ended;
  });
  const address = await server.ready;
  const authorization = `Bearer ${readFileSync(join(settings.DATA_DIR, 'token'), 'utf8').trim()}`;
  const post = (path: string, body: unknown, headers: Record<string, string>) =>
    fetch(`${address}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    address,
    async join({ walk, device, key }: Phone) {
      const link = await post(`/walks/${walk}/links`, { role: 'scout' }, { authorization });
      const { code } = (await link.json()) as { code: string };
      expect((await post('/field/join', { code, device, key }, {})).status).toBe(200);
    },
    async send({ walk, headers }: Phone, events: readonly WalkEvent[]): Promise<number> {
      const answer = await post(
        `/field/${walk}/batches`,
        { sentAt: new Date().toISOString(), pending: 0, events },
        headers,
      );
      expect(answer.status).toBe(200);
      return ((await answer.json()) as { have: number }).have;
    },
    async log({ walk, headers }: Phone) {
      const found: WalkEvent[] = [];
      for (let after = 0, more = true; more;) {
        const answer = await fetch(`${address}/api/field/${walk}/events?after=${after}`, { headers });
        const page = (await answer.json()) as { events: { event: WalkEvent }[]; next: number; more: boolean };
        found.push(...page.events.map(({ event }) => event));
        ({ next: after, more } = page);
      }
      return found;
    },
    async state({ walk, headers }: Phone, sha256: string) {
      const answer = await fetch(`${address}/api/field/${walk}/blobs/${sha256}/state`, { headers });
      return (await answer.json()) as { have: number; done: boolean };
    },
    /** Sends a piece of a file, all of it or only so many bytes of what it announces. */
    piece(of: Phone, sha256: string, bytes: Buffer, [from, to]: [number, number], only = to - from) {
      const headers = {
        ...of.headers,
        'upload-offset': from,
        'upload-length': bytes.length,
        'content-length': to - from,
      };
      return new Promise<string>((resolve, reject) => {
        const asked = request(
          `${address}/api/field/${of.walk}/blobs/${sha256}`,
          { method: 'PATCH', headers },
          (answer) => {
            answer.setEncoding('utf8');
            let text = '';
            answer.on('data', (part: string) => (text += part));
            answer.on('end', () => resolve(text));
          },
        );
        asked.on('error', reject);
        asked.write(bytes.subarray(from, from + only));
        if (only === to - from) asked.end();
      });
    },
    photo: ({ walk }: Phone, sha256: string) =>
      fetch(`${address}/api/walks/${walk}/blobs/${sha256}?size=original`, { headers: { authorization } }),
    async kill() {
      server.kill('SIGKILL');
      await server.ended;
    },
  };
}

/** Noise, so that it does not become small, with a position in its EXIF as phones write it. */
const photo = () =>
  sharp(randomBytes(700 * 500 * 3), { raw: { width: 700, height: 500, channels: 3 } })
    .withExif({
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 31/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 28/1 0/1' },
    })
    .jpeg({ quality: 90 })
    .toBuffer();

const SIZE = 40;
const BATCHES = 12;

describe.each(['embedded', 'postgres'] as const)('a server on %s that is killed while a phone sends', (kind) => {
  it.skipIf(!availableDatabases().includes(kind))(
    'has batches whole or not at all, loses none that it acknowledged, doubles none, and goes on with the photo where it was',
    async () => {
      const { variables, remove } = await freshDatabase(kind);
      clean.push(remove);
      const settings: Settings = { DATA_DIR: '', ...variables };
      const one = phone(await plantWalk(settings), BATCHES, SIZE);

      const first = await started(settings);
      await first.join(one);
      let acknowledged = 0;
      const sending = (async () => {
        for (let at = 0; at < one.events.length; at += SIZE) {
          acknowledged = await first.send(one, one.events.slice(at, at + SIZE));
        }
      })().catch(() => undefined);
      while (acknowledged < 3 * SIZE) await setTimeout(1);
      // The embedded database has one session only: there the kill runs a race. Elsewhere the batch is stopped in its transaction.
      const release = variables['DATABASE_URL'] ? await holdWalk(variables['DATABASE_URL'], one.walk) : undefined;
      if (release) await setTimeout(500);
      await first.kill();
      await release?.();
      await sending;

      const second = await started(settings);
      const kept = await second.log(one);
      expect(kept.length % SIZE).toBe(0);
      expect(kept.length).toBeGreaterThanOrEqual(acknowledged);
      expect(kept.length).toBeLessThan(one.events.length);
      expect(kept).toEqual(one.events.slice(0, kept.length));
      // The phone knows what was acknowledged, and sends the rest again from there.
      for (let at = acknowledged; at < one.events.length; at += SIZE) {
        await second.send(one, one.events.slice(at, at + SIZE));
      }
      expect(await second.log(one)).toEqual(one.events);

      const bytes = await photo();
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const [a, b] = [Math.floor(bytes.length / 3), Math.floor((2 * bytes.length) / 3)];
      expect(JSON.parse(await second.piece(one, sha256, bytes, [0, a]))).toEqual({ have: a, done: false });
      const broken = second.piece(one, sha256, bytes, [a, b], 1_000).catch(() => 'no answer');
      await setTimeout(200);
      await second.kill();
      expect(await broken).toBe('no answer');

      const third = await started(settings);
      expect(await third.state(one, sha256)).toEqual({ have: a, done: false });
      await third.piece(one, sha256, bytes, [a, b]);
      // Killed while the whole is checked and encoded anew: then it is there with its row, or the last step is repeated.
      const last = third.piece(one, sha256, bytes, [b, bytes.length]).catch(() => 'no answer');
      await setTimeout(30);
      await third.kill();
      await last;

      const fourth = await started(settings);
      const { have, done } = await fourth.state(one, sha256);
      if (!done) await fourth.piece(one, sha256, bytes, [have, bytes.length]);
      expect(await fourth.state(one, sha256)).toEqual({ have: 0, done: true });
      const answer = await fourth.photo(one, sha256);
      expect(answer.status).toBe(200);
      const { width, exif } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      expect({ width, exif }).toEqual({ width: 700, exif: undefined });
    },
    480_000,
  );
});

/** Takes the lock of a walk, so that no batch is committed. @returns what gives it back */
async function holdWalk(url: string, key: string): Promise<() => Promise<void>> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const held = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const holding = sql.begin(async (tx) => {
    await tx`select 1 from walks where key = ${key} for update`;
    held.resolve();
    await free.promise;
  });
  await held.promise;
  return async () => {
    free.resolve();
    await holding;
    await sql.end();
  };
}
