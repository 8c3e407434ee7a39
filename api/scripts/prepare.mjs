import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, isFresh, markDone } from './stamp.mjs';
import { nodeOf, say, silently } from './run.mjs';

const PNPM = 'pnpm@12.21.0';

/** Time between two lines of progress. */
const PROGRESS_MS = 5000;

const MANIFESTS = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  'api/package.json',
  'gis/package.json',
  'test/package.json',
  'web/package.json',
];

/** Shows now and then how far the package manager is, from what it says itself. */
function packageProgress() {
  let last = Date.now();
  return (line) => {
    const [, all, added] = /^Progress: resolved (\d+),.* added (\d+)/.exec(line) ?? [];
    if (all === undefined || Date.now() - last < PROGRESS_MS) return;
    last = Date.now();
    say(`  ${added} / ${all}`);
  };
}

/** Installs the packages where the lock file changed since the last time. With a fresh stamp no network is touched. */
export async function install(root) {
  const hash = hashOf(root, MANIFESTS);
  if (isFresh(root, 'installed', hash) && existsSync(nodeOf(root))) return;
  say('Pakete werden installiert (beim ersten Mal einige Minuten) / installing packages …');
  const args = ['--yes', PNPM, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'];
  await silently(
    root,
    process.platform === 'win32' ? 'npx.cmd' : 'npx',
    args,
    'Installation fehlgeschlagen: Ist das Netz da und Platz auf der Platte? / installing failed: is there a network and disk space?',
    // A continuous-integration flag makes the package manager ask nothing.
    { env: { CI: 'true', npm_config_loglevel: 'error' }, onLine: packageProgress() },
  );
  markDone(root, 'installed', hash);
}

/** What one build after the other makes: the application, then the player of packs beside it, in a folder that the first one clears. */
const BUILDS = [[], ['--config', 'vite.pack.config.ts']];

/** Path below which the application lies: as it is said, or as the public address says; empty at the root. */
function basePath({ BASE_PATH, BASE_URL }) {
  if (BASE_PATH !== undefined) return BASE_PATH;
  return BASE_URL && URL.canParse(BASE_URL) ? new URL(BASE_URL).pathname.replace(/\/+$/, '') : '';
}

/** Builds the web application where its sources, or the path below which it lies, changed since the last time. */
export async function build(root) {
  const base = basePath(process.env);
  const hash = hashOf(root, ['web', 'gis', 'pnpm-lock.yaml']) + base;
  const there = ['web/build/index.html', 'web/build/pack/player.js'].every((file) => existsSync(join(root, file)));
  if (isFresh(root, 'built', hash) && there) return;
  say('Oberfläche wird gebaut / building the web application …');
  for (const more of BUILDS) {
    const args = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn', ...more];
    await silently(root, nodeOf(root), args, 'Bauen fehlgeschlagen / the build failed', {
      cwd: join(root, 'web'),
      env: { BASE_PATH: base },
    });
  }
  markDone(root, 'built', hash);
}
