import type { Sql } from '../db.ts';
import { readBytea } from './bytea.ts';
import type { TileProperty } from './encode.ts';
import { gridOf, MAX_ZOOM } from './grid.ts';
import type { MercatorBox } from './grid.ts';
import { fetchBatch } from './query.ts';
import { SpatialIndex } from './spatial-index.ts';
import type { TileSource } from './tile-source.ts';
import { readTwkb } from './twkb.ts';

const BATCH = 10_000;

/** All features of a layer in one version, as compact as they came: about 120 bytes a building. */
export interface Snapshot {
  version: number;
  ids: readonly number[];
  properties: readonly TileProperty[];
  /** Geometries in EPSG:3857 as Tiny WKB, one behind the other; feature `i` ends before `ends[i]`. */
  shapes: Uint8Array;
  ends: Uint32Array;
  index: SpatialIndex;
}

/**
 * Reads a layer into memory, batch by batch, so that other queries pass in between.
 * @returns null where the layer has more than `most` features, or changed meanwhile
 */
export async function loadSnapshot(sql: Sql, source: TileSource, most: number): Promise<Snapshot | null> {
  const ids: number[] = [];
  const columns: { name: string; values: unknown[]; unique: boolean }[] = [];
  const shapes: Uint8Array[] = [];
  const ends: number[] = [];
  const boxes: number[] = [];
  // On the finest grid there is, boxes are right to centimetres.
  const grid = gridOf(MAX_ZOOM, 0, 0);
  let bytes = 0;
  let version: number | undefined;
  for (;;) {
    const batch = await fetchBatch(sql, source, ids.at(-1) ?? -1, BATCH);
    version ??= batch.version;
    if (batch.version !== version) return null;
    const part = readBytea(batch.shapes).slice();
    const read = readTwkb(part, batch.ids.length, grid);
    for (let i = 0; i < read.count; i++) {
      ends.push(bytes + (read.byteEnd[i] as number));
      const [minX, minY, maxX, maxY] = read.box.subarray(i * 4, i * 4 + 4) as unknown as MercatorBox;
      boxes.push(grid.west + minX * grid.unit, grid.north - maxY * grid.unit);
      boxes.push(grid.west + maxX * grid.unit, grid.north - minY * grid.unit);
    }
    for (const id of batch.ids) ids.push(id);
    for (const [i, { name, values, unique = false }] of batch.properties.entries()) {
      const column = (columns[i] ??= { name, values: [], unique });
      for (const value of values) column.values.push(value);
    }
    shapes.push(part);
    bytes += part.length;
    if (ids.length > most) return null;
    if (batch.ids.length < BATCH) break;
  }
  return {
    version,
    ids,
    properties: columns,
    shapes: new Uint8Array(Buffer.concat(shapes)),
    ends: Uint32Array.from(ends),
    index: new SpatialIndex(Float64Array.from(boxes)),
  };
}
