import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppDeps } from '../deps.ts';
import { importsOf } from './manager.ts';
import type { ImportManager } from './manager.ts';
import { uploadFolder } from './upload.ts';

/** An upload that nobody has written to for so long is nobody's. */
const ABANDONED_MS = 3_600_000;

/** Another process on the same PostgreSQL may be taking uploads into the same folder; the embedded database has one process. */
async function clearUploads({ env, db }: AppDeps): Promise<void> {
  const folder = uploadFolder(env);
  const before = db.kind === 'embedded' ? Infinity : Date.now() - ABANDONED_MS;
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const path = join(folder, name);
    const info = await stat(path).catch(() => null);
    if (info && info.mtimeMs < before) await rm(path, { recursive: true, force: true });
  }
}

/** Makes imports ready when the server starts: what the last process left unfinished is marked and cleaned up. */
export async function startImports(deps: AppDeps): Promise<ImportManager> {
  const imports = importsOf(deps);
  await clearUploads(deps);
  await imports.recover();
  return imports;
}
