import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { knownLayers } from '@quartierblick/gis/layers/known.ts';
import type { ImportContext, ImportFile } from '@quartierblick/gis/layers/source-types.ts';
import { connect } from '../db.ts';
import type { DatabaseTarget } from '../db.ts';
import { freeSpecs } from '../free-layers/stored.ts';
import { Cancelled, NothingUsable, problemOf } from './failure.ts';
import type { Replacement } from './gone.ts';
import { runJob } from './job.ts';
import type { Counts, ImportProblem, ImportProgress } from './report.ts';
import { bytesPerRecord } from './progress.ts';

/** What the thread is told to do. */
export interface WorkerTask {
  target: DatabaseTarget;
  importId: string;
  layer: string;
  sourceId: string;
  file: ImportFile;
  context: ImportContext;
  replaces?: Replacement;
}

export type WorkerMessage =
  | { type: 'progress'; progress: ImportProgress }
  | { type: 'done'; counts: Counts; version: number | null }
  | { type: 'cancelled' }
  | { type: 'failed'; problem: ImportProblem; counts: Counts | null; unexpected: string | null };

/** Progress is told at most this often. */
const PROGRESS_MS = 100;

/**
 * The thread in which a file is read, checked, staged and swapped in, so that the event loop of the api stays free.
 * It has a database connection of its own. The first thing it is told is its task; whatever comes after that cancels.
 */
const port = parentPort;
if (!port) throw new Error('imports/worker.ts runs as a worker thread only');
const say = (message: WorkerMessage) => port.postMessage(message);

const [task] = (await once(port, 'message')) as [WorkerTask];
const cancel = new AbortController();
port.on('message', () => cancel.abort());

function teller(): (phase: ImportProgress['phase'], read: number) => void {
  const total = task.file.size;
  const estimate = bytesPerRecord(task.file);
  let last = { phase: '', at: 0 };
  return (phase, read) => {
    const at = performance.now();
    if (phase === last.phase && at - last.at < PROGRESS_MS) return;
    last = { phase, at };
    const bytes = phase === 'reading' ? Math.min(total, Math.round(read * estimate)) : total;
    say({ type: 'progress', progress: { phase, read, bytes, total } });
  };
}

function failureOf(error: unknown): WorkerMessage {
  if (error instanceof Cancelled) return { type: 'cancelled' };
  const problem = problemOf(error);
  const counts = error instanceof NothingUsable ? error.tally.counts(0, 0) : null;
  const unexpected = problem.type === 'import-failed' ? String(error instanceof Error ? error.stack : error) : null;
  return { type: 'failed', problem, counts, unexpected };
}

const db = await connect(task.target);
try {
  const { sources } = knownLayers(await freeSpecs(db.sql, task.layer));
  const source = sources.find(({ id }) => id === task.sourceId);
  if (!source) throw new Error(`unknown source ${task.sourceId}`);
  const { batches, asOf } = source.read(task.file, task.context);
  const { importId, layer, replaces } = task;
  const job = {
    ...{ importId, layer, batches, asOf, onProgress: teller(), signal: cancel.signal },
    ...(replaces ? { replaces } : {}),
  };
  say({ type: 'done', ...(await runJob(db, job)) });
} catch (error) {
  say(failureOf(error));
} finally {
  await db.close();
  port.close();
}
