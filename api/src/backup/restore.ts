import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Database, SqlLike } from '../db.ts';
import { migrate } from '../migrate.ts';
import { makeFreeTables } from './free-tables.ts';
import { MANIFEST, tableOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { eachEntry, linesOf } from './read.ts';
import { BackupRefused, inWords } from './refused.ts';
import { putRows, putRulesBack, setSequences, settleText, takeRulesOff } from './tables.ts';
import { prepareTarget, requireTables } from './target.ts';

interface Target {
  db: Database;
  dataDir: string;
  onStep?: (step: string) => void;
}

/** Files on their way: they lie apart until the rows that name them are about to be there. */
class Files {
  readonly #dataDir: string;
  readonly #pending: string;
  readonly #paths: string[] = [];
  readonly #placed: string[] = [];

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#pending = join(dataDir, `restore-${randomUUID()}`);
  }

  async take(path: string, entry: AsyncIterable<Buffer>): Promise<void> {
    const full = join(this.#pending, path);
    await mkdir(dirname(full), { recursive: true, mode: 0o700 });
    await pipeline(entry, createWriteStream(full, { mode: 0o600, flush: true }));
    this.#paths.push(path);
  }

  async place(): Promise<void> {
    for (const path of this.#paths) {
      const full = join(this.#dataDir, path);
      await mkdir(dirname(full), { recursive: true, mode: 0o700 });
      // A file in a store is named by its content: one that is there is the same.
      const isThere = path !== 'auth-secret' && (await stat(full).catch(() => null)) !== null;
      if (isThere) continue;
      await rename(join(this.#pending, path), full);
      this.#placed.push(full);
    }
  }

  async takeBack(): Promise<void> {
    for (const full of this.#placed) {
      await rm(full, { force: true });
      // The last form of a file takes its folder with it.
      if (dirname(full) !== this.#dataDir) await rmdir(dirname(full)).catch(() => undefined);
    }
  }

  async end(): Promise<void> {
    await rm(this.#pending, { recursive: true, force: true });
  }
}

async function fill(sql: SqlLike, file: string, manifest: Manifest, files: Files, onStep: (step: string) => void) {
  const tables = new Map(manifest.tables.map((table) => [table.name, table]));
  let last: string | null = null;
  await eachEntry(file, async (path, entry) => {
    if (path === MANIFEST) return;
    const name = tableOf(path);
    if (name === null) return files.take(path, entry);
    const table = tables.get(name);
    if (!table) throw new BackupRefused(`Unbekannte Tabelle ${name}`, `Unknown table ${name}`);
    if (name !== last) onStep((last = name));
    await putRows(sql, table, await linesOf(entry));
  });
}

/** @throws BackupRefused where a table has another number of rows than the archive says */
async function requireRows(sql: SqlLike, { tables }: Manifest): Promise<void> {
  for (const { name, rows } of tables) {
    const [counted] = await sql<{ n: number }[]>`select count(*)::float8 as n from ${sql(name)}`;
    if (counted?.n !== rows) {
      throw new BackupRefused(
        `Die Tabelle ${name} hätte ${rows} Zeilen, es wären ${counted?.n}; nichts wurde geändert.`,
        `The table ${name} should have ${rows} rows, it would have ${counted?.n}; nothing was changed.`,
      );
    }
  }
}

/**
 * Restores an archive, of either database, into an empty instance and upgrades it to the schema of now. All rows and files
 * come in one transaction: where anything fails, the instance is as empty as before.
 * @param manifest of the file, by `verifyBackup`, which has found the whole archive sound
 * @returns the migrations that were applied afterwards
 * @throws BackupRefused with the reason
 */
export async function restoreBackup(
  { file, manifest }: { file: string; manifest: Manifest },
  { db, dataDir, onStep = () => undefined }: Target,
): Promise<string[]> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await prepareTarget(db, dataDir, manifest, onStep);
  const files = new Files(dataDir);
  try {
    await db.sql.begin(async (tx) => {
      await settleText(tx);
      await makeFreeTables(tx, file, manifest);
      await requireTables(tx, manifest);
      await takeRulesOff(tx);
      // What migrations put in stands in the archive, too, as it became.
      for (const { name } of manifest.tables) await tx`delete from ${tx(name)}`;
      await fill(tx, file, manifest, files, onStep);
      await setSequences(tx, manifest.sequences);
      await putRulesBack(tx);
      await requireRows(tx, manifest);
      await files.place();
    });
  } catch (error) {
    await files.takeBack();
    throw inWords(error);
  } finally {
    await files.end();
  }
  return migrate(db, onStep);
}
