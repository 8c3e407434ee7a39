import { parentPort, workerData } from 'node:worker_threads';
import { knownLayers } from '@quartierblick/gis/layers/known.ts';
import type { ImportContext, ImportFile } from '@quartierblick/gis/layers/source-types.ts';
import { connect } from '../db.ts';
import type { DatabaseTarget } from '../db.ts';
import { freeSpecs } from '../free-layers/stored.ts';
import { compare } from './compare.ts';
import type { Comparison, Difference } from './compare.ts';
import { problemOf } from './failure.ts';
import type { ImportProblem } from './report.ts';

/** What the thread is told to do. */
export interface CompareTask {
  target: DatabaseTarget;
  id: string;
  layer: Comparison['layer'];
  sourceId: string;
  file: ImportFile;
  context: ImportContext;
  scope: Comparison['scope'];
}

export type CompareMessage = { difference: Difference } | { problem: ImportProblem; unexpected: string | null };

/** The thread in which a file is compared, so that the event loop of the api stays free. Ends by itself; whoever wants it to end earlier terminates it. */
const task = workerData as CompareTask;
const db = await connect(task.target);
const say = (message: CompareMessage) => parentPort?.postMessage(message);
try {
  const { sources } = knownLayers(await freeSpecs(db.sql, task.layer));
  const source = sources.find(({ id }) => id === task.sourceId);
  if (!source) throw new Error(`unknown source ${task.sourceId}`);
  const { id, layer, scope } = task;
  const { batches } = source.read(task.file, task.context);
  say({ difference: await compare(db, { id, layer, batches, scope, signal: new AbortController().signal }) });
} catch (error) {
  const problem = problemOf(error);
  const unexpected = problem.type === 'import-failed' ? String(error instanceof Error ? error.stack : error) : null;
  say({ problem, unexpected });
} finally {
  await db.close();
}
