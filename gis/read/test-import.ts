import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LayerId } from '../layers/index.ts';
import { sourceFor } from '../layers/sources.ts';
import type { AcceptedRecord, Bbox, ImportContext, SkippedRecord } from '../layers/source-types.ts';
import { openImportFile } from './open.ts';

/** Dortmund with its surroundings, for tests. */
export const DORTMUND: Bbox = [7.25, 51.38, 7.7, 51.64];

const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
/** Whether the folder of published files stands beside the repository; tests on them are skipped where it does not. */
export const hasSharedData = existsSync(shared);
export const sharedFile = (name: string): string => join(shared, name);

export interface Collected {
  source: string;
  layer: string;
  encoding: string;
  accepted: AcceptedRecord[];
  skipped: SkippedRecord[];
  /** Number of records by skip reason. */
  reasons: Record<string, number>;
  /** Number of records by what was repaired. */
  repaired: Record<string, number>;
  /** Rows of all records by data set. */
  rows: Record<string, Record<string, unknown>[]>;
  asOf: string | null;
}

export interface Options extends Partial<ImportContext> {
  as?: LayerId;
}

/** Opens, recognises and reads a file to its end, as an import does before it touches a database. */
export async function collect(path: string, { as, ...context }: Options = {}): Promise<Collected> {
  const file = await openImportFile(path, context.fileName);
  const source = sourceFor(file, as);
  const read = source.read(file, { surroundings: DORTMUND, fileName: file.fileName, ...context });
  const result: Collected = {
    source: source.id,
    layer: source.layer,
    encoding: file.encoding,
    accepted: [],
    skipped: [],
    reasons: {},
    repaired: {},
    rows: {},
    asOf: null,
  };
  for await (const batch of read.batches) {
    for (const one of batch) {
      if ('skip' in one) {
        result.skipped.push(one);
        result.reasons[one.skip] = (result.reasons[one.skip] ?? 0) + 1;
        continue;
      }
      result.accepted.push(one);
      if (one.repaired !== undefined) result.repaired[one.repaired] = (result.repaired[one.repaired] ?? 0) + 1;
      for (const { dataset, row } of one.rows) (result.rows[dataset] ??= []).push(row);
    }
  }
  result.asOf = read.asOf();
  return result;
}

/** Calls `use` with the path of a file of this content, in a folder that is removed afterwards. */
export async function withFile<T>(
  name: string,
  content: string | Uint8Array,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'read-'));
  try {
    const path = join(folder, name);
    await writeFile(path, content);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What {@link collect} finds in a file of this content. */
export function collectText(name: string, content: string | Uint8Array, options: Options = {}): Promise<Collected> {
  return withFile(name, content, (path) => collect(path, options));
}

/** A GeoJSON collection of these features as text. */
export function collection(features: unknown[], members: Record<string, unknown> = {}): string {
  return JSON.stringify({ type: 'FeatureCollection', ...members, features });
}

/** A GeoJSON feature. */
export function feature(geometry: unknown, properties: unknown = {}, id?: string | number): unknown {
  return { type: 'Feature', ...(id === undefined ? {} : { id }), properties, geometry };
}

export const point = (x: number, y: number): { type: 'Point'; coordinates: number[] } => ({
  type: 'Point',
  coordinates: [x, y],
});
