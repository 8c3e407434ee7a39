import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeBackup } from '../backup/write.ts';
import type { BackupProgress } from '../backup/write.ts';
import { connect, openDatabase } from '../db.ts';
import type { Database } from '../db.ts';
import { FolderInUse } from '../embedded/lock.ts';
import type { Env } from '../env.ts';
import { runningServer } from '../operations/check-database.ts';
import { ROOT, runTool } from './tool.ts';

/** `npm run backup -- FILE`: the whole instance into one archive, also while the server runs. */

/** So many paths are read at a terminal. */
const MOST_NAMED = 5;

/** The embedded database of a running server is reached through its socket, which only this user may use. */
async function open(env: Env): Promise<Database> {
  try {
    return await openDatabase(env);
  } catch (error) {
    const socketDir = error instanceof FolderInUse ? runningServer(env.dataDir) : null;
    if (socketDir === null) throw error;
    return connect({ kind: 'embedded', socketDir });
  }
}

/** What is saved is worth keeping, but somebody must hear that it is not all. */
const missingLine = (missing: string[]) => ({
  de: `${missing.length} Dateien fehlen in DATA_DIR und damit in der Sicherung: ${missing.slice(0, MOST_NAMED).join(', ')}`,
  en: `${missing.length} files are missing in DATA_DIR and so in the backup: ${missing.slice(0, MOST_NAMED).join(', ')}`,
});

/** Asked to end, it takes its unfinished file with it; killed, it leaves it, but never under the name that was asked for. */
const ended = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ended.abort());

await runTool('backup', async ({ env, file, language, step, warn }) => {
  const { version } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { version: string };
  const db = await open(env);
  try {
    const onProgress = ({ what, done, of, name }: BackupProgress) =>
      step(`${done + 1}/${of} ${what === 'tables' ? name : ''}`);
    const onMissing = (missing: string[]) => warn(missingLine(missing)[language]);
    const { tables, parts } = await writeBackup(file, {
      db,
      dataDir: env.dataDir,
      version,
      onProgress,
      onMissing,
      signal: ended.signal,
    });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const files = parts.filter(({ rows }) => rows === undefined).length;
    return {
      de: `Gesichert: ${tables.length} Tabellen, ${rows.toLocaleString('de')} Zeilen, ${files} Dateien → ${file}`,
      en: `Saved: ${tables.length} tables, ${rows.toLocaleString('en')} rows, ${files} files → ${file}`,
    }[language];
  } finally {
    await db.close();
  }
});
