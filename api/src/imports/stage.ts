import { Buffer } from 'node:buffer';
import type { Geometry } from 'geojson';
import type { GeometryKind } from '@quartierblick/gis/layers/define.ts';
import type { AcceptedRecord, RecordResult, SkipReason } from '@quartierblick/gis/layers/source-types.ts';
import { ewkbHex } from '@quartierblick/gis/read/ewkb.ts';
import { rowCheck } from '@quartierblick/gis/read/validate.ts';
import type { RowCheck } from '@quartierblick/gis/read/validate.ts';
import type { Database } from '../db.ts';
import { Channel } from './channel.ts';
import { KeySet } from './key-set.ts';
import { stagedColumns } from './staging.ts';
import type { Staging } from './staging.ts';
import { Tally } from './tally.ts';

/** EPSG code of the storage system, ETRS89 / UTM zone 32N. */
const STORAGE_SRID = 25832;
/** Rows handed to the database at once. */
const BATCH = 2000;

const STORED_TYPES: Record<GeometryKind, Geometry['type']> = {
  point: 'Point',
  line: 'MultiLineString',
  polygon: 'MultiPolygon',
};

interface Refusal {
  reason: SkipReason;
  example: string;
}

/** The rows of one data set on their way into its staging table. */
class Lane {
  readonly channel = new Channel<unknown[][]>();
  readonly done: Promise<number>;
  readonly keys = new KeySet();
  readonly #check: RowCheck;
  readonly #fields: string[];
  readonly #geometry: GeometryKind | undefined;
  readonly #successor: boolean;
  readonly #importId: string;
  #rows: unknown[][] = [];

  constructor(db: Database, staging: Staging, importId: string) {
    const { dataset } = staging;
    this.#check = rowCheck(dataset);
    this.#fields = Object.keys(dataset.fields);
    this.#geometry = dataset.geometry;
    this.#successor = staging.kind === 'successor';
    this.#importId = importId;
    this.done = db.appendRows(db.sql, staging.table, stagedColumns(staging), this.channel);
    // A failing database must stop the reader; whoever awaits `done` gets the error, too.
    this.done.catch((error: unknown) => this.channel.fail(error));
  }

  /** Why a row cannot be staged, or null. Brings single geometries into the form that is stored. */
  refuse(row: Record<string, unknown>): Refusal | null {
    const wrong = this.#check(row);
    if (wrong !== null) return { reason: 'invalid-value', example: wrong };
    if (!this.#geometry) return null;
    const geometry = row['geometry'] as Geometry | null | undefined;
    if (!geometry) return { reason: 'no-geometry', example: String(row['key']) };
    if (geometry.type === STORED_TYPES[this.#geometry]) return null;
    const many = asMulti(geometry);
    if (many?.type !== STORED_TYPES[this.#geometry]) return { reason: 'wrong-geometry-type', example: geometry.type };
    row['geometry'] = many;
    return null;
  }

  add(record: number, row: Record<string, unknown>, ifAbsent: boolean): void {
    const values: unknown[] = this.#successor ? [this.#importId] : [record, ifAbsent];
    values.push(row['key']);
    for (const name of this.#fields) values.push(row[name]);
    if (this.#geometry) values.push(storedHex(row['geometry'] as Geometry));
    this.#rows.push(values);
  }

  /** Hands on what has gathered, once it is worth a batch or `all` of it is wanted. */
  async flush(all: boolean): Promise<void> {
    if (this.#rows.length === 0 || (!all && this.#rows.length < BATCH)) return;
    const rows = this.#rows;
    this.#rows = [];
    await this.channel.push(rows);
  }
}

function asMulti(geometry: Geometry): Geometry | null {
  if (geometry.type === 'LineString') return { type: 'MultiLineString', coordinates: [geometry.coordinates] };
  if (geometry.type === 'Polygon') return { type: 'MultiPolygon', coordinates: [geometry.coordinates] };
  return null;
}

// Points are by far the most frequent; their 25 bytes are written into one buffer over and over.
const point = Buffer.alloc(25);
point.writeUInt8(1, 0);
point.writeUInt32LE(0x20000001, 1);
point.writeUInt32LE(STORAGE_SRID, 5);

function storedHex(geometry: Geometry): string {
  if (geometry.type !== 'Point') return ewkbHex(geometry, STORAGE_SRID);
  point.writeDoubleLE(geometry.coordinates[0] as number, 9);
  point.writeDoubleLE(geometry.coordinates[1] as number, 17);
  return point.toString('hex');
}

/** Where the rows of the data sets go; a record's rows may belong to several. */
class Lanes {
  readonly #lanes: Map<string, Lane>;

  constructor(db: Database, stagings: readonly Staging[], importId: string) {
    this.#lanes = new Map(stagings.map((staging) => [staging.dataset.id, new Lane(db, staging, importId)]));
  }

  /** Stages the rows of a record, or says why none of them can be. */
  take(result: AcceptedRecord): Refusal | null {
    const rows = result.rows.map((entry) => ({ ...entry, lane: this.#lane(entry.dataset) }));
    for (const { row, lane } of rows) {
      const refusal = lane.refuse(row);
      if (refusal) return refusal;
    }
    if (rows.length === 0) return { reason: 'not-applicable', example: '' };
    const fresh = rows.filter(({ row, lane }) => lane.keys.add(row['key'] as string));
    // A row that is only wanted where none exists (a unit that several files bring) may well come twice.
    if (!fresh.length && !rows.every((entry) => entry.ifAbsent)) {
      return { reason: 'duplicate-key', example: String(rows[0]?.row['key']) };
    }
    for (const { row, lane, ifAbsent } of fresh) lane.add(result.record, row, ifAbsent ?? false);
    return null;
  }

  async flush(all: boolean): Promise<void> {
    for (const lane of this.#lanes.values()) await lane.flush(all);
  }

  /** Waits until every row has reached its table. */
  async end(): Promise<void> {
    await this.flush(true);
    for (const lane of this.#lanes.values()) lane.channel.end();
    await Promise.all([...this.#lanes.values()].map((lane) => lane.done));
  }

  async fail(reason: unknown): Promise<void> {
    for (const lane of this.#lanes.values()) lane.channel.fail(reason);
    // The tables are dropped next: nothing may be on its way into them any more.
    await Promise.allSettled([...this.#lanes.values()].map((lane) => lane.done));
  }

  #lane(dataset: string): Lane {
    const lane = this.#lanes.get(dataset);
    if (!lane) throw new Error(`the source hands over rows of "${dataset}", which does not belong to its layer`);
    return lane;
  }
}

/** Staging tables by the data sets of a layer. */
export interface Stage {
  importId: string;
  stagings: readonly Staging[];
}

/**
 * Reads records into the staging tables, checking each row against the declared schema on the way. Memory holds a few
 * batches and the hashes of the keys.
 * @param onProgress is told the number of records read, after each batch
 * @param signal breaks off between two batches
 * @throws whatever the source throws, e.g. UnreadableFile, and the abort reason of `signal`
 */
export async function stageRecords(
  db: Database,
  stage: Stage,
  batches: AsyncIterable<RecordResult[]> | Iterable<RecordResult[]>,
  onProgress: (read: number) => void,
  signal: AbortSignal,
): Promise<Tally> {
  const tally = new Tally();
  const lanes = new Lanes(db, stage.stagings, stage.importId);
  try {
    for await (const batch of batches) {
      signal.throwIfAborted();
      for (const result of batch) {
        if ('skip' in result) {
          tally.skip(result.record, result.skip, result.example);
          continue;
        }
        const refusal = lanes.take(result);
        if (refusal) tally.skip(result.record, refusal.reason, refusal.example);
        else tally.accept(result.repaired);
      }
      await lanes.flush(false);
      onProgress(tally.read);
    }
    await lanes.end();
    return tally;
  } catch (error) {
    await lanes.fail(error);
    throw error;
  }
}
