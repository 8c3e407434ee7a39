import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotConnect, connect, openDatabase, postgisVersion } from '../db.ts';
import type { Sql } from '../db.ts';
import { FolderInUse } from '../embedded/lock.ts';
import type { Env } from '../env.ts';
import { schemaState } from '../migrate.ts';
import { hint, holds, wrong } from './findings.ts';
import type { Finding } from './findings.ts';

/** What the SQL needs. */
const OLDEST_POSTGIS = [3, 3] as const;

/** Whether this version of PostGIS is new enough. */
function isEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_POSTGIS;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

interface Rights {
  readOnly: boolean;
  mayCreate: boolean;
  mayRead: boolean;
}

/** Whether the account may do what a start does: a server that cannot ends at its first table. */
async function checkRights(sql: Sql, about: string): Promise<Finding[]> {
  const [rights] = await sql<Rights[]>`
    select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "readOnly",
      coalesce(has_schema_privilege(to_regnamespace('public'), 'create'), false) as "mayCreate",
      coalesce(has_table_privilege(to_regclass('public.schema_migrations'), 'select'), true) as "mayRead"
  `;
  if (rights?.readOnly)
    return [wrong(about, 'lässt nur lesen (ein Zweitserver?)', 'is read-only (a standby, perhaps?)')];
  if (!rights?.mayCreate || !rights.mayRead) {
    return [
      wrong(
        about,
        'das Konto darf im Schema public nichts anlegen, oder die Tabellen gehören einem anderen',
        'the account may create nothing in the schema public, or the tables belong to another one',
      ),
    ];
  }
  return [];
}

async function checkContent(sql: Sql, about: string): Promise<Finding[]> {
  const [server] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
  const version = server?.version.split(' ')[0] ?? '';
  const found = [holds(about, `PostgreSQL ${version} antwortet`, `PostgreSQL ${version} answers`)];
  const refused = await checkRights(sql, about);
  // What follows reads tables that such an account may not read.
  if (refused.length > 0) return [...found, ...refused];
  const postgis = await postgisVersion(sql);
  if (postgis === '') {
    found.push(
      hint(
        'PostGIS',
        'fehlt noch; der Start legt es an, wenn das Konto darf',
        'is missing; the start creates it if the account may',
      ),
    );
  } else if (isEnough(postgis)) found.push(holds('PostGIS', postgis, postgis));
  else found.push(wrong('PostGIS', `${postgis} ist zu alt (≥ 3.3)`, `${postgis} is too old (≥ 3.3)`));
  const { newest, pending, unknown } = await schemaState(sql);
  const all = pending.join(', ');
  if (unknown !== null) {
    found.push(
      wrong('Schema', `ist neuer als das Programm (${unknown})`, `is newer than the application (${unknown})`),
    );
  } else if (pending.length === 0)
    found.push(holds('Schema', `${newest}, nichts steht an`, `${newest}, nothing pending`));
  else found.push(hint('Schema', `der nächste Start führt aus: ${all}`, `the next start will apply: ${all}`));
  return found;
}

function unreachable(about: string, error: unknown): Finding {
  const { message } = error as Error;
  // Names the place and the reason in both languages, never the password.
  if (error instanceof CannotConnect) return wrong(about, message, message);
  return wrong(about, `nicht zu öffnen: ${message}`, `cannot be opened: ${message}`);
}

async function checkPostgres(url: string): Promise<Finding[]> {
  try {
    const db = await connect({ kind: 'postgres', url });
    try {
      return await checkContent(db.sql, 'DATABASE_URL');
    } finally {
      await db.close();
    }
  } catch (error) {
    return [unreachable('DATABASE_URL', error)];
  }
}

async function checkReplica(url: string): Promise<Finding[]> {
  const about = 'DATABASE_READ_URL';
  try {
    const db = await connect({ kind: 'postgres', url });
    try {
      const [state] = await db.sql<{ standby: boolean; behind: number | null }[]>`
        select pg_is_in_recovery() as standby,
          extract(epoch from now() - pg_last_xact_replay_timestamp())::float8 as behind
      `;
      if (!state?.standby) {
        return [
          hint(
            about,
            'ist kein nachlaufender Zweitserver; gelesen wird trotzdem dort',
            'is no standby; it is read all the same',
          ),
        ];
      }
      const seconds = Math.round(state.behind ?? 0);
      return [holds(about, `läuft nach, letzte Änderung vor ${seconds} s`, `follows, last change ${seconds} s ago`)];
    } finally {
      await db.close();
    }
  } catch (error) {
    // The primary answers in its place.
    const { text } = unreachable(about, error);
    return [hint(about, text.de, text.en)];
  }
}

async function checkEmbedded(env: Env): Promise<Finding[]> {
  const about = 'DATA_DIR';
  const made = existsSync(join(env.dataDir, 'database')) && !existsSync(join(env.dataDir, 'database-unfinished'));
  if (!made) {
    return [
      holds(
        about,
        'die eingebettete Datenbank wird beim ersten Start angelegt',
        'the embedded database will be made at the first start',
      ),
    ];
  }
  try {
    const db = await openDatabase(env);
    try {
      return await checkContent(db.sql, about);
    } finally {
      await db.close();
    }
  } catch (error) {
    if (!(error instanceof FolderInUse)) return [unreachable(about, error)];
    const running = runningServer(env.dataDir);
    if (running === null) return [wrong(about, error.message, error.message)];
    const db = await connect({ kind: 'embedded', socketDir: running });
    try {
      return [holds(about, 'der Server läuft', 'the server is running'), ...(await checkContent(db.sql, about))];
    } finally {
      await db.close();
    }
  }
}

/** Folder of the socket by which the embedded database of a running server is reached; null where none says so. */
export function runningServer(dataDir: string): string | null {
  try {
    const { socketDir } = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')) as { socketDir?: unknown };
    return typeof socketDir === 'string' ? socketDir : null;
  } catch {
    return null;
  }
}

/** Whether the database can be reached, its PostGIS, and which migrations are pending. Changes nothing. */
export async function checkDatabase(env: Env): Promise<Finding[]> {
  if (env.databaseUrl === undefined) {
    const useless = env.databaseReadUrl !== undefined;
    return [
      ...(await checkEmbedded(env)),
      ...(useless
        ? [wrong('DATABASE_READ_URL', 'gilt nur mit DATABASE_URL', 'holds only together with DATABASE_URL')]
        : []),
    ];
  }
  const found = await checkPostgres(env.databaseUrl);
  if (env.databaseReadUrl !== undefined) found.push(...(await checkReplica(env.databaseReadUrl)));
  if (env.authSecret === undefined) {
    found.push(
      hint(
        'AUTH_SECRET',
        'fehlt: mehrere Prozesse brauchen dasselbe, oder denselben DATA_DIR',
        'is missing: several processes need the same one, or the same DATA_DIR',
      ),
    );
  }
  return found;
}
