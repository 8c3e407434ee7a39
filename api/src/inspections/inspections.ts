import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { AppDeps } from '../deps.ts';
import type { Database } from '../db.ts';
import { problemOf } from '../imports/failure.ts';
import type { ImportProblem } from '../imports/report.ts';
import { surroundings } from '../imports/store.ts';
import { uploadFolder } from '../imports/upload.ts';
import { freeSpecs } from '../free-layers/stored.ts';
import { placesOf, proposeJoins } from './places.ts';
import type { Prepared } from './plan.ts';
import { digestOf } from './receive.ts';
import type { ReceivedFile } from './receive.ts';
import { InspectionThreads } from './thread.ts';
import type { Choice, Found, InspectedLayer, Preview, StoredLayer } from './types.ts';

/** An inspection is kept for a day: long enough to ask a colleague what a column means. */
const KEPT_MS = 24 * 3_600_000;
/** Inspections kept at once; the oldest goes for a new one. */
const MOST = 40;

/** An inspection as the api hands it out; recipes are added to its layers there. */
export interface Inspection {
  id: string;
  state: 'running' | 'ready' | 'failed';
  fileNames: string[];
  bytes: number;
  format: { id: string; title: Text } | null;
  problem: ImportProblem | null;
  warnings: Text[];
  createdAt: string;
  expiresAt: string;
  layers: InspectedLayer[];
}

interface Entry {
  inspection: Inspection;
  folder: string;
  sha256: string;
  stored: StoredLayer[];
  timer: NodeJS.Timeout;
  stop: AbortController;
  done: Promise<void>;
}

/** Files that people are looking at before they import them; gone with the process, after a day, or when nobody wants them any more. */
export class Inspections {
  readonly #deps: AppDeps;
  readonly #threads = new InspectionThreads();
  readonly #entries = new Map<string, Entry>();

  constructor(deps: AppDeps) {
    this.#deps = deps;
  }

  /** A folder for a new inspection's files, by its id. */
  newFolder(): { id: string; folder: string } {
    const id = randomUUID();
    return { id, folder: join(uploadFolder(this.#deps.env), id) };
  }

  /** Begins to look at files that lie in `in/` of the inspection's folder. */
  async start(id: string, folder: string, files: readonly ReceivedFile[]): Promise<Inspection> {
    const sizes = await Promise.all(files.map(({ path }) => stat(path).then(({ size }) => size)));
    const now = Date.now();
    const inspection: Inspection = {
      id,
      state: 'running',
      fileNames: files.map(({ name }) => name),
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      format: null,
      problem: null,
      warnings: [],
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + KEPT_MS).toISOString(),
      layers: [],
    };
    const timer = setTimeout(() => void this.remove(id), KEPT_MS);
    timer.unref();
    const stop = new AbortController();
    const entry: Entry = {
      inspection,
      folder,
      sha256: digestOf(files),
      stored: [],
      timer,
      stop,
      done: Promise.resolve(),
    };
    this.#entries.set(id, entry);
    entry.done = this.#look(entry);
    const oldest = [...this.#entries.keys()].slice(0, Math.max(0, this.#entries.size - MOST));
    for (const one of oldest) void this.remove(one);
    return inspection;
  }

  /** The inspection as it stands, or undefined where it is gone. */
  get(id: string): Inspection | undefined {
    return this.#entries.get(id)?.inspection;
  }

  /** Waits until the files have been looked at. */
  async settled(id: string): Promise<void> {
    await this.#entries.get(id)?.done;
  }

  /** A stored layer with its file's digest; undefined where there is none. */
  layer(id: string, layer: string): { stored: StoredLayer; sha256: string } | undefined {
    const entry = this.#entries.get(id);
    const stored = entry?.stored.find((one) => one.id === layer);
    return entry && stored && { stored, sha256: entry.sha256 };
  }

  /** A layer as a choice reads it. @throws {UnreadableFile} */
  async look(id: string, stored: StoredLayer, choice: Choice): Promise<Omit<InspectedLayer, 'recipes'>> {
    const looked = await this.#threads.run({ what: 'look', ...(await this.#chosen(stored, choice)) }, this.#signal(id));
    const [layer = looked] = await proposeJoins(this.#deps.db.sql, [looked]);
    return layer;
  }

  /** What an import by this choice would do. @throws {UnreadableFile} */
  async preview(id: string, stored: StoredLayer, choice: Choice): Promise<Preview> {
    const folder = join(this.#folder(id), 'work');
    return this.#threads.run({ what: 'preview', folder, ...(await this.#chosen(stored, choice)) }, this.#signal(id));
  }

  /** A copy for the importer, which is the caller's to remove. @throws {UnreadableFile} */
  async prepare(id: string, stored: StoredLayer, choice: Choice): Promise<Prepared> {
    const folder = uploadFolder(this.#deps.env);
    return this.#threads.run({ what: 'prepare', folder, ...(await this.#chosen(stored, choice)) }, this.#signal(id));
  }

  /** Ends an inspection and removes its files. @returns false where there is none */
  async remove(id: string): Promise<boolean> {
    const entry = this.#entries.get(id);
    if (!entry) return false;
    this.#entries.delete(id);
    clearTimeout(entry.timer);
    entry.stop.abort(new Error('the inspection was ended'));
    await entry.done;
    await rm(entry.folder, { recursive: true, force: true });
    return true;
  }

  /** Ends all. */
  async close(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((id) => this.remove(id)));
  }

  #folder(id: string): string {
    return this.#entries.get(id)?.folder ?? join(uploadFolder(this.#deps.env), id);
  }

  #signal(id: string): AbortSignal {
    return this.#entries.get(id)?.stop.signal ?? AbortSignal.abort();
  }

  async #chosen(layer: StoredLayer, choice: Choice) {
    const { sql } = this.#deps.db;
    const joined = choice.table?.join !== undefined && choice.target !== undefined;
    return {
      layer,
      choice,
      area: await surroundings(sql),
      free: await freeSpecs(sql),
      places: joined ? await placesOf(sql, choice.target as string) : null,
    };
  }

  async #look(entry: Entry): Promise<void> {
    const { inspection, folder } = entry;
    const { env, db, log } = this.#deps;
    try {
      const area = await surroundings(db.sql);
      const task = { what: 'inspect' as const, folder, area, gdal: env.gdal, free: await freeSpecs(db.sql) };
      const found: Found = await this.#threads.run(task, entry.stop.signal);
      entry.stored = found.stored;
      Object.assign(inspection, {
        state: 'ready',
        format: found.format,
        warnings: found.warnings,
        layers: await proposeJoins(db.sql, found.layers),
      });
    } catch (error) {
      if (entry.stop.signal.aborted) return;
      const problem = problemOf(error);
      if (problem.type === 'import-failed') log.error({ err: error, inspection: inspection.id }, 'inspection failed');
      Object.assign(inspection, { state: 'failed', problem });
    }
  }
}

const all = new WeakMap<Database, Inspections>();

/** The inspections of a database; apps on the same database share them. */
export function inspectionsOf(deps: AppDeps): Inspections {
  let found = all.get(deps.db);
  if (!found) all.set(deps.db, (found = new Inspections(deps)));
  return found;
}
