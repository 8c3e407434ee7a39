import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import type { RecordResult } from '@quartierblick/gis/layers/source-types.ts';
import { actForImport } from '../audit/actor.ts';
import type { Database } from '../db.ts';
import { storedLayer } from '../free-layers/stored.ts';
import { Cancelled, NothingUsable } from './failure.ts';
import { removeGone } from './gone.ts';
import type { Replacement } from './gone.ts';
import type { Counts, ImportProgress } from './report.ts';
import { stageRecords } from './stage.ts';
import { createStaging, dropStaging, stagingTable } from './staging.ts';
import type { Staging } from './staging.ts';
import { begin, finish } from './store.ts';
import { createSuccessor, indexSuccessor, isReplaceable, succeed } from './successor.ts';
import { growVersion, merge } from './swap.ts';
import type { Tally } from './tally.ts';

/** Records on their way into a layer, wherever they come from. */
export interface Job {
  importId: string;
  layer: string;
  batches: AsyncIterable<RecordResult[]> | Iterable<RecordResult[]>;
  /** Rows that the records no longer have go as well; without it none does. */
  replaces?: Replacement;
  /** As-of date of the data, asked for once the batches have ended. */
  asOf(): string | null;
  onProgress(phase: ImportProgress['phase'], read: number): void;
  signal: AbortSignal;
}

export interface JobResult {
  counts: Counts;
  /** New version of the layer, or null where nothing changed. */
  version: number | null;
}

/** First half of the key of the session lock by which other processes see that an import is alive. */
export const IMPORT_LOCK = 5_102_022;

async function prepare(db: Database, job: Job): Promise<Staging[]> {
  const definition = await storedLayer(db.sql, job.layer);
  if (!definition) throw new Error(`unknown layer ${job.layer}`);
  const datasets = datasetsOf(definition);
  const [only] = datasets;
  // Rows of several tables that belong to one record can only be counted together by its number.
  if (only && datasets.length === 1 && (await isReplaceable(db.sql, only))) {
    return [await createSuccessor(db.sql, only, stagingTable(job.importId, 0))];
  }
  const stagings: Staging[] = [];
  for (const [index, dataset] of datasets.entries()) {
    stagings.push(await createStaging(db.sql, dataset, stagingTable(job.importId, index)));
  }
  return stagings;
}

async function swap(db: Database, job: Job, stagings: Staging[], tally: Tally): Promise<JobResult> {
  return db.sql.begin(async (tx) => {
    const [first] = stagings;
    await actForImport(tx, job.importId, 'import');
    const replaced = first?.kind === 'successor' && (await succeed(tx, first));
    const { imported, updated } = replaced
      ? { imported: tally.accepted, updated: 0 }
      : await merge(tx, stagings, job.importId);
    const counts = tally.counts(imported, updated);
    const gone = replaced || !job.replaces ? 0 : await removeGone(tx, stagings, job.importId, job.replaces);
    const version = imported + updated + gone > 0 ? await growVersion(tx, job.layer) : null;
    await finish(tx, job.importId, 'done', counts, { asOf: job.asOf(), removed: gone });
    // The last moment at which a cancelled import leaves everything as it was.
    job.signal.throwIfAborted();
    return { counts, version };
  });
}

/**
 * Runs an import: staging tables, comparison, one transaction that changes the live tables, their version and the report.
 * Whatever goes wrong before its end leaves the live tables untouched; staging tables are dropped in any case.
 * @throws UnreadableFile, NothingUsable or Cancelled for what may happen with any file
 */
export async function runJob(db: Database, job: Job): Promise<JobResult> {
  const session = await db.sql.reserve();
  let stagings: Staging[] = [];
  try {
    await session`select pg_advisory_lock(${IMPORT_LOCK}, hashtext(${job.importId}))`;
    await begin(db.sql, job.importId);
    stagings = await prepare(db, job);
    const stage = { importId: job.importId, stagings };
    const tally = await stageRecords(db, stage, job.batches, (read) => job.onProgress('reading', read), job.signal);
    if (tally.accepted === 0) throw new NothingUsable(tally);
    job.onProgress('checking', tally.read);
    for (const staging of stagings) if (staging.kind === 'successor') await indexSuccessor(db.sql, staging);
    job.signal.throwIfAborted();
    job.onProgress('applying', tally.read);
    return await swap(db, job, stagings, tally);
  } catch (error) {
    throw job.signal.aborted ? new Cancelled() : error;
  } finally {
    await dropStaging(db.sql, stagings).catch(() => undefined);
    await session`select pg_advisory_unlock(${IMPORT_LOCK}, hashtext(${job.importId}))`.catch(() => undefined);
    session.release();
  }
}
