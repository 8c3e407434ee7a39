import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { rm } from 'node:fs/promises';
import type { DataSource } from '@quartierblick/gis/layers/define.ts';
import type { CrsChoice } from '@quartierblick/gis/layers/source-types.ts';
import type { Database } from '../db.ts';
import type { Log } from '../log.ts';
import type { Replacement } from './gone.ts';
import { identify, importableLayer } from './identify.ts';
import type { Identified } from './identify.ts';
import { noCounts } from './report.ts';
import type { ImportProgress, ImportReport, ImportState, RecipeUse } from './report.ts';
import { dropStagingOf } from './staging.ts';
import { enter, finish, reportOf, surroundings } from './store.ts';
import { Threads } from './thread.ts';
import type { Outcome, RunningImport } from './thread.ts';
import { registryOf } from '../layers/registry.ts';
import { recover } from './recover.ts';
import { restoreTo, undo } from './undo.ts';

/** A file to be imported, and what its sender says about it. */
export interface ImportRequest {
  path: string;
  fileName: string;
  /** Where it is already known, e.g. from the upload. */
  sha256?: string;
  /** The file is a copy of ours and goes when the import has ended. */
  temporary: boolean;
  author: string;
  as?: string;
  year?: number;
  asOf?: string;
  mapping?: Record<string, string>;
  values?: Record<string, Record<string, string>>;
  crs?: CrsChoice;
  /** Source that reads it, where that has been decided. */
  reader?: string;
  /** Kept with the report. */
  recipe?: RecipeUse;
  /** Rows that the file no longer has go as well. */
  replaces?: Replacement;
  /** Overrides of what the source says of itself. */
  source?: Partial<DataSource>;
}

type Listener = (event: ImportEvent) => void;
export type ImportEvent = { type: 'progress'; progress: ImportProgress } | { type: 'ended'; state: ImportState };

interface Entry {
  progress: ImportProgress;
  listeners: Set<Listener>;
  running?: RunningImport;
  cancelled: boolean;
  ended: Promise<void>;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Runs imports: one at a time for each layer, each in a thread of its own; keeps their reports in the database. */
export class ImportManager {
  readonly #db: Database;
  readonly #log: Log;
  readonly #threads = new Threads();
  readonly #entries = new Map<string, Entry>();
  /** Ends of the queues, by layer. */
  readonly #tails = new Map<string, Promise<void>>();
  #recovered: Promise<void> | undefined;

  constructor(db: Database, log: Log) {
    this.#db = db;
    this.#log = log;
  }

  /** Marks what a former process left unfinished as interrupted; done once, before the first import at the latest. */
  recover(): Promise<void> {
    this.#recovered ??= recover(this.#db).catch((error: unknown) => {
      this.#recovered = undefined;
      throw error;
    });
    return this.#recovered;
  }

  /** Makes ready for an import that is about to start. */
  warmUp(): void {
    this.#threads.warmUp();
  }

  /**
   * Takes a file into the queue.
   * @returns its report as it stands, usually `queued`
   * @throws Problem 422 where the file is of no kind that can be read
   */
  async start(request: ImportRequest): Promise<ImportReport> {
    try {
      this.warmUp();
      await this.recover();
      const registry = registryOf(this.#db);
      await registry.refresh();
      if (request.as !== undefined) importableLayer(request.as, registry.layers);
      const [identified, sha256] = await Promise.all([
        identify(request.path, request.fileName, registry.known, request.as, request.reader),
        request.sha256 ?? hashOf(request.path).catch(() => null),
      ]);
      const id = randomUUID();
      const { source, file } = identified;
      await enter(this.#db.sql, {
        id,
        layer: source.layer,
        sourceId: source.id,
        fileName: request.fileName,
        sha256,
        bytes: file.size,
        author: request.author,
        source: { ...source.source, ...request.source },
        asOf: request.asOf ?? null,
        demo: false,
        recipe: request.recipe ?? null,
      });
      this.#enqueue(id, identified, request);
      return await this.#report(id);
    } catch (error) {
      if (request.temporary) await rm(request.path, { force: true });
      throw error;
    }
  }

  /** Progress of an import that is queued or running in this process, or undefined. */
  progress(id: string): ImportProgress | undefined {
    return this.#entries.get(id)?.progress;
  }

  /** Hears of an import until it ends. @returns a function that ends the subscription, or undefined where it has ended */
  listen(id: string, listener: Listener): (() => void) | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    entry.listeners.add(listener);
    return () => entry.listeners.delete(listener);
  }

  /** Waits for the end of an import and returns its report. */
  async ended(id: string): Promise<ImportReport> {
    await this.#entries.get(id)?.ended;
    return this.#report(id);
  }

  /** Cancels an import that has not ended. @returns false where it is none of this process or has ended */
  async cancel(id: string): Promise<boolean> {
    const entry = this.#entries.get(id);
    if (!entry) return false;
    entry.cancelled = true;
    entry.running?.cancel();
    // A queued import ends when its turn comes; whoever cancels need not wait for that.
    if (entry.running) await entry.ended;
    else await this.#finish(id, { type: 'cancelled' });
    return true;
  }

  /** Undoes the latest import of a layer. @throws Problem 409 where it is not the latest, or not done */
  async undo(report: ImportReport): Promise<ImportReport> {
    const version = await undo(this.#db, report);
    await this.#db.publish({ type: 'layer-changed', layer: report.layer, version });
    await this.#db.publish({ type: 'import-changed', id: report.id });
    return this.#report(report.id);
  }

  /**
   * Brings a layer back to how it was after an import. @returns the reports of the later imports, which are undone now
   * @throws Problem 409 where it is not done, or nothing came after it
   */
  async restore(report: ImportReport): Promise<ImportReport[]> {
    const { version, undone } = await restoreTo(this.#db, report);
    await this.#db.publish({ type: 'layer-changed', layer: report.layer, version });
    for (const id of undone) await this.#db.publish({ type: 'import-changed', id });
    return Promise.all(undone.map((id) => this.#report(id)));
  }

  /** Cancels everything and waits until nothing runs any more. */
  async close(): Promise<void> {
    const entries = [...this.#entries.values()];
    for (const entry of entries) {
      entry.cancelled = true;
      entry.running?.cancel();
    }
    await Promise.all(entries.map((entry) => entry.ended));
    await this.#threads.close();
  }

  #enqueue(id: string, identified: Identified, request: ImportRequest): void {
    const { layer } = identified.source;
    const progress: ImportProgress = { phase: 'queued', read: 0, bytes: 0, total: identified.file.size };
    const entry: Entry = { progress, listeners: new Set(), cancelled: false, ended: Promise.resolve() };
    const before = this.#tails.get(layer) ?? Promise.resolve();
    entry.ended = before.then(() => this.#run(id, entry, identified, request));
    this.#tails.set(layer, entry.ended);
    this.#entries.set(id, entry);
    void this.#tell(id);
  }

  async #run(id: string, entry: Entry, { file, source }: Identified, request: ImportRequest): Promise<void> {
    let outcome: Outcome = { type: 'cancelled' };
    try {
      if (!entry.cancelled) {
        const { year, mapping, values, crs, replaces } = request;
        const context = {
          surroundings: await surroundings(this.#db.sql),
          fileName: request.fileName,
          ...(year === undefined ? {} : { year }),
          ...(mapping ? { mapping } : {}),
          ...(values ? { values } : {}),
          ...(crs ? { crs } : {}),
        };
        const task = {
          target: this.#db.target,
          importId: id,
          layer: source.layer,
          sourceId: source.id,
          file,
          context,
          ...(replaces ? { replaces } : {}),
        };
        entry.running = this.#threads.start(task, (progress) => {
          if (entry.progress.phase === 'queued') void this.#tell(id);
          entry.progress = progress;
          this.#emit(entry, { type: 'progress', progress });
        });
        if (entry.cancelled) entry.running.cancel();
        outcome = await entry.running.outcome;
      }
      await this.#finish(id, outcome);
    } catch (error) {
      this.#log.error({ err: error, import: id }, 'the end of an import could not be noted');
    } finally {
      if (request.temporary) await rm(request.path, { force: true }).catch(() => undefined);
      this.#entries.delete(id);
      const state = outcome.type;
      this.#emit(entry, { type: 'ended', state });
    }
  }

  async #finish(id: string, outcome: Outcome): Promise<void> {
    if (outcome.type === 'failed') {
      if (outcome.unexpected) {
        this.#log.error({ import: id, cause: outcome.unexpected }, 'import failed');
        // A thread that died could not clean up after itself.
        await dropStagingOf(this.#db.sql, id);
      }
      await finish(this.#db.sql, id, 'failed', outcome.counts ?? noCounts(), { problem: outcome.problem });
    } else if (outcome.type === 'cancelled') {
      await finish(this.#db.sql, id, 'cancelled', noCounts());
    } else if (outcome.version !== null) {
      const { layer } = await this.#report(id);
      await this.#db.publish({ type: 'layer-changed', layer, version: outcome.version });
    }
    await this.#tell(id);
  }

  async #report(id: string): Promise<ImportReport> {
    const report = await reportOf(this.#db.sql, id);
    if (!report) throw new Error(`import ${id} is gone`);
    return report;
  }

  #emit(entry: Entry, event: ImportEvent): void {
    for (const listener of entry.listeners) listener(event);
  }

  async #tell(id: string): Promise<void> {
    await this.#db.publish({ type: 'import-changed', id }).catch(() => undefined);
  }
}

const managers = new WeakMap<Database, ImportManager>();

/** The one manager of a database; apps with other settings on the same database share it. */
export function importsOf({ db, log }: { db: Database; log: Log }): ImportManager {
  let manager = managers.get(db);
  if (!manager) managers.set(db, (manager = new ImportManager(db, log)));
  return manager;
}
