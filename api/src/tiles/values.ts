import { PbfWriter } from 'pbf';

const KEY_FIELD = 3;
const VALUE_FIELD = 4;

/** Doubled, as the zigzag form does it, it is still exact. Larger numbers travel as doubles. */
const LARGEST_INTEGER = 2 ** 52;

/**
 * Keys and values of a tile layer, each stored once (Mapbox Vector Tile specification 2.1, section 4.4). Both are
 * written as they come, so that the size of the tile is known while it grows.
 */
export class ValueTable {
  readonly #keys = new Map<string, number>();
  readonly #values = new Map<unknown, number>();
  #count = 0;
  readonly #keyBytes = new PbfWriter(new Uint8Array(1024));
  readonly #valueBytes = new PbfWriter(new Uint8Array(65_536));

  /** Begins the next tile. */
  reset(): void {
    this.#keys.clear();
    this.#values.clear();
    this.#count = 0;
    this.#keyBytes.pos = 0;
    this.#valueBytes.pos = 0;
  }

  /** Bytes that keys and values take in the layer. */
  get length(): number {
    return this.#keyBytes.pos + this.#valueBytes.pos;
  }

  /** Marks the present state, for `cutBack`. */
  get mark(): [keys: number, values: number] {
    return [this.#keyBytes.pos, this.#valueBytes.pos];
  }

  /** Takes back what was written since the mark. Only good at the end: the indices given out meanwhile are void. */
  cutBack([keys, values]: [keys: number, values: number]): void {
    this.#keyBytes.pos = keys;
    this.#valueBytes.pos = values;
  }

  /** The layer's fields `keys` and `values`, one behind the other; valid until the next tile. */
  get bytes(): Uint8Array[] {
    return [this.#keyBytes, this.#valueBytes].map((writer) => writer.buf.subarray(0, writer.pos));
  }

  /** Index of a key. */
  key(name: string): number {
    let index = this.#keys.get(name);
    if (index === undefined) {
      index = this.#keys.size;
      this.#keys.set(name, index);
      this.#keyBytes.writeTag(KEY_FIELD, 2);
      this.#keyBytes.writeString(name);
    }
    return index;
  }

  /**
   * Index of a value: text, number (finite) or truth value as such, lists and objects as JSON, as MapLibre expects them.
   * The caller leaves out what is null.
   */
  value(given: unknown): number {
    const value = typeof given === 'object' ? JSON.stringify(given) : given;
    let index = this.#values.get(value);
    if (index === undefined) {
      index = this.newValue(value);
      this.#values.set(value, index);
    }
    return index;
  }

  /** Index of a text, number or truth value that is known not to stand in the table yet. */
  newValue(value: unknown): number {
    this.#valueBytes.writeMessage(VALUE_FIELD, writeValue, value);
    return this.#count++;
  }
}

/** Numbers take the shortest form that keeps them: 5 uint64, 6 sint64, 3 double. */
function writeValue(value: unknown, pbf: PbfWriter): void {
  if (typeof value === 'string') {
    pbf.writeTag(1, 2);
    pbf.writeString(value);
  } else if (typeof value === 'boolean') {
    pbf.writeTag(7, 0);
    pbf.writeBoolean(value);
  } else if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= LARGEST_INTEGER) {
    pbf.writeTag(value < 0 ? 6 : 5, 0);
    if (value < 0) pbf.writeSVarint(value);
    else pbf.writeVarint(value);
  } else {
    pbf.writeTag(3, 1);
    pbf.writeDouble(Number(value));
  }
}
