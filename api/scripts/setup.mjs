import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/*
 * The entry of every npm script. Runs on the machine's own Node (20 or newer) with nothing installed yet, so it is plain
 * JavaScript without dependencies; the work itself runs on the Node that the project brings along.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const [command = 'start', ...args] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write(`Node ${process.versions.node} ist zu alt / is too old: Node ≥ 20 wird gebraucht / is needed\n`);
  process.exit(1);
}

const { build, install } = await import('./prepare.mjs');
const { check } = await import('./check.mjs');
const { must, nodeOf, run, say, StepFailed } = await import('./run.mjs');
const { closingLine, test } = await import('./tests.mjs');

const node = nodeOf(root);

async function bench() {
  const folder = join(root, 'test/bench');
  const [part = '', ...options] = args;
  const wanted = readdirSync(folder).filter((name) => name.endsWith('.bench.ts') && name.includes(part));
  let worst = 0;
  for (const name of wanted) {
    worst = Math.max(worst, await run(root, node, ['--expose-gc', join('test/bench', name), ...options]));
  }
  return worst;
}

async function dev() {
  const port = process.env.PORT ?? '3000';
  const api = run(root, node, ['--watch', '--watch-preserve-output', 'api/src/server.ts']);
  say(`Oberfläche / web: http://localhost:5173 (Schnittstelle / api: ${port})`);
  const web = run(root, node, ['node_modules/vite/bin/vite.js', 'dev'], {
    cwd: join(root, 'web'),
    env: { API_URL: `http://127.0.0.1:${port}` },
  });
  return Math.max(...(await Promise.all([api, web])));
}

/** A command of `api/src/cli`; files are named from where the user stands. */
const tool = (name) =>
  run(root, node, [`api/src/cli/${name}.ts`, ...args], { env: { QB_CWD: process.env.INIT_CWD ?? process.cwd() } });

const commands = {
  async start() {
    if (args.includes('--check')) return tool('check-config');
    await build(root);
    return run(root, node, ['api/src/server.ts', ...args]);
  },
  dev,
  async check() {
    // The build makes the types that svelte-check reads, and is what one check weighs.
    await build(root);
    await check(root);
    return 0;
  },
  async test() {
    try {
      // Before the checks: one of them weighs what the build sends.
      await build(root);
      // With arguments it is a developer looking at some tests; without, everything counts.
      if (args.length === 0) await check(root);
    } catch (error) {
      if (error instanceof StepFailed) say(error.message);
      closingLine({ passed: 0, failed: 1, skipped: 0 });
      if (error instanceof StepFailed) return 1;
      throw error;
    }
    return test(root, args);
  },
  import: () => tool('import'),
  'check-config': () => tool('check-config'),
  backup: () => tool('backup'),
  restore: () => tool('restore'),
  async bench() {
    await build(root);
    return bench();
  },
  async format() {
    await must(
      root,
      node,
      ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', '.'],
      'Formatieren fehlgeschlagen / formatting failed',
    );
    return 0;
  },
};

try {
  const action = commands[command];
  if (!action)
    throw new StepFailed(`Unbekannt / unknown: ${command}. Es gibt / there is: ${Object.keys(commands).join(', ')}`);
  await install(root);
  process.exitCode = await action();
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  say(error.message);
  process.exitCode = 1;
}
