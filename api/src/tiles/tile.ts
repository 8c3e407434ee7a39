import type { Sql } from '../db.ts';
import { readBytea } from './bytea.ts';
import { encodeTile, FULL_DETAIL, SCREEN_DETAIL } from './encode.ts';
import type { EncodedTile } from './encode.ts';
import { gridOf } from './grid.ts';
import { countTile, fetchTile } from './query.ts';
import type { TileRows } from './query.ts';
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

/**
 * Makes a tile. At the layer's last zoom all there is, before it only what can be seen. Where that is more
 * than 500 kB, the most important features, and `reduced` says so.
 */
export async function makeTile(sql: Sql, source: TileSource, z: number, x: number, y: number): Promise<MadeTile> {
  const grid = gridOf(z, x, y);
  const full = z >= source.tile.maxzoom;
  const options = { layer: source.id, detail: full ? FULL_DETAIL : SCREEN_DETAIL, maxBytes: MOST_BYTES };
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
