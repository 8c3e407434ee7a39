import { must, nodeOf, say } from './run.mjs';

/** Everything that can be said of the code without running it, each with its own words when it fails. */
const CHECKS = [
  ['Formatierung / formatting', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  [
    'Linter',
    [
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
  ],
  ['Typen / types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']],
  [
    'Svelte',
    [
      'web/node_modules/svelte-check/bin/svelte-check',
      '--workspace',
      'web',
      '--tsconfig',
      'web/tsconfig.json',
      '--fail-on-warnings',
      '--output',
      'human',
    ],
  ],
  ['Unbenutztes / unused code', ['node_modules/knip/bin/knip.js', '--no-progress']],
];

export async function check(root) {
  for (const [name, args] of CHECKS) {
    say(`✓? ${name}`);
    await must(root, nodeOf(root), args, `${name}: nicht in Ordnung / failed`, { quiet: true });
  }
  await must(
    root,
    nodeOf(root),
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      'test/vitest.config.ts',
      '--project',
      'unit',
      'test/architecture',
    ],
    'Architektur / architecture: nicht in Ordnung / failed',
    { quiet: true },
  );
}
