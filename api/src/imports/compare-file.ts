import { Worker } from 'node:worker_threads';
import type { Database } from '../db.ts';
import { registryOf } from '../layers/registry.ts';
import type { Log } from '../log.ts';
import type { Comparison, Difference } from './compare.ts';
import type { CompareMessage, CompareTask } from './compare-worker.ts';
import { identify } from './identify.ts';
import type { ImportProblem } from './report.ts';
import { dropStagingOf } from './staging.ts';
import { surroundings } from './store.ts';

/** A file that was read and could not be compared; the problem is as an import of it would report it. */
export class NotComparable extends Error {
  override name = 'NotComparable';
  readonly problem: ImportProblem;

  constructor(problem: ImportProblem) {
    super(problem.detail.en);
    this.problem = problem;
  }
}

interface FileComparison {
  /** A UUID of whoever compares. */
  id: string;
  path: string;
  fileName: string;
  as: string;
  year?: number;
  mapping?: Record<string, string>;
  values?: Record<string, Record<string, string>>;
  /** Source that reads it, where that has been decided. */
  reader?: string;
  scope: Comparison['scope'];
  signal: AbortSignal;
}

/**
 * What an import of a file would do to its layer; nothing changes. Works in a thread with a connection of its own.
 * @throws NotComparable, Problem 422 for a file of no known kind, or the reason of `signal`
 */
export async function compareFile(db: Database, log: Log, request: FileComparison): Promise<Difference> {
  const { id, path, fileName, as, year, mapping, values, reader, scope, signal } = request;
  const registry = registryOf(db);
  await registry.refresh();
  const { file, source } = await identify(path, fileName, registry.known, as, reader);
  const context = {
    surroundings: await surroundings(db.sql),
    fileName,
    ...(year === undefined ? {} : { year }),
    ...(mapping ? { mapping } : {}),
    ...(values ? { values } : {}),
  };
  signal.throwIfAborted();
  const task: CompareTask = { target: db.target, id, layer: source.layer, sourceId: source.id, file, context, scope };
  const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), { workerData: task });
  const abort = () => void worker.terminate();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const message = await new Promise<CompareMessage>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () =>
        reject(signal.aborted ? signal.reason : new Error('the comparison ended without a word')),
      );
    });
    if ('difference' in message) return message.difference;
    if (message.unexpected !== null) log.error({ cause: message.unexpected }, 'comparison failed');
    throw new NotComparable(message.problem);
  } finally {
    signal.removeEventListener('abort', abort);
    // A thread that was ended could not clean up after itself.
    if (signal.aborted) await dropStagingOf(db.sql, id).catch(() => undefined);
  }
}
