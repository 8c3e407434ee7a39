import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ofTheMachine } from './server-process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What the program consists of; tests stay where they are. */
const PARTS = ['api', 'gis', 'web', 'migrations', 'package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
const PACKAGES = ['.', 'api', 'gis', 'web'];
const MADE = new Set(['node_modules', 'build', '.svelte-kit', '.data', '.stamps']);

/** A copy of the program with a page of its own: building in place would take the page from under other tests. */
export interface Installation {
  /** Folder of it, as {@link startServer} takes it. */
  root: string;
  remove(): void;
}

/**
 * Copies the program and builds its page as `npm start` does with these settings; takes half a minute.
 * @param variables of the environment, e.g. `{ BASE_URL: 'https://stadt.example/quartierblick' }`
 * @throws where the build fails, with what it said
 */
export async function buildInstallation(variables: Record<string, string>): Promise<Installation> {
  const root = mkdtempSync(join(tmpdir(), 'qb-installation-'));
  const remove = () => rmSync(root, { recursive: true, force: true });
  for (const part of PARTS) {
    cpSync(join(ROOT, part), join(root, part), { recursive: true, filter: (path) => !MADE.has(basename(path)) });
  }
  for (const folder of PACKAGES) symlinkSync(join(ROOT, folder, 'node_modules'), join(root, folder, 'node_modules'));
  const build = `const { build } = await import('./api/scripts/prepare.mjs'); await build(process.cwd());`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', build], {
    cwd: root,
    env: { ...ofTheMachine(), ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return { root, remove };
  remove();
  throw new Error(`the build failed: ${said}`);
}
