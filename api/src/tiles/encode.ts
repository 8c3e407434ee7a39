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
  properties: readonly { name: string; values: readonly unknown[] }[];
  /** Order in which features are written, hence drawn; as they stand where absent. */
  order?: Uint32Array | undefined;
}

export interface EncodeOptions {
  /** Name of the tile's layer. */
  layer: string;
  detail: Detail;
  /** Most bytes that the tile may take; features beyond it are left out, from the last on. */
  maxBytes: number;
}

export interface EncodedTile {
  bytes: Uint8Array;
  /** Features in the tile. */
  features: number;
  /** Whether all features that are to be seen had room. */
  complete: boolean;
}

/** Everything, as it is: for the layer's last zoom, whose tiles are shown enlarged at higher ones. */
export const FULL_DETAIL: Detail = { smallest: 0, tolerance: 0, smallestArea: 0 };

/** What an eye can tell at 512 pixels a tile; a quarter of a pixel is below what screens of double density show. */
export const SCREEN_DETAIL: Detail = { smallest: PIXEL, tolerance: PIXEL / 4, smallestArea: PIXEL * PIXEL };

const EMPTY = new Uint8Array(0);

/**
 * Encodes a tile with one layer as Mapbox Vector Tile, version 2.1 of the specification.
 * Features come in their order; those that leave nothing to be seen are left out, and properties that are null.
 * A tile without features has no bytes.
 * @see https://github.com/mapbox/vector-tile-spec/tree/master/2.1
 */
export function encodeTile(given: TileFeatures, { layer, detail, maxBytes }: EncodeOptions): EncodedTile {
  const table = new ValueTable();
  const writer = new PbfWriter(new Uint8Array(65_536));
  const feature: Feature = { id: 0, tags: [], type: 0, geometry: new Commands() };
  const overhead = layer.length * 3 + 32;
  let features = 0;
  let complete = true;
  for (let n = 0; n < given.shapes.count; n++) {
    const i = given.order ? (given.order[n] as number) : n;
    if (!writeGeometry(given.shapes, i, detail, feature.geometry)) continue;
    feature.id = given.ids[i] as number;
    feature.type = given.shapes.type[i] as number;
    feature.tags.length = 0;
    for (const { name, values } of given.properties) {
      const value = values[i];
      if (value !== null && value !== undefined) feature.tags.push(table.key(name), table.value(value));
    }
    const before = writer.pos;
    writer.writeMessage(2, writeFeature, feature);
    if (overhead + writer.pos + table.length > maxBytes) {
      writer.pos = before;
      complete = false;
      break;
    }
    features++;
  }
  if (features === 0) return { bytes: EMPTY, features, complete };
  return { bytes: layerBytes(layer, writer.buf.subarray(0, writer.pos), table), features, complete };
}

interface Feature {
  id: number;
  tags: number[];
  type: number;
  geometry: Commands;
}

function writeFeature({ id, tags, type, geometry }: Feature, pbf: PbfWriter): void {
  pbf.writeTag(1, 0);
  pbf.writeVarint(id);
  if (tags.length > 0) pbf.writePackedVarint(2, tags);
  pbf.writeTag(3, 0);
  pbf.writeVarint(type);
  pbf.writeTag(4, 2);
  pbf.writeBytes(geometry.bytes);
}

/** The tile: its one layer, put together from parts that are written already. */
function layerBytes(name: string, features: Uint8Array, table: ValueTable): Uint8Array {
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
  return Buffer.concat([tile.buf.subarray(0, tile.pos), ...parts]);
}
