import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, isFresh, markDone } from './stamp.mjs';
import { must, nodeOf, say } from './run.mjs';

const PNPM = 'pnpm@12.21.0';

const MANIFESTS = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  'api/package.json',
  'gis/package.json',
  'test/package.json',
  'web/package.json',
];

/** Installs the packages where the lock file changed since the last time. With a fresh stamp no network is touched. */
export async function install(root) {
  const hash = hashOf(root, MANIFESTS);
  if (isFresh(root, 'installed', hash) && existsSync(nodeOf(root))) return;
  say('Pakete werden installiert (beim ersten Mal einige Minuten) / installing packages …');
  const args = ['--yes', PNPM, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'];
  await must(
    root,
    process.platform === 'win32' ? 'npx.cmd' : 'npx',
    args,
    'Installation fehlgeschlagen: Ist das Netz da und Platz auf der Platte? / installing failed: is there a network and disk space?',
    // A continuous-integration flag makes the package manager ask nothing.
    { quiet: true, env: { CI: 'true', npm_config_loglevel: 'error' } },
  );
  markDone(root, 'installed', hash);
}

/** Builds the web application where its sources changed since the last time. */
export async function build(root) {
  const hash = hashOf(root, ['web', 'gis', 'pnpm-lock.yaml']);
  if (isFresh(root, 'built', hash) && existsSync(join(root, 'web/build/index.html'))) return;
  say('Oberfläche wird gebaut / building the web application …');
  await must(
    root,
    nodeOf(root),
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    'Bauen fehlgeschlagen / the build failed',
    {
      quiet: true,
      cwd: join(root, 'web'),
    },
  );
  markDone(root, 'built', hash);
}
