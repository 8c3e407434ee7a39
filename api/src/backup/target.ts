import { statfs } from 'node:fs/promises';
import type { Database, SqlLike } from '../db.ts';
import { knownMigrations, migrate, schemaState } from '../migrate.ts';
import { tableOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { BackupRefused } from './refused.ts';
import { tablesOf } from './tables.ts';

/** Tables into which migrations and every start write of themselves; rows there do not make an instance used. */
const FILLED_BY_ITSELF = new Set(['layer_versions', 'measure_themes', 'property_counts']);

/** @throws BackupRefused where somebody works with this instance already */
async function requireEmpty(sql: SqlLike): Promise<void> {
  for (const { name } of await tablesOf(sql)) {
    if (FILLED_BY_ITSELF.has(name)) continue;
    const [row] = await sql<{ n: number }[]>`select count(*)::float8 as n from (select from ${sql(name)} limit 1000) t`;
    if (row && row.n > 0) {
      const n = row.n < 1000 ? String(row.n) : '1000+';
      throw new BackupRefused(
        `Zurückgespielt wird nur in eine leere Instanz; in der Tabelle ${name} stehen schon ${n} Zeilen. ` +
          'Bitte eine neue Datenbank (DATABASE_URL) und einen neuen DATA_DIR nehmen.',
        `A backup is restored into an empty instance only; the table ${name} has ${n} rows already. ` +
          'Please use a new database (DATABASE_URL) and a new DATA_DIR.',
      );
    }
  }
}

/** Brings an empty database to the schema of the archive. @throws BackupRefused where that cannot be */
async function requireSchema(db: Database, { schema }: Manifest, onStep: (step: string) => void): Promise<void> {
  const known = new Map(knownMigrations().map(({ name, checksum }) => [name, checksum]));
  const newest = schema.at(-1)?.name ?? '';
  const strange = schema.find(({ name, checksum }) => known.get(name) !== checksum);
  if (strange) {
    throw new BackupRefused(
      `Die Sicherung ist von einem anderen Stand des Programms (${strange.name}); bitte mit dem neueren zurückspielen.`,
      `The backup is of another state of the application (${strange.name}); please restore it with the newer one.`,
    );
  }
  const state = await schemaState(db.sql);
  if ((state.newest ?? '') > newest) {
    throw new BackupRefused(
      `Die Datenbank hat schon das Schema ${state.newest}, die Sicherung ${newest}. ` +
        'Bitte in eine Datenbank zurückspielen, auf der noch kein Server lief; umgestellt wird danach von selbst.',
      `The database has the schema ${state.newest} already, the backup ${newest}. ` +
        'Please restore into a database on which no server has run yet; it is upgraded by itself afterwards.',
    );
  }
  await migrate(db, onStep, { upTo: newest });
}

/**
 * Tables have the same columns; their order may be another one, where a field came to a free layer later.
 * @throws BackupRefused where the archive's tables are not those that are there
 */
export async function requireTables(sql: SqlLike, manifest: Manifest): Promise<void> {
  const shape = (tables: Awaited<ReturnType<typeof tablesOf>>) =>
    new Map(
      tables.map(({ name, columns }) => [
        name,
        columns
          .map((column) => column.name)
          .toSorted()
          .join(),
      ]),
    );
  const here = shape(await tablesOf(sql));
  const wanted = shape(manifest.tables);
  const other = [...wanted.keys(), ...here.keys()].find((name) => wanted.get(name) !== here.get(name));
  if (other !== undefined) {
    throw new BackupRefused(
      `Die Tabelle ${other} der Sicherung passt nicht zum Schema; nichts wurde geändert.`,
      `The table ${other} of the backup does not fit the schema; nothing was changed.`,
    );
  }
}

/** @throws BackupRefused where the files would not fit on the disk */
async function requireRoom(dataDir: string, { parts }: Manifest): Promise<void> {
  const wanted = parts.filter(({ path }) => tableOf(path) === null).reduce((sum, { bytes }) => sum + bytes, 0);
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  if (wanted <= free) return;
  const megabytes = (bytes: number) => Math.ceil(bytes / 1024 ** 2);
  throw new BackupRefused(
    `Die Fotos und Dokumente brauchen ${megabytes(wanted)} MB, frei sind ${megabytes(free)} MB; nichts wurde geändert.`,
    `Photos and documents take ${megabytes(wanted)} MB, ${megabytes(free)} MB are free; nothing was changed.`,
  );
}

/**
 * Makes ready an instance for a backup: it must be empty, have room, and gets the schema of the archive.
 * @throws BackupRefused with the reason
 */
export async function prepareTarget(
  db: Database,
  dataDir: string,
  manifest: Manifest,
  onStep: (step: string) => void,
): Promise<void> {
  await requireEmpty(db.sql);
  await requireRoom(dataDir, manifest);
  await requireSchema(db, manifest, onStep);
}
