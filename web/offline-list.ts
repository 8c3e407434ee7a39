import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Adapter } from '@sveltejs/kit';

/** What the field application never asks for: the solver of budgets, and a copy of the map's worker that no file names. */
const NOT_IN_THE_FIELD = /\/highs[^/]*\.wasm$|\/maplibre-gl-worker-/;
/** What the page's head names beside the build's own files. */
const BESIDE = /^(favicon\.svg|manifest\.webmanifest|icons\/.+)$/;

/** Paths below a folder, with `/` on every system. */
const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/').replace(/^\//, ''));

/**
 * Writes beside the build which files a device needs to work without a network: `_app/offline.json`, as
 * `{ version, files: [[path, bytes], …] }` with paths from the base. The kit's own list (`$app/manifest`) is made before
 * workers are, so it lacks theirs and names a placeholder that does not exist (sveltejs/kit#12438): this one is read
 * from the disk, after the adapter.
 * @param build folder into which the adapter writes
 */
export function withOfflineList(inner: Adapter, build: string): Adapter {
  return {
    ...inner,
    async adapt(builder) {
      await inner.adapt(builder);
      const files = below(build)
        .filter((path) => BESIDE.test(path) || (path.startsWith('_app/immutable/') && !NOT_IN_THE_FIELD.test(path)))
        .sort()
        .map((path): [string, number] => [path, statSync(join(build, path)).size]);
      const { version } = JSON.parse(readFileSync(join(build, '_app/version.json'), 'utf8')) as { version: string };
      writeFileSync(join(build, '_app/offline.json'), JSON.stringify({ version, files }));
    },
  };
}
