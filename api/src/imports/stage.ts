import { Buffer } from 'node:buffer';
import type { Geometry } from 'geojson';
import type { GeometryKind } from '@quartierblick/gis/layers/define.ts';
import type { AcceptedRecord, RecordResult, SkipReason } from '@quartierblick/gis/layers/source-types.ts';
import { ewkbHex } from '@quartierblick/gis/read/ewkb.ts';
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
  readonly #fields: string[];
  readonly #geometry: GeometryKind | undefined;
  readonly #successor: boolean;
  readonly #importId: string;
  readonly #width: number;
  #rows: unknown[][] = [];

  constructor(db: Database, staging: Staging, importId: string) {
    const { dataset } = staging;
    this.#fields = Object.keys(dataset.fields);
    this.#geometry = dataset.geometry;
    this.#successor = staging.kind === 'successor';
    this.#importId = importId;
    this.#width = stagedColumns(staging).length;
    this.done = db.appendRows(db.sql, staging.table, stagedColumns(staging), this.channel);
    // A failing database must stop the reader; whoever awaits `done` gets the error, too.
    this.done.catch((error: unknown) => this.channel.fail(error));
  }

  /** Why a row cannot be staged, or null. Brings single geometries into the form that is stored. */
  refuse(row: Record<string, unknown>): Refusal | null {
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
    // Every cell is set in place: growing an array for each row would cost as much as reading the file.
    const values = new Array<unknown>(this.#width);
    let at = 0;
    if (this.#successor) values[at++] = this.#importId;
    else {
      values[at++] = record;
      values[at++] = ifAbsent;
    }
    values[at++] = row['key'];
    for (const name of this.#fields) values[at++] = row[name];
    if (this.#geometry) values[at] = storedHex(row['geometry'] as Geometry);
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
  take(record: number, rows: AcceptedRecord['rows']): Refusal | null {
    let taken = 0;
    let wanted = 0;
    for (const { dataset, row } of rows) {
      const refusal = this.#lane(dataset).refuse(row);
      if (refusal) return refusal;
    }
    for (const { dataset, row, ifAbsent = false } of rows) {
      const lane = this.#lane(dataset);
      // A row that is only wanted where none exists (a unit that several files bring) may well come twice.
      if (!ifAbsent) wanted += 1;
      if (!lane.keys.add(row['key'] as string)) continue;
      lane.add(record, row, ifAbsent);
      if (!ifAbsent) taken += 1;
    }
    if (rows.length === 0) return { reason: 'not-applicable', example: '' };
    return wanted > 0 && taken === 0 ? { reason: 'duplicate-key', example: String(rows[0]?.row['key']) } : null;
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
 * Reads records into the staging tables. Sources hand over rows that pass the declared schema (`rowCheck`); here the kind
 * of geometry and repeated keys are looked at. Memory holds a few batches and the hashes of the keys.
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
        const refusal = lanes.take(result.record, result.rows);
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
