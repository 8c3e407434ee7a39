import { join } from 'node:path';
import { must, nodeOf, say } from './run.mjs';

/** Everything that can be said of the code without running it, each with its own words when it fails. */
const CHECKS = [
  {
    name: 'Formatierung / formatting',
    args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  },
  {
    name: 'Linter',
    args: [
      'node_modules/eslint/bin/eslint.js',
      '--config',
      'test/eslint.config.js',
      '--max-warnings',
      '0',
      'api',
      'gis',
      'test',
      'web',
    ],
  },
  { name: 'Typen / types', args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'] },
  {
    name: 'Svelte',
    folder: 'web',
    args: [
      'node_modules/svelte-check/bin/svelte-check',
      '--tsconfig',
      './tsconfig.json',
      '--fail-on-warnings',
      '--output',
      'human',
    ],
  },
  {
    name: 'Service Worker',
    args: ['node_modules/typescript/bin/tsc', '-p', 'web/src/service-worker'],
  },
  { name: 'Unbenutztes / unused code', args: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  {
    name: 'Architektur / architecture',
    args: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      'test/vitest.config.ts',
      '--project',
      'unit',
      'test/architecture',
    ],
  },
];

/** Each is busy on one core, and two cores are what even a small machine has. */
const AT_ONCE = 2;

/** Runs all checks, two at a time, and begins no other once one has failed. */
export async function check(root) {
  const waiting = [...CHECKS];
  let failure;
  const lane = async () => {
    while (waiting.length > 0 && !failure) {
      const { name, args, folder } = waiting.shift();
      say(`· ${name}`);
      await must(root, nodeOf(root), args, `${name}: nicht in Ordnung / failed`, {
        quiet: true,
        cwd: join(root, folder ?? '.'),
      }).catch((error) => (failure ??= error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  if (failure) throw failure;
}
