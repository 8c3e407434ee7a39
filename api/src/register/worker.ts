import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import { cellText } from '@quartierblick/gis/register/cells.ts';
import { headerSignature } from '@quartierblick/gis/register/mapping.ts';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import { wordsOfColumn } from '@quartierblick/gis/register/suggest.ts';
import { connect } from '../db.ts';
import type { Database } from '../db.ts';
import { ENGINES } from './engines.ts';
import { recallMapping } from './memory.ts';
import { readRegister } from './read-register.ts';
import type { ReadRegister } from './read-register.ts';
import type { RegisterMessage, RegisterTask } from './tasks.ts';

/**
 * The thread in which register files are read, planned, applied and written: a file from outside is parsed here with limited
 * memory, and can be given up at any time without harm to the server. It is told one task; whatever comes after cancels it.
 */
const port = parentPort;
if (!port) throw new Error('register/worker.ts runs as a worker thread only');
const say = (message: RegisterMessage): void => port.postMessage(message);

const [task] = (await once(port, 'message')) as [RegisterTask];
const engine = ENGINES[task.register];
class Cancelled extends Error {}
let cancelled = false;
port.on('message', () => (cancelled = true));
const check = (): void => {
  if (cancelled) throw new Cancelled();
};

const SAMPLES = 3;

function columnsOf({ table, header, headers }: ReadRegister, suggested: Mapping) {
  const body = table.rows.slice(header + 1);
  return headers.map((name, index) => {
    const words = wordsOfColumn(body, index);
    const samples = words.slice(0, SAMPLES).map((text) => text.slice(0, 80));
    return {
      header: name,
      samples,
      words: words.map((word) => word.slice(0, 200)),
      suggested: suggested[index]?.target ?? null,
    };
  });
}

async function preview(db: Database, order: RegisterTask & { kind: 'preview' }): Promise<void> {
  const register = await readRegister(order.bytes, engine.targets.ofHeader);
  say({ type: 'progress', phase: 'checking', done: 0, total: 0 });
  const { table, header, headers, sha256 } = register;
  const body = table.rows.slice(header + 1);
  const suggested = engine.targets.suggest(headers, body, table.epoch1904);
  const recalled = order.mapping ? null : await recallMapping(db.sql, engine.targets, headerSignature(headers));
  const remembered = recalled !== null && recalled.length === headers.length;
  const mapping = order.mapping ?? (remembered && recalled ? recalled : suggested);
  if (mapping.length !== headers.length) {
    throw new UnreadableFile({
      de: 'Die Zuordnung gehört zu einer anderen Datei: Die Zahl der Spalten passt nicht.',
      en: 'The mapping belongs to another file: the number of columns differs.',
    });
  }
  check();
  const plan = order.mapping ? await engine.plan(db.sql, register, mapping) : null;
  check();
  const rows = body.filter((row) => row.some((cell) => cellText(cell) !== '')).length;
  const { format, sheet } = table;
  const columns = columnsOf(register, suggested);
  say({
    type: 'preview',
    preview: { sha256, format, sheet, headerLine: header + 1, rows, columns, mapping, remembered, plan },
  });
}

async function importFile(db: Database, order: RegisterTask & { kind: 'import' }): Promise<void> {
  const register = await readRegister(order.bytes, engine.targets.ofHeader);
  say({ type: 'progress', phase: 'checking', done: 0, total: 0 });
  check();
  const onProgress = (done: number, total: number): void => say({ type: 'progress', phase: 'applying', done, total });
  say({ type: 'applied', applied: await engine.take(db, register, { ...order, onProgress, check }) });
}

async function exportFile(db: Database, order: RegisterTask & { kind: 'export' }): Promise<void> {
  say({ type: 'file', bytes: await engine.write(db.sql, order) });
}

const db = await connect(task.target);
try {
  if (task.kind === 'preview') await preview(db, task);
  else if (task.kind === 'import') await importFile(db, task);
  else await exportFile(db, task);
} catch (error) {
  if (error instanceof Cancelled) say({ type: 'cancelled' });
  else if (error instanceof UnreadableFile) say({ type: 'refused', text: error.text });
  else say({ type: 'failed', message: String(error instanceof Error ? error.stack : error) });
} finally {
  await db.close();
  port.close();
}
