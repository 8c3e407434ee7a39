import { PbfWriter } from 'pbf';
import { Commands } from './commands.ts';
import { writeGeometry } from './geometry.ts';
import type { Detail } from './geometry.ts';
import { EXTENT, PIXEL } from './grid.ts';
import type { Shapes } from './twkb.ts';
import { ValueTable } from './values.ts';

/** The features of one tile layer, column by column: entry `i` of each list belongs to feature `i`. */
export interface TileFeatures {
  ids: readonly number[];
  shapes: Shapes;
  properties: readonly TileProperty[];
  /** Where the ids and properties of feature `i` stand in their lists; at `i` itself where absent. */
  rows?: readonly number[];
}

/** One property of all features. */
export interface TileProperty {
  name: string;
  /** Null where a feature does not have it. */
  values: readonly unknown[];
  /** Whether no two features have the same text, so that looking for a value that stands already is in vain. */
  unique?: boolean;
}

export interface EncodeOptions {
  /** Name of the tile's layer. */
  layer: string;
  detail: Detail;
  /** Most bytes that the tile may take; features beyond it are left out, from the last on. */
  maxBytes: number;
}

export interface EncodedTile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Features in the tile. */
  features: number;
  /** Whether all features that are to be seen had room. */
  complete: boolean;
}

/** Everything, as it is: for the layer's last zoom, whose tiles are shown enlarged at higher ones. */
export const FULL_DETAIL: Detail = { smallest: 0, tolerance: 0, smallestArea: 0 };

/** What an eye can tell at 512 pixels a tile; a quarter of a pixel is below what screens of double density show. */
export const SCREEN_DETAIL: Detail = { smallest: PIXEL, tolerance: PIXEL / 4, smallestArea: PIXEL * PIXEL };

// Encoding never waits, so that one set of buffers does for all tiles; the garbage of new ones took a fifth of the time.
const table = new ValueTable();
const writer = new PbfWriter(new Uint8Array(262_144));
const feature: Feature = { id: 0, tags: [], type: 0, geometry: new Commands() };

/**
 * Encodes a tile with one layer as Mapbox Vector Tile, version 2.1 of the specification.
 * Features come in the order given; those that leave nothing to be seen are left out, and properties that are null.
 * A tile without features has no bytes.
 * @see https://github.com/mapbox/vector-tile-spec/tree/master/2.1
 */
export function encodeTile(given: TileFeatures, { layer, detail, maxBytes }: EncodeOptions): EncodedTile {
  table.reset();
  writer.pos = 0;
  const overhead = layer.length * 3 + 32;
  let features = 0;
  let complete = true;
  for (let i = 0; i < given.shapes.count; i++) {
    if (!writeGeometry(given.shapes, i, detail, feature.geometry)) continue;
    const row = given.rows ? (given.rows[i] as number) : i;
    const mark = table.mark;
    const before = writer.pos;
    feature.id = given.ids[row] as number;
    feature.type = given.shapes.type[i] as number;
    feature.tags.length = 0;
    for (const { name, values, unique } of given.properties) {
      const value = values[row];
      if (value === null || value === undefined) continue;
      feature.tags.push(table.key(name), unique ? table.newValue(value) : table.value(value));
    }
    writeFeature(feature, writer);
    if (overhead + writer.pos + table.length > maxBytes) {
      writer.pos = before;
      table.cutBack(mark);
      complete = false;
      break;
    }
    features++;
  }
  if (features === 0) return { bytes: new Uint8Array(0), features, complete };
  return { bytes: layerBytes(layer, writer.buf.subarray(0, writer.pos)), features, complete };
}

interface Feature {
  id: number;
  tags: number[];
  type: number;
  geometry: Commands;
}

/** Bytes of a number as varint, for numbers up to 2^53. */
function varintLength(value: number): number {
  if (value < 128) return 1;
  if (value < 16_384) return 2;
  if (value < 2_097_152) return 3;
  let length = 4;
  for (let rest = value / 268_435_456; rest >= 1; rest /= 128) length++;
  return length;
}

/** Writes the layer's field `features`. Lengths are known before, which saves moving bytes when they turn out long. */
function writeFeature({ id, tags, type, geometry }: Feature, pbf: PbfWriter): void {
  let tagsLength = 0;
  for (const tag of tags) tagsLength += varintLength(tag);
  const tagsField = tagsLength === 0 ? 0 : 1 + varintLength(tagsLength) + tagsLength;
  const geometryField = 1 + varintLength(geometry.length) + geometry.length;
  const length = 1 + varintLength(id) + tagsField + 2 + geometryField;
  pbf.realloc(length + 10);
  pbf.writeTag(2, 2);
  pbf.writeVarint(length);
  pbf.writeTag(1, 0);
  pbf.writeVarint(id);
  if (tagsLength > 0) {
    pbf.writeTag(2, 2);
    pbf.writeVarint(tagsLength);
    for (const tag of tags) pbf.writeVarint(tag);
  }
  pbf.writeTag(3, 0);
  pbf.writeVarint(type);
  pbf.writeTag(4, 2);
  pbf.writeVarint(geometry.length);
  for (let i = 0; i < geometry.length; i++) pbf.buf[pbf.pos++] = geometry.bytes[i] as number;
}

/** The tile: its one layer, put together from parts that are written already. */
function layerBytes(name: string, features: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new PbfWriter();
  head.writeTag(15, 0);
  head.writeVarint(2);
  head.writeTag(1, 2);
  head.writeString(name);
  const foot = new PbfWriter();
  foot.writeTag(5, 0);
  foot.writeVarint(EXTENT);
  const parts = [head.buf.subarray(0, head.pos), features, ...table.bytes, foot.buf.subarray(0, foot.pos)];
  const tile = new PbfWriter();
  tile.writeTag(3, 2);
  tile.writeVarint(parts.reduce((sum, part) => sum + part.length, 0));
  return joined([tile.buf.subarray(0, tile.pos), ...parts]);
}

/** Like Buffer.concat, but always in memory of its own, which can be handed to another thread. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
