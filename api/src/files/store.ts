import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Kept forms of a file: a document has only its original. */
export const VARIANTS = ['original', 'full', 'thumb'] as const;
export type Variant = (typeof VARIANTS)[number];

const PENDING = 'pending-';
const HASH = /^[0-9a-f]{64}$/;

async function flushed(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Files by the SHA-256 of their original, each in a folder of its own with its smaller forms. A folder gets its name only when
 * all is written and flushed, so that a killed process leaves nothing half; what no row names is swept away later.
 */
export class FileStore {
  readonly #folder: string;

  /** @param dataDir data folder of the server; files lie in `files/` under it */
  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'files');
  }

  /** Path of a kept form. @throws RangeError for what is no checksum, so that no name leads out of the folder */
  path(sha256: string, variant: Variant): string {
    if (!HASH.test(sha256)) throw new RangeError('not a SHA-256');
    return join(this.#folder, sha256, variant);
  }

  /**
   * Keeps a file; one that is kept already is left as it is.
   * @returns checksum of the original
   */
  async put(forms: Partial<Record<Variant, Buffer>> & { original: Buffer }): Promise<string> {
    const sha256 = createHash('sha256').update(forms.original).digest('hex');
    const pending = join(this.#folder, PENDING + randomUUID());
    await mkdir(pending, { recursive: true, mode: 0o700 });
    try {
      for (const variant of VARIANTS) {
        const bytes = forms[variant];
        if (!bytes) continue;
        const file = await open(join(pending, variant), 'wx', 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
      }
      await this.#name(pending, sha256);
    } finally {
      await rm(pending, { recursive: true, force: true });
    }
    return sha256;
  }

  /** Keeps a file that lies on the disk, e.g. an uploaded document whose checksum is known. */
  async putFile(path: string, sha256: string): Promise<void> {
    const pending = join(this.#folder, PENDING + randomUUID());
    await mkdir(pending, { recursive: true, mode: 0o700 });
    try {
      const copy = join(pending, 'original');
      await copyFile(path, copy);
      await flushed(copy);
      await this.#name(pending, sha256);
    } finally {
      await rm(pending, { recursive: true, force: true });
    }
  }

  async #name(pending: string, sha256: string): Promise<void> {
    const target = join(this.#folder, sha256);
    try {
      await rename(pending, target);
    } catch (error) {
      // Two uploads of the same file: the first one stays.
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
  }

  /**
   * Removes what was never finished and what nothing names any more.
   * @param isNamed told the checksums that lie here; answers those to be kept
   * @param before things changed since then (ms) are left alone: their row may be about to be written
   * @returns how many were removed
   */
  async sweep(isNamed: (sha256: string[]) => Promise<Set<string>>, before: number): Promise<number> {
    const names = await readdir(this.#folder).catch(() => []);
    const kept = await isNamed(names.filter((name) => HASH.test(name)));
    let removed = 0;
    for (const name of names) {
      if (kept.has(name)) continue;
      const path = join(this.#folder, name);
      const info = await stat(path).catch(() => null);
      if (!info || info.mtimeMs >= before) continue;
      await rm(path, { recursive: true, force: true });
      removed += 1;
    }
    return removed;
  }
}
