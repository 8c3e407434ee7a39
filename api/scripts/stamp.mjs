import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold no sources. */
const SKIP = new Set(['node_modules', 'build', '.svelte-kit', '.data', '.stamps', '.git']);

/** A hash over the contents of files and of all files in folders, so that only real changes count, not touched dates. */
export function hashOf(root, paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) if (!SKIP.has(name)) visit(join(path, name));
      return;
    }
    hash.update(path).update('\0').update(readFileSync(full)).update('\0');
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}

/** Whether the step called `name` was last done for exactly this hash. */
export function isFresh(root, name, hash) {
  const file = join(root, '.stamps', name);
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

/** Remembers that the step called `name` was done for this hash. */
export function markDone(root, name, hash) {
  mkdirSync(join(root, '.stamps'), { recursive: true });
  writeFileSync(join(root, '.stamps', name), hash);
}
