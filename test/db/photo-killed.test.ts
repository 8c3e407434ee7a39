import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import postgres from 'postgres';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { availableDatabases, freshDatabase } from '../support/databases.ts';
import { startServer } from '../support/server-process.ts';

const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of clean.splice(0).reverse()) await undo();
});

type Settings = Record<string, string> & { DATA_DIR: string };

/** A server in a process of its own, and what the command line could ask of it. */
async function started(variables: Settings) {
  const server = startServer(variables);
  clean.push(() => {
    server.kill('SIGKILL');
    return server.ended;
  });
  const address = await server.ready;
  const authorization = `Bearer ${readFileSync(join(variables.DATA_DIR, 'token'), 'utf8').trim()}`;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${address}/api${path}`, { ...init, headers: { authorization, ...init.headers } });
  return {
    ask,
    async newCase(): Promise<string> {
      const body = {
        properties: { address: 'Teststraße 1' },
        geometry: { type: 'Point', coordinates: [7.4745, 51.5235] },
      };
      const headers = { 'content-type': 'application/json' };
      const answer = await ask('/properties', { method: 'POST', headers, body: JSON.stringify(body) });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { key: string }).key;
    },
    async files(key: string) {
      const file = (await (await ask(`/properties/${key}`)).json()) as { parts: { files: { key: string }[] } };
      return file.parts.files;
    },
    send(key: string, photo: Buffer) {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(photo)]), 'dach.jpg');
      return ask(`/properties/${key}/files`, { method: 'POST', body: form });
    },
    async kill() {
      server.kill('SIGKILL');
      await server.ended;
    },
  };
}

/** Folders of photos whose bytes are safe: whole, and under their checksum. */
const safe = ({ DATA_DIR }: Settings) => {
  const folder = join(DATA_DIR, 'files');
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name)) : [];
};

const photo = () =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();

describe.each(['embedded', 'postgres'] as const)(
  'a server on %s that is killed between a photo and its row',
  (kind) => {
    it.skipIf(!availableDatabases().includes(kind))(
      'leaves no row without bytes, and takes the photo again; bytes without a row are swept',
      async () => {
        const { variables, remove } = await freshDatabase(kind);
        clean.push(remove);
        const settings = { DATA_DIR: '', ...variables };
        const first = await started(settings);
        const key = await first.newCase();
        const bytes = await photo();

        // Whoever holds the case keeps the row out. The embedded database has one session only: there the kill runs a race.
        const release = variables['DATABASE_URL'] ? await holdCase(variables['DATABASE_URL'], key) : undefined;
        const answer = first.send(key, bytes).then(
          ({ status }) => status,
          () => 'no answer',
        );
        while (safe(settings).length === 0) await setTimeout(1);
        await first.kill();
        await release?.();
        if (release) expect(await answer).toBe('no answer');

        const [orphan = ''] = safe(settings);
        const folder = join(settings.DATA_DIR, 'files', orphan);
        utimesSync(folder, new Date(0), new Date(0));
        const second = await started(settings);
        const kept = await second.files(key);
        if (release) expect(kept).toEqual([]);
        await expect.poll(() => existsSync(folder)).toBe(kept.length === 1);

        expect((await second.send(key, bytes)).status).toBe(kept.length === 1 ? 200 : 201);
        const [row, ...others] = await second.files(key);
        expect(others).toEqual([]);
        expect((await second.ask(`/properties/${key}/files/${row?.key ?? ''}?size=thumb`)).status).toBe(200);
      },
      240_000,
    );
  },
);

/** Takes the lock of a case. @returns what gives it back */
async function holdCase(url: string, key: string): Promise<() => Promise<void>> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const held = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const holding = sql.begin(async (tx) => {
    await tx`select 1 from properties where key = ${key} for update`;
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
