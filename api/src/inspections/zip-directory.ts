import { open } from 'node:fs/promises';

/** Largest comment behind a directory, and the directory's own last record. */
const TAIL = 65_536 + 22;
/** Directories of more bytes belong to archives that are too large anyway. */
const LARGEST = 64 * 1024 * 1024;
const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** Checksums (CRC-32) of an archive's entries by their names, as its directory has them. */
export type ZipDirectory = ReadonlyMap<string, number>;

function endOf(tail: Buffer): number {
  for (let at = tail.length - 22; at >= 0; at -= 1) if (tail.readUInt32LE(at) === END) return at;
  return -1;
}

function entriesOf(directory: Buffer): ZipDirectory | null {
  const entries = new Map<string, number>();
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY;) {
    const length = directory.readUInt16LE(at + 28);
    const utf8 = (directory.readUInt16LE(at + 8) & 0x800) !== 0;
    // As the unpacker decodes names.
    const name = directory.subarray(at + 46, at + 46 + length).toString(utf8 ? 'utf8' : 'latin1');
    entries.set(name, directory.readUInt32LE(at + 16));
    at += 46 + length + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries.size > 0 ? entries : null;
}

/**
 * The directory at the end of a ZIP archive: without it the archive was cut off, and by its checksums what was unpacked is
 * known to be whole.
 * @returns null where there is none; an empty one where it is too large for 32 bits, and nothing can be compared
 */
export async function zipDirectory(path: string): Promise<ZipDirectory | null> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(TAIL, size));
    await handle.read(tail, 0, tail.length, size - tail.length);
    const end = endOf(tail);
    if (end < 0) return null;
    const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
    if (start === 0xffffffff || length === 0xffffffff) return new Map();
    if (length > LARGEST || start + length > size) return null;
    const directory = Buffer.alloc(length);
    await handle.read(directory, 0, length, start);
    return entriesOf(directory);
  } finally {
    await handle.close();
  }
}
