import { accessSync, constants, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BadEnv, readEnv } from '../env.ts';
import type { Env } from '../env.ts';
import { FolderInUse } from '../embedded/lock.ts';
import { isDatabaseAway, DATABASE_AWAY } from '../errors.ts';
import { MigrationRefused } from '../migrate.ts';
import type { ImportProgress } from '../imports/report.ts';
import { discard, importAssisted, inspectFile, inspectionText, needsAssistant } from './assistant.ts';
import { byItself } from './by-itself.ts';
import { Misuse, ordersOf } from './orders.ts';
import type { Choice, Orders } from './orders.ts';
import { jsonLine, ProgressBar, refusedLine, summary } from './render.ts';
import { throughServer } from './through-server.ts';
import { Refused } from './way.ts';
import type { Way } from './way.ts';
import { languageOf, say } from './words.ts';

/** `npm run import`: files into the dashboard from a terminal. Results on standard output, everything else beside it. */

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const EXIT = { done: 0, failed: 1, misuse: 2, interrupted: 130 } as const;

const language = languageOf(process.env);
const print = (line: string) => process.stdout.write(`${line}\n`);
const mention = (line: string) => process.stderr.write(`${line}\n`);

/** @throws Refused where the path is no file that can be read */
function requireFile(file: string): void {
  const info = statSync(file, { throwIfNoEntry: false });
  if (!info) throw new Refused('no-file', say(language, 'not-there', file));
  if (info.isDirectory()) throw new Refused('no-file', say(language, 'is-folder', file));
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new Refused('no-file', say(language, 'not-readable', file));
  }
}

/** Imports one file. @returns whether anything of it could be used */
async function importOne(way: Way, file: string, choice: Choice, json: boolean): Promise<boolean> {
  const bar = new ProgressBar(process.stderr, language);
  const name = basename(file);
  try {
    requireFile(file);
    const show = (progress: ImportProgress) => bar.show(name, progress);
    const report = needsAssistant(file, choice)
      ? await importAssisted(way, file, choice, language, show)
      : await way.run(file, choice, show);
    bar.clear();
    const { problem } = report;
    const told = problem && { type: problem.type, detail: problem.detail[language] };
    if (json) print(jsonLine({ ...report, problem: told }));
    if (report.state === 'done') {
      if (!json) print(summary(report, language));
      return true;
    }
    mention(told ? `${name}: ${told.detail}` : say(language, 'cancelled', name));
    return false;
  } catch (error) {
    bar.clear();
    if (!(error instanceof Refused)) throw error;
    if (json) print(refusedLine(choice.as ?? null, error.type, error.message));
    mention(error.type === 'no-file' ? error.message : `${name}: ${error.message}`);
    return false;
  }
}

/** Shows what is in a file. @returns whether it could be read */
async function inspectOne(way: Way, file: string, json: boolean): Promise<boolean> {
  try {
    requireFile(file);
    const inspection = await inspectFile(way, file, language);
    // Features are for the map; whoever asks on a terminal wants to know what they are.
    const told = inspection.layers.map((layer) => ({ ...layer, sample: null }));
    print(json ? JSON.stringify({ ...inspection, layers: told }) : inspectionText(inspection, language));
    await discard(way, inspection);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    mention(error.type === 'no-file' ? error.message : `${basename(file)}: ${error.message}`);
    return false;
  }
}

async function carryOut(way: Way, orders: Exclude<Orders, { what: 'help' }>): Promise<number> {
  if (orders.what === 'undo') {
    const report = await way.undo(orders.id);
    print(orders.json ? JSON.stringify(report) : say(language, 'undone', report.fileName, report.layer));
    return EXIT.done;
  }
  if (orders.what === 'remove-demo') {
    const changed = await way.removeDemo();
    if (orders.json) print(JSON.stringify({ layers: changed }));
    else print(changed.length > 0 ? say(language, 'demo-removed', changed.join(', ')) : say(language, 'no-demo'));
    return EXIT.done;
  }
  let code: number = EXIT.done;
  for (const file of orders.files) {
    if (orders.what === 'inspect') {
      if (!(await inspectOne(way, file, orders.json))) code = EXIT.failed;
    } else if (!(await importOne(way, file, orders.choice, orders.json))) code = EXIT.failed;
  }
  return code;
}

/** Files that are not there need no database. @returns those that are, after telling about the others */
function present(orders: Orders & { what: 'import' | 'inspect' }): boolean {
  return orders.files.some((file) => {
    try {
      requireFile(file);
      return true;
    } catch {
      return false;
    }
  });
}

function cancelOnSignal(way: Way): void {
  const stop = async () => {
    process.once('SIGINT', () => process.exit(EXIT.interrupted));
    await way.cancel();
    await way.close().catch(() => undefined);
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

const nowhere: Way = {
  ask: () => Promise.reject(new Refused('no-file', '')),
  follow: () => Promise.reject(new Refused('no-file', '')),
  run: () => Promise.reject(new Refused('no-file', '')),
  undo: () => Promise.reject(new Refused('no-file', '')),
  removeDemo: () => Promise.resolve([]),
  cancel: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

async function wayTo(env: Env, orders: Orders): Promise<Way> {
  if ((orders.what === 'import' || orders.what === 'inspect') && !present(orders)) return nowhere;
  return (await throughServer(env, language)) ?? byItself(env, language, (step) => mention(`${step} …`));
}

async function main(): Promise<number> {
  const orders = ordersOf(process.argv.slice(2), process.env['QB_CWD'] || process.cwd(), language);
  if (orders.what === 'help') {
    print(say(language, 'help'));
    return EXIT.done;
  }
  const way = await wayTo(readEnv(process.env, ROOT), orders);
  cancelOnSignal(way);
  try {
    return await carryOut(way, orders);
  } finally {
    await way.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const expected = [Misuse, BadEnv, FolderInUse, MigrationRefused, Refused].some((kind) => error instanceof kind);
  const message = error instanceof Error ? error.message : String(error);
  if (expected) mention(message);
  else mention(isDatabaseAway(error) ? DATABASE_AWAY.title[language] : `${(error as Error).stack ?? message}`);
  process.exitCode = error instanceof Misuse || error instanceof BadEnv ? EXIT.misuse : EXIT.failed;
}
