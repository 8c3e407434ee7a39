import type { Geometry, LineString, Point, Polygon, Position } from 'geojson';
import type { CellGeometry } from './wkt.ts';

const WITH_Z = 0x80000000;
const WITH_M = 0x40000000;
const WITH_SRID = 0x20000000;
/** Collections within collections that are followed. */
const DEPTH = 4;
/** The smallest geometry: byte order, kind, and no members; in hexadecimal digits. */
const SHORTEST = 18;

interface Members {
  Point: Point;
  LineString: LineString;
  Polygon: Polygon;
}

/** Reads geometries one after another. @throws {RangeError} where the bytes end too early or say what is not known */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  srid: number | null = null;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  geometry(depth = 0): Geometry {
    const order = this.#bytes.readUInt8(this.#at);
    if (order > 1 || depth > DEPTH) throw new RangeError('no geometry');
    this.#at += 1;
    const little = order === 1;
    const code = this.#count(little);
    if (code & WITH_SRID) this.srid ??= this.#count(little) || null;
    // Extended binary tells its dimensions by bits, that of ISO by thousands.
    const plain = code & 0x0fffffff;
    const iso = Math.floor(plain / 1000);
    const extra = (code & WITH_Z ? 1 : 0) + (code & WITH_M ? 1 : 0) + (iso === 3 ? 2 : iso > 0 ? 1 : 0);
    if (iso > 3 || extra > 2) throw new RangeError('no geometry');
    const position = (): Position => this.#position(little, extra);
    const line = (): Position[] => this.#list(little, position);
    switch (plain % 1000) {
      case 1:
        return { type: 'Point', coordinates: position() };
      case 2:
        return { type: 'LineString', coordinates: line() };
      case 3:
        return { type: 'Polygon', coordinates: this.#list(little, line) };
      case 4:
        return { type: 'MultiPoint', coordinates: this.#members(little, depth, 'Point') };
      case 5:
        return { type: 'MultiLineString', coordinates: this.#members(little, depth, 'LineString') };
      case 6:
        return { type: 'MultiPolygon', coordinates: this.#members(little, depth, 'Polygon') };
      case 7:
        return { type: 'GeometryCollection', geometries: this.#list(little, () => this.geometry(depth + 1)) };
      default:
        throw new RangeError('a kind that is not known');
    }
  }

  #count(little: boolean): number {
    const value = little ? this.#bytes.readUInt32LE(this.#at) : this.#bytes.readUInt32BE(this.#at);
    this.#at += 4;
    return value;
  }

  #position(little: boolean, extra: number): Position {
    const number = (at: number) => (little ? this.#bytes.readDoubleLE(at) : this.#bytes.readDoubleBE(at));
    const place = [number(this.#at), number(this.#at + 8)];
    this.#at += 16 + extra * 8;
    return place;
  }

  /** As many as are announced; a false number ends with the bytes. */
  #list<T>(little: boolean, read: () => T): T[] {
    const list: T[] = [];
    for (let left = this.#count(little); left > 0; left -= 1) list.push(read());
    return list;
  }

  #members<K extends 'Point' | 'LineString' | 'Polygon'>(little: boolean, depth: number, kind: K) {
    return this.#list(little, () => {
      const member = this.geometry(depth + 1);
      if (member.type !== kind) throw new RangeError('a member of another kind');
      return (member as Members[K]).coordinates as Members[K]['coordinates'];
    });
  }
}

/** Whether nothing is in a geometry; PostGIS writes an empty point as one that is not a number. */
function isEmpty(geometry: Geometry): boolean {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.length === 0;
  if (geometry.type === 'Point') return geometry.coordinates.every((one) => Number.isNaN(one));
  return geometry.coordinates.length === 0;
}

/**
 * Geometry of a well-known binary in hexadecimal digits, plain, of ISO or extended, as psql and pgAdmin show a column of
 * geometry (`0101000020…`) and its bytes (`\x0101…`). Heights and measures are dropped. Read here, since the one library
 * for it, wkx, is called abandoned by the makers of its successor, which reads text only.
 * @returns coordinates as they are in it; null where it is none, is damaged, or holds curves
 */
export function readWkb(text: string): CellGeometry | null {
  const digits = text.trim().replace(/^\\x/, '');
  if (!/^0[01]/.test(digits) || digits.length < SHORTEST || digits.length % 2 > 0 || /[^0-9a-f]/i.test(digits))
    return null;
  const reader = new Reader(Buffer.from(digits, 'hex'));
  try {
    const geometry = reader.geometry();
    if (!reader.done) return null;
    return { geometry: isEmpty(geometry) ? null : geometry, srid: reader.srid };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
