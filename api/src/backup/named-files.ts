import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SqlLike } from '../db.ts';
import type { Table } from './manifest.ts';
import { BackupRefused } from './refused.ts';

/** Columns that name a kept file by the checksum of its original, and the store below the data folder where it lies. */
const NAMED_BY = [
  { table: 'property_files', column: 'sha256', store: 'files' },
  { table: 'walk_blobs', column: 'kept_sha256', store: 'walks/files' },
  { table: 'measure_evidence', column: 'kept_sha256', store: 'walks/files' },
] as const;

/**
 * Photos and documents that rows name and that do not lie in the data folder.
 * @param tables those that are there: an older schema has fewer
 * @returns their paths below the data folder, without the form, e.g. `files/<sha256>`
 * @throws BackupRefused where none of them lies there: then it is the folder of another instance
 */
export async function missingFiles(
  sql: SqlLike,
  tables: readonly Pick<Table, 'name'>[],
  dataDir: string,
): Promise<string[]> {
  const named = new Set<string>();
  const there = new Set<string>();
  for (const { table, column, store } of NAMED_BY) {
    if (!tables.some(({ name }) => name === table)) continue;
    const rows = await sql<{ hash: string }[]>`
      select distinct ${sql(column)} as hash from ${sql(table)} where ${sql(column)} is not null
    `;
    for (const { hash } of rows) named.add(`${store}/${hash}`);
    for (const hash of await readdir(join(dataDir, store)).catch(() => [])) there.add(`${store}/${hash}`);
  }
  const missing = [...named].filter((path) => !there.has(path)).sort();
  if (missing.length > 0 && missing.length === named.size) {
    throw new BackupRefused(
      `Im Datenordner ${dataDir} liegt keine der ${named.size} Dateien, die die Datenbank nennt; nichts wurde gesichert. ` +
        'Bitte DATA_DIR so setzen wie für den Server.',
      `The data folder ${dataDir} has none of the ${named.size} files that the database names; nothing was saved. ` +
        'Please set DATA_DIR as for the server.',
    );
  }
  return missing;
}
