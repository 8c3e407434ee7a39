import { damagedXls } from './xls-refusals.ts';

/** First bytes of a compound file (OLE), [MS-CFB] 2.2. */
const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** Numbers of sectors from here on are marks: end of a chain, free, part of the tables. */
const MARKS = 0xfffffffa;
const END_OF_CHAIN = 0xfffffffe;
/** Sectors of the allocation table that the header itself names; more stand in a chain of their own. */
const IN_HEADER = 109;
const ENTRY_BYTES = 128;
const MINI_BYTES = 64;
/** In place of the number of an entry where there is none. */
const NONE = 0xffffffff;
const [STREAM, ROOT] = [2, 5];

interface Entry {
  name: string;
  type: number;
  left: number;
  right: number;
  child: number;
  start: number;
  size: number;
}

/**
 * A compound file (OLE, [MS-CFB]) in memory: the container of Excel 97–2003 and other old Office documents. It is a small file
 * system of sectors; every chain in it is followed for as many sectors only as the file holds.
 */
export class CompoundFile {
  readonly #bytes: Buffer;
  readonly #sectorBytes: number;
  readonly #sectors: number;
  readonly #fat: Uint32Array;
  readonly #entries: Entry[];

  /** @throws {UnreadableFile} where it is none, or damaged; RangeError where a number leads out of the file */
  constructor(bytes: Buffer) {
    if (!CompoundFile.is(bytes)) throw damagedXls();
    const shift = bytes.readUInt16LE(0x1e);
    if (shift !== 9 && shift !== 12) throw damagedXls();
    this.#bytes = bytes;
    this.#sectorBytes = 2 ** shift;
    this.#sectors = Math.ceil(bytes.length / this.#sectorBytes) - 1;
    this.#fat = this.#table(this.#fatSectors());
    this.#entries = this.#directory();
  }

  static is(bytes: Uint8Array): boolean {
    return SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length));
  }

  /**
   * Content of a stream that lies directly in the root (parts of embedded documents lie deeper); null where there is none.
   * @throws {UnreadableFile} where its sectors are not all there
   */
  stream(name: string): Buffer | null {
    const wanted = name.toLowerCase();
    const entry = this.#inRoot().find((one) => one.type === STREAM && one.name.toLowerCase() === wanted);
    if (!entry) return null;
    const cutoff = this.#bytes.readUInt32LE(0x38);
    return entry.size < cutoff ? this.#mini(entry) : this.#whole(entry.start, entry.size);
  }

  #sector(number: number): Buffer {
    if (number >= this.#sectors) throw damagedXls();
    const at = (number + 1) * this.#sectorBytes;
    return this.#bytes.subarray(at, at + this.#sectorBytes);
  }

  /** Numbers of the sectors that hold the allocation table: those in the header, and those in the chain behind it (DIFAT). */
  #fatSectors(): number[] {
    const found: number[] = [];
    const take = (number: number) => {
      if (number < MARKS) found.push(number);
      if (found.length > this.#sectors) throw damagedXls();
    };
    for (let i = 0; i < IN_HEADER; i += 1) take(this.#bytes.readUInt32LE(0x4c + 4 * i));
    let next = this.#bytes.readUInt32LE(0x44);
    for (let seen = 0; next < MARKS; seen += 1) {
      if (seen > this.#sectors) throw damagedXls();
      const sector = this.#sector(next);
      const last = this.#sectorBytes - 4;
      for (let at = 0; at < last; at += 4) take(sector.readUInt32LE(at));
      next = sector.readUInt32LE(last);
    }
    return found;
  }

  #table(sectors: readonly number[]): Uint32Array {
    const each = this.#sectorBytes / 4;
    const table = new Uint32Array(sectors.length * each);
    for (const [i, number] of sectors.entries()) {
      const sector = this.#sector(number);
      for (let j = 0; j < each; j += 1) table[i * each + j] = sector.readUInt32LE(4 * j);
    }
    return table;
  }

  /** Numbers of the sectors of a chain, to its end or to the most that are asked for. */
  #chain(start: number, table: Uint32Array, most = Infinity): number[] {
    const found: number[] = [];
    for (let next = start; next !== END_OF_CHAIN && found.length < most;) {
      // A chain that is longer than its table leads in a circle.
      if (next >= table.length || found.length >= table.length) throw damagedXls();
      found.push(next);
      next = table[next] as number;
    }
    return found;
  }

  #whole(start: number, size: number): Buffer {
    if (size > this.#bytes.length) throw damagedXls();
    const sectors = this.#chain(start, this.#fat, Math.ceil(size / this.#sectorBytes));
    // The last sector may be cut short by writers that do not fill it; what is missing of the stream itself may not.
    const content = Buffer.concat(sectors.map((number) => this.#sector(number)));
    if (content.length < size) throw damagedXls();
    return content.subarray(0, size);
  }

  /** Content of a small stream, which lies in pieces of 64 bytes in the stream of the root. */
  #mini({ start, size }: Entry): Buffer {
    const root = this.#entries[0];
    if (!root) throw damagedXls();
    const container = this.#whole(root.start, root.size);
    const first = this.#bytes.readUInt32LE(0x3c);
    const table = this.#table(this.#chain(first, this.#fat));
    const pieces = this.#chain(start, table, Math.ceil(size / MINI_BYTES)).map((number) =>
      container.subarray(number * MINI_BYTES, (number + 1) * MINI_BYTES),
    );
    const content = Buffer.concat(pieces);
    if (content.length < size) throw damagedXls();
    return content.subarray(0, size);
  }

  #directory(): Entry[] {
    const entries: Entry[] = [];
    for (const number of this.#chain(this.#bytes.readUInt32LE(0x30), this.#fat)) {
      const sector = this.#sector(number);
      if (sector.length < this.#sectorBytes) throw damagedXls();
      for (let at = 0; at + ENTRY_BYTES <= sector.length; at += ENTRY_BYTES) {
        const entry = sector.subarray(at, at + ENTRY_BYTES);
        const letters = Math.min(62, Math.max(0, entry.readUInt16LE(0x40) - 2));
        entries.push({
          name: entry.toString('utf16le', 0, letters),
          type: entry.readUInt8(0x42),
          left: entry.readUInt32LE(0x44),
          right: entry.readUInt32LE(0x48),
          child: entry.readUInt32LE(0x4c),
          start: entry.readUInt32LE(0x74),
          // Streams of a workbook are below 2 GB; older writers leave noise in the upper half.
          size: entry.readUInt32LE(0x78),
        });
      }
    }
    return entries;
  }

  /** Entries directly below the root, which stand in a tree of siblings; each is visited once, so that circles end. */
  #inRoot(): Entry[] {
    const [root] = this.#entries;
    if (root?.type !== ROOT) throw damagedXls();
    const found: Entry[] = [];
    const seen = new Set<number>();
    const waiting = [root.child];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === NONE || seen.has(next)) continue;
      const entry = this.#entries[next];
      if (!entry) throw damagedXls();
      seen.add(next);
      found.push(entry);
      waiting.push(entry.left, entry.right);
    }
    return found;
  }
}
