import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import { restoreBackup } from '@quartierblick/api/backup/restore';
import { verifyBackup } from '@quartierblick/api/backup/read';
import { openDatabase } from '@quartierblick/api/db';
import type { Database, DatabaseKind } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';
import { createLog } from '@quartierblick/api/log';
import { availableDatabases, freshDatabase } from '../../support/databases.ts';

/** Kept since the schema was at 0019: written by `npm run backup`, never to be made anew. */
const FILE = fileURLToPath(new URL('schema-0019.tar', import.meta.url));

const clean: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const undo of clean.splice(0).reverse()) await undo();
});

/** A database on which nothing was ever run. */
async function untouched(
  kind: DatabaseKind,
): Promise<{ db: Database; dataDir: string; variables: Record<string, string> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'qb-upgrade-'));
  clean.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const variables: Record<string, string> = { DATA_DIR: join(dataDir, 'data') };
  if (kind === 'postgres') {
    const url = inject('postgresUrl') ?? '';
    const name = `qb_upgrade_${process.pid}`;
    const admin = postgres(url, { max: 1, onnotice: () => undefined });
    await admin`create database ${admin(name)}`;
    clean.push(async () => {
      await admin`drop database if exists ${admin(name)} with (force)`;
      await admin.end();
    });
    variables['DATABASE_URL'] = Object.assign(new URL(url), { pathname: `/${name}` }).href;
  }
  const env = readEnv(variables);
  const db = await openDatabase(env);
  clean.push(() => db.close());
  return { db, dataDir: env.dataDir, variables };
}

/** Columns, constraints, indexes and triggers of all tables, as text. */
async function schemaOf({ sql }: Database): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`
    select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || a.attnotnull::text as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
    union all select conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c') and conrelid <> 0
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select tgrelid::regclass::text || ' ' || tgname || tgenabled::text from pg_trigger where not tgisinternal
    order by 1
  `;
  return rows.map(({ line }) => line);
}

describe.each(availableDatabases())('an instance of schema 0019 on %s', (kind) => {
  it('is restored, upgraded to the schema of now, and everything in it is still there', async () => {
    const target = await untouched(kind);
    const manifest = await verifyBackup(FILE);
    expect(manifest.schema.at(-1)?.name).toBe('0019_offer_confirmations.sql');
    const migrated = await restoreBackup({ file: FILE, manifest }, target);
    expect(migrated[0]).toBe('0020_offer_imports.sql');
    expect(migrated.length).toBeGreaterThan(5);

    const fresh = await freshDatabase(kind);
    clean.push(fresh.remove);
    const now = await openDatabase(readEnv(fresh.variables));
    clean.push(() => now.close());
    expect(await schemaOf(target.db)).toEqual(await schemaOf(now));

    const { sql } = target.db;
    for (const { name, rows } of manifest.tables.filter((table) => table.rows > 0)) {
      const [row] = await sql<{ n: number }[]>`select count(*)::integer as n from ${sql(name)}`;
      expect([name, row?.n]).toEqual([name, rows]);
    }
    // What happened then stands in the audit log as it stood; the restoring wrote nothing into it.
    const log = await sql<{ action: string; entity: string }[]>`select action, entity from audit_log order by id`;
    expect(log.filter(({ entity }) => entity === 'properties').map(({ action }) => action)).toEqual([
      'insert',
      'insert',
      'insert',
      'update',
    ]);

    const env = readEnv({ ...target.variables, LOG_LEVEL: 'silent' });
    const identify = () => ({ edition: 'planner' as const, userId: null, name: 'test', via: 'session' as const });
    const app = createApp({ db: target.db, env, log: createLog('silent'), version: 'test', identify });
    const found = (await (await app.request('/api/layers/properties/features?sort=key&geometry=none')).json()) as {
      features: { properties: Record<string, unknown> }[];
    };
    expect(
      found.features.map(({ properties: { key, address, availability } }) => [key, address, availability]),
    ).toEqual([
      ['p0', 'Bornstraße 50', 'acquired'],
      ['p1', 'Bornstraße 51', 'negotiating'],
      ['p2', 'Bornstraße 52', 'acquired'],
    ]);
    expect((await app.request('/api/offers')).status).toBeLessThan(500);
    expect((await app.request('/api/measures')).status).toBe(200);
    const [file] = await sql<{ sha256: string }[]>`select sha256 from property_files`;
    const kept = (form: string) => readFileSync(join(target.dataDir, 'files', file?.sha256 ?? '', form), 'utf8');
    expect([kept('original'), kept('thumb')]).toEqual(['kein Bild, aber Bytes', 'klein']);
  }, 180_000);

  it('does not go into a database that a newer server has made ready already, and says so', async () => {
    const fresh = await freshDatabase(kind);
    clean.push(fresh.remove);
    const env = readEnv(fresh.variables);
    const db = await openDatabase(env);
    clean.push(() => db.close());
    const manifest = await verifyBackup(FILE);
    await expect(restoreBackup({ file: FILE, manifest }, { db, dataDir: env.dataDir })).rejects.toThrow(
      /has the schema 00\d\d_\w+\.sql already, the backup 0019/,
    );
  });
});
