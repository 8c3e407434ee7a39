import type { Grid } from './grid.ts';

/** Geometry types of the Mapbox Vector Tile specification 2.1, section 4.3.4. */
export const POINT = 1;
export const LINE = 2;
export const POLYGON = 3;

/**
 * The geometries of a tile in flat arrays, in whole tile units (x to the right, y downwards), not yet clipped.
 * A feature is a run of paths; a path is a run of points: the points of a (multi)point, one line, or one ring.
 */
export interface Shapes {
  count: number;
  /** POINT, LINE or POLYGON of each feature. */
  type: Uint8Array;
  /** Index of the first path of each feature; one entry more than features. */
  firstPath: Uint32Array;
  /** Index of the first point of each path; one entry more than paths. */
  firstPoint: Uint32Array;
  /** 1 where a path is the outer ring of a polygon. */
  outer: Uint8Array;
  /** Index of the byte behind each feature. */
  byteEnd: Uint32Array;
  /** Smallest and largest x and y of each feature: [minX, minY, maxX, maxY] a feature. */
  box: Int32Array;
  /** Coordinates, x and y in turn. */
  xy: Int32Array;
}

const HAS_BOX = 1;
const HAS_SIZE = 2;
const HAS_IDS = 4;
const HAS_EXTENDED_PRECISION = 8;
const IS_EMPTY = 16;

/**
 * Reads geometries that stand one behind the other as Tiny WKB (TWKB), and puts them on the tile's grid.
 * Point to MultiPolygon, two dimensions, in EPSG:3857; an empty geometry becomes a feature without paths.
 * @param bytes  the concatenated geometries
 * @param count  how many there are
 * @returns lists that are valid until the next call
 * @throws RangeError where the bytes end early, go on too long, or hold another kind of geometry
 * @see https://github.com/TWKB/Specification (version 0.23)
 */
export function readTwkb(bytes: Uint8Array, count: number, grid: Grid): Shapes {
  return new Reader(bytes, count, grid).read();
}

// Tiles are read one after the other, so that one set of lists does for all of them.
let kept = newShapes(65_536);

function newShapes(size: number): Shapes {
  return {
    count: 0,
    type: new Uint8Array(size),
    firstPath: new Uint32Array(size),
    firstPoint: new Uint32Array(size),
    outer: new Uint8Array(size),
    byteEnd: new Uint32Array(size),
    box: new Int32Array(size * 2),
    xy: new Int32Array(size),
  };
}

/** Lists for `count` geometries in so many bytes: a geometry and a point take at least two bytes each, a path one. */
function room(bytes: number, count: number): Shapes {
  const needed = Math.max(bytes, count * 2) + 2;
  if (needed > kept.type.length) kept = newShapes(needed * 2);
  kept.count = count;
  return kept;
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #grid: Grid;
  readonly #shapes: Shapes;
  #at = 0;
  #path = 0;
  #point = 0;
  // Running position in units of the geometry's precision: every point is told as a difference from the last.
  #x = 0;
  #y = 0;
  #scale = 1;
  #left = 0;
  #top = 0;

  constructor(bytes: Uint8Array, count: number, grid: Grid) {
    this.#bytes = bytes;
    this.#grid = grid;
    this.#shapes = room(bytes.length, count);
  }

  read(): Shapes {
    const shapes = this.#shapes;
    for (let feature = 0; feature < shapes.count; feature++) {
      const firstPoint = this.#point;
      shapes.firstPath[feature] = this.#path;
      shapes.type[feature] = this.#geometry();
      this.#measure(feature, firstPoint);
      shapes.byteEnd[feature] = this.#at;
    }
    shapes.firstPath[shapes.count] = this.#path;
    if (this.#at !== this.#bytes.length) throw new RangeError('TWKB does not end where its geometries do');
    return shapes;
  }

  #geometry(): number {
    const head = this.#byte();
    const flags = this.#byte();
    const kind = head & 15;
    if (kind < 1 || kind > 6) throw new RangeError(`TWKB geometry type ${kind} has no place in a tile`);
    const type = kind > 3 ? kind - 3 : kind;
    if (flags & HAS_EXTENDED_PRECISION && this.#byte() & 3) throw new RangeError('TWKB with a third dimension');
    if (flags & HAS_SIZE) this.#varint();
    if (flags & IS_EMPTY) return type;
    if (flags & HAS_BOX) for (let i = 0; i < 4; i++) this.#varint();
    const nibble = head >> 4;
    this.#scale = 10 ** -((nibble >> 1) ^ -(nibble & 1)) / this.#grid.unit;
    this.#left = this.#grid.west / this.#grid.unit;
    this.#top = this.#grid.north / this.#grid.unit;
    this.#x = 0;
    this.#y = 0;
    const parts = kind > 3 ? this.#varint() : 1;
    if (flags & HAS_IDS) for (let i = 0; i < parts; i++) this.#varint();
    if (type === POINT) this.#points(parts, 0);
    else for (let i = 0; i < parts; i++) this.#part(type);
    return type;
  }

  #part(type: number): void {
    if (type === LINE) return this.#points(this.#varint(), 0);
    const rings = this.#varint();
    for (let ring = 0; ring < rings; ring++) this.#points(this.#varint(), ring === 0 ? 1 : 0);
  }

  #points(count: number, outer: number): void {
    const { xy } = this.#shapes;
    const scale = this.#scale;
    const left = this.#left;
    const top = this.#top;
    let x = this.#x;
    let y = this.#y;
    let index = this.#point * 2;
    if (index + count * 2 > xy.length) throw new RangeError('TWKB counts more points than it holds');
    for (let i = 0; i < count; i++) {
      x += this.#signed();
      y += this.#signed();
      xy[index++] = Math.round(x * scale - left);
      xy[index++] = Math.round(top - y * scale);
    }
    this.#x = x;
    this.#y = y;
    this.#point += count;
    this.#shapes.outer[this.#path++] = outer;
    this.#shapes.firstPoint[this.#path] = this.#point;
  }

  #measure(feature: number, firstPoint: number): void {
    const { xy, box } = this.#shapes;
    let minX = 2147483647;
    let minY = 2147483647;
    let maxX = -2147483648;
    let maxY = -2147483648;
    for (let i = firstPoint * 2; i < this.#point * 2; i += 2) {
      const x = xy[i] as number;
      const y = xy[i + 1] as number;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    box[feature * 4] = minX;
    box[feature * 4 + 1] = minY;
    box[feature * 4 + 2] = maxX;
    box[feature * 4 + 3] = maxY;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('TWKB ends within a geometry');
    return byte;
  }

  #varint(): number {
    let byte = this.#byte();
    let value = byte & 127;
    // Bit operations hold 32 bits, coordinates in centimetres need more: multiply instead of shifting.
    for (let factor = 128; byte > 127; factor *= 128) {
      byte = this.#byte();
      value += (byte & 127) * factor;
    }
    return value;
  }

  #signed(): number {
    const byte = this.#bytes[this.#at] as number;
    const second = this.#bytes[this.#at + 1] as number;
    // Most steps of an outline take one or two bytes.
    if (byte < 128) {
      this.#at++;
      return (byte >> 1) ^ -(byte & 1);
    }
    if (second < 128) {
      this.#at += 2;
      const short = (byte & 127) | (second << 7);
      return (short >> 1) ^ -(short & 1);
    }
    const value = this.#varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
