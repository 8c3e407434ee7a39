import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { postgisVersion } from './db.ts';
import type { Database, Sql, SqlLike } from './db.ts';

const FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url));
/** Any number, the same for every process: it names the advisory lock. */
const LOCK = 7_305_217;

/** The schema cannot be brought up to date; the message is for the terminal. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused';
}

interface Migration {
  name: string;
  checksum: string;
  text: string;
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort();
  return names.map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return { name, text, checksum: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex') };
  });
}

/** How far a database's schema is; changes nothing. */
export interface SchemaState {
  /** Newest migration that was applied; null where there is none. */
  newest: string | null;
  pending: string[];
  /** One that this application does not know: the database is newer. */
  unknown: string | null;
}

/** Names and checksums of the migrations of this application. */
export const knownMigrations = (): Pick<Migration, 'name' | 'checksum'>[] => readMigrations(FOLDER);

/** What {@link migrate} would have to do. */
export async function schemaState(sql: SqlLike, folder = FOLDER): Promise<SchemaState> {
  const [table] = await sql<{ name: string | null }[]>`select to_regclass('public.schema_migrations')::text as name`;
  const rows = table?.name ? await sql<{ name: string }[]>`select name from schema_migrations order by name` : [];
  const done = new Set(rows.map(({ name }) => name));
  const names = readMigrations(folder).map(({ name }) => name);
  return {
    newest: rows.at(-1)?.name ?? null,
    pending: names.filter((name) => !done.has(name)),
    unknown: rows.find(({ name }) => !names.includes(name))?.name ?? null,
  };
}

/** What PostgreSQL says of an account without rights, and of a standby or a database that takes no changes. */
const REFUSED = new Map([
  [
    '42501',
    'Dieses Konto darf in der Datenbank nichts anlegen / this account may create nothing in the database. ' +
      'Als Verwalter ausführen / run as administrator: alter database … owner to …; grant all on schema public to …',
  ],
  [
    '25006',
    'Die Datenbank lässt nur lesen (ein Zweitserver?) / the database is read-only (a standby?). ' +
      'DATABASE_URL nennt den ersten / DATABASE_URL names the primary',
  ],
]);

function refusedBy(error: unknown): unknown {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const words = REFUSED.get(code);
  return words === undefined ? error : new MigrationRefused(`${words} (${message})`);
}

async function ensurePostgis(sql: Sql): Promise<string> {
  const before = await postgisVersion(sql);
  if (before) return before;
  try {
    await sql`create extension if not exists postgis`;
  } catch {
    throw new MigrationRefused(
      'PostGIS fehlt in der Datenbank, und dieses Konto darf es nicht anlegen / PostGIS is missing and this account may not create it. ' +
        'Als Verwalter ausführen / run as administrator: create extension postgis',
    );
  }
  return postgisVersion(sql);
}

async function applyOne(sql: Sql, migration: Migration): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(migration.text);
    await tx`insert into schema_migrations (name, checksum) values (${migration.name}, ${migration.checksum})`;
  });
}

async function applyAll(sql: Sql, migrations: Migration[], onProgress: (step: string) => void): Promise<string[]> {
  await sql`
    create table if not exists schema_migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now()
    )`;
  const rows = await sql<{ name: string; checksum: string }[]>`select name, checksum from schema_migrations`;
  const done = new Map(rows.map((row) => [row.name, row.checksum]));
  const known = new Set(migrations.map((migration) => migration.name));
  const strange = rows.find((row) => !known.has(row.name));
  if (strange) {
    throw new MigrationRefused(
      `Die Datenbank ist neuer als das Programm (${strange.name}) / the database is newer than the application`,
    );
  }
  const applied: string[] = [];
  for (const migration of migrations) {
    const checksum = done.get(migration.name);
    if (checksum === migration.checksum) continue;
    if (checksum) {
      throw new MigrationRefused(
        `Migration ${migration.name} wurde nach dem Anwenden geändert / was changed after it had been applied`,
      );
    }
    onProgress(`Migration ${migration.name}`);
    await applyOne(sql, migration);
    applied.push(migration.name);
  }
  return applied;
}

/**
 * Brings the schema up to date: forward only, each file in a transaction, one process at a time.
 * Creates the extension PostGIS where it is missing, and fills in `db.postgis`.
 * @returns the names of the migrations that were applied now
 * @throws MigrationRefused where a file was changed after it had been applied, the database is newer or read-only, the account
 *   has no right to change it, or PostGIS is not to be had
 */
export async function migrate(
  db: Database,
  onProgress: (step: string) => void = () => undefined,
  { folder = FOLDER, upTo }: { folder?: string; /** Name of the last one to be applied. */ upTo?: string } = {},
): Promise<string[]> {
  const migrations = readMigrations(folder).filter(({ name }) => upTo === undefined || name <= upTo);
  if (db.kind === 'embedded') {
    // One process by the folder's lock, and one session in all: an advisory lock would lock nobody out.
    db.postgis = await ensurePostgis(db.sql);
    return applyAll(db.sql, migrations, onProgress);
  }
  const holder = await db.sql.reserve();
  try {
    await holder`select pg_advisory_lock(${LOCK})`;
    db.postgis = await ensurePostgis(db.sql);
    return await applyAll(db.sql, migrations, onProgress);
  } catch (error) {
    throw refusedBy(error);
  } finally {
    await holder`select pg_advisory_unlock(${LOCK})`.catch(() => undefined);
    holder.release();
  }
}
