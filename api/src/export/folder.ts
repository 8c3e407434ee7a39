import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders that are older were left by a process that was killed: no export takes so long. */
const LEFT_MS = 24 * 60 * 60 * 1000;

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    const info = await stat(path).catch(() => null);
    if (info && Date.now() - info.mtimeMs > LEFT_MS) await rm(path, { recursive: true, force: true });
  }
}

/**
 * Calls `use` with an empty folder that only this process reads, and removes it afterwards. A file in it that is open by then
 * stays readable for who has it open.
 * @param dataDir of the server, absolute
 */
export async function inOwnFolder<T>(dataDir: string, use: (folder: string) => Promise<T>): Promise<T> {
  const parent = join(dataDir, 'exports');
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await sweep(parent);
  const folder = await mkdtemp(join(parent, 'export-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
