const MOVE_TO_ONE = (1 << 3) | 1;
const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH = 15;

/**
 * Writes geometries as the commands of the Mapbox Vector Tile specification 2.1, section 4.3: the bytes are the content
 * of a feature's packed field `geometry`. Coordinates are whole tile units, x and y in turn; of each list the first
 * `length` numbers count.
 */
export class Commands {
  /** Holds the commands in its first `length` bytes. */
  bytes = new Uint8Array(4096);
  length = 0;
  #x = 0;
  #y = 0;

  /** Begins the next feature. */
  reset(): void {
    this.length = 0;
    this.#x = 0;
    this.#y = 0;
  }

  /** One or more points, as one command. */
  points(points: ArrayLike<number>, length: number): void {
    this.#begin(length);
    this.#command(((length / 2) << 3) | MOVE_TO);
    this.#write(points, 0, length, 2);
  }

  /** A line of two points or more. */
  line(line: ArrayLike<number>, length: number): void {
    this.#begin(length);
    this.#command(MOVE_TO_ONE);
    this.#write(line, 0, 2, 2);
    this.#command(((length / 2 - 1) << 3) | LINE_TO);
    this.#write(line, 2, length, 2);
  }

  /** An open ring of three points or more; written backwards where `backwards` is set. */
  ring(ring: ArrayLike<number>, length: number, backwards: boolean): void {
    this.#begin(length);
    this.#command(MOVE_TO_ONE);
    if (backwards) this.#write(ring, length - 2, length - 4, -2);
    else this.#write(ring, 0, 2, 2);
    this.#command(((length / 2 - 1) << 3) | LINE_TO);
    if (backwards) this.#write(ring, length - 4, -2, -2);
    else this.#write(ring, 2, length, 2);
    this.#command(CLOSE_PATH);
  }

  /** Makes room for a path: at most five bytes a number, and its commands. */
  #begin(numbers: number): void {
    const needed = this.length + numbers * 5 + 15;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  #command(value: number): void {
    this.length = writeVarint(this.bytes, this.length, value);
  }

  #write(points: ArrayLike<number>, from: number, to: number, step: 2 | -2): void {
    const { bytes } = this;
    let at = this.length;
    let lastX = this.#x;
    let lastY = this.#y;
    for (let i = from; i !== to; i += step) {
      const x = points[i] as number;
      const y = points[i + 1] as number;
      const dx = x - lastX;
      const dy = y - lastY;
      const zigzagX = ((dx << 1) ^ (dx >> 31)) >>> 0;
      const zigzagY = ((dy << 1) ^ (dy >> 31)) >>> 0;
      if (zigzagX < 128) bytes[at++] = zigzagX;
      else at = writeVarint(bytes, at, zigzagX);
      if (zigzagY < 128) bytes[at++] = zigzagY;
      else at = writeVarint(bytes, at, zigzagY);
      lastX = x;
      lastY = y;
    }
    this.length = at;
    this.#x = lastX;
    this.#y = lastY;
  }
}

/** Writes an unsigned 32-bit number. @returns the place behind it */
function writeVarint(bytes: Uint8Array, start: number, value: number): number {
  let at = start;
  let rest = value;
  while (rest > 127) {
    bytes[at++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}
