import type { Path } from './ring.ts';

const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH = 15;

/**
 * Writes geometries as the commands of the Mapbox Vector Tile specification 2.1, section 4.3: the bytes are the content
 * of a feature's packed field `geometry`. Coordinates are whole tile units.
 */
export class Commands {
  #bytes = new Uint8Array(4096);
  #length = 0;
  #x = 0;
  #y = 0;

  /** Begins the next feature. */
  reset(): void {
    this.#length = 0;
    this.#x = 0;
    this.#y = 0;
  }

  get length(): number {
    return this.#length;
  }

  /** What was written since `reset`; valid until the next call. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** One or more points, as one command. */
  points(points: Path): void {
    this.#room(points.length);
    this.#varint((points.length << 2) | MOVE_TO);
    for (let i = 0; i < points.length; i += 2) this.#point(points[i] as number, points[i + 1] as number);
  }

  /** A line of two points or more. */
  line(line: Path): void {
    this.#room(line.length);
    this.#varint((1 << 3) | MOVE_TO);
    this.#point(line[0] as number, line[1] as number);
    this.#varint((line.length / 2 - 1) << 3 | LINE_TO); // prettier-ignore
    for (let i = 2; i < line.length; i += 2) this.#point(line[i] as number, line[i + 1] as number);
  }

  /** An open ring of three points or more; written backwards where `backwards` is set. */
  ring(ring: Path, backwards: boolean): void {
    this.#room(ring.length);
    const step = backwards ? -2 : 2;
    let i = backwards ? ring.length - 2 : 0;
    this.#varint((1 << 3) | MOVE_TO);
    this.#point(ring[i] as number, ring[i + 1] as number);
    this.#varint((ring.length / 2 - 1) << 3 | LINE_TO); // prettier-ignore
    for (let n = ring.length / 2; n > 1; n--) {
      i += step;
      this.#point(ring[i] as number, ring[i + 1] as number);
    }
    this.#varint(CLOSE_PATH);
  }

  /** Makes room for a path: at most five bytes a number, and its commands. */
  #room(numbers: number): void {
    const needed = this.#length + numbers * 5 + 15;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }

  #point(x: number, y: number): void {
    const dx = x - this.#x;
    const dy = y - this.#y;
    this.#varint(((dx << 1) ^ (dx >> 31)) >>> 0);
    this.#varint(((dy << 1) ^ (dy >> 31)) >>> 0);
    this.#x = x;
    this.#y = y;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }
}
