import type { Sql } from '../db.ts';
import { readBytea } from './bytea.ts';
import { encodeTile, FULL_DETAIL, SCREEN_DETAIL } from './encode.ts';
import type { EncodedTile, EncodeOptions } from './encode.ts';
import { gridOf } from './grid.ts';
import type { Grid } from './grid.ts';
import { countTile, fetchTile, MOST_FEATURES } from './query.ts';
import type { TileRows } from './query.ts';
import type { Snapshot } from './snapshot.ts';
import type { TileSource } from './tile-source.ts';
import { readTwkb } from './twkb.ts';

/** Most bytes of a tile before compression. */
export const MOST_BYTES = 500_000;

/** A tile as made from the database. */
export interface MadeTile {
  /** Version of the layer that the tile shows. */
  version: number;
  /** Mapbox Vector Tile; no bytes where nothing is to be seen. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Where not all features had room: how many are there, of how many. */
  reduced: { kept: number; of: number } | null;
}

interface Encoding {
  grid: Grid;
  /** Everything, or what can be seen. */
  full: boolean;
  options: EncodeOptions;
}

function encodingOf(source: TileSource, z: number, x: number, y: number): Encoding {
  const full = z >= source.tile.maxzoom;
  const options = { layer: source.id, detail: full ? FULL_DETAIL : SCREEN_DETAIL, maxBytes: MOST_BYTES };
  return { grid: gridOf(z, x, y), full, options };
}

/**
 * Makes a tile from the database. At the layer's last zoom all there is, before it only what can be seen. Where that is
 * more than 500 kB, the most important features, and `reduced` says so.
 */
export async function makeTile(sql: Sql, source: TileSource, z: number, x: number, y: number): Promise<MadeTile> {
  const { grid, full, options } = encodingOf(source, z, x, y);
  const encode = ({ ids, properties, shapes }: TileRows): EncodedTile =>
    encodeTile({ ids, properties, shapes: readTwkb(readBytea(shapes), ids.length, grid) }, options);
  const query = { source, grid, full, byImportance: false };
  // Sorting costs more than it gives for the tiles that hold everything, and these are nearly all.
  const rows = await fetchTile(sql, query);
  const tile = rows.truncated ? undefined : encode(rows);
  if (tile?.complete) return { version: rows.version, bytes: tile.bytes, reduced: null };
  const sorted = { ...query, byImportance: true };
  const important = await fetchTile(sql, sorted);
  const part = encode(important);
  const complete = part.complete && !important.truncated;
  const reduced = complete ? null : { kept: part.features, of: await countTile(sql, sorted) };
  return { version: important.version, bytes: part.bytes, reduced };
}

/** Makes the same tile from memory; null where there is more than fits, because the database knows what is important. */
export function tileFromSnapshot(
  snapshot: Snapshot,
  source: TileSource,
  z: number,
  x: number,
  y: number,
): MadeTile | null {
  const { grid, options } = encodingOf(source, z, x, y);
  const rows = snapshot.index.touching(grid.box);
  if (rows.length > MOST_FEATURES) return null;
  const shapes = readTwkb(gather(snapshot, rows), rows.length, grid);
  const tile = encodeTile({ ids: snapshot.ids, properties: snapshot.properties, shapes, rows }, options);
  return tile.complete ? { version: snapshot.version, bytes: tile.bytes, reduced: null } : null;
}

let gathered = new Uint8Array(131_072);

/** The geometries of some features, one behind the other; valid until the next call. */
function gather({ shapes, ends }: Snapshot, rows: readonly number[]): Uint8Array {
  const startOf = (row: number) => (row === 0 ? 0 : (ends[row - 1] as number));
  let length = 0;
  for (const row of rows) length += (ends[row] as number) - startOf(row);
  if (length > gathered.length) gathered = new Uint8Array(length * 2);
  let at = 0;
  for (const row of rows) {
    const end = ends[row] as number;
    for (let i = startOf(row); i < end; i++) gathered[at++] = shapes[i] as number;
  }
  return gathered.subarray(0, length);
}
