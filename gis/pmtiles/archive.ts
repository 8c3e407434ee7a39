/** A run of tiles with the same bytes: `run` tiles from `id` on lie at `offset` of the tile data. */
export interface ArchiveEntry {
  id: number;
  offset: number;
  length: number;
  run: number;
}

export interface ArchiveFacts {
  /** In ascending order of their ids. */
  entries: readonly ArchiveEntry[];
  /** Bytes of all tile data. */
  dataLength: number;
  /** Number of different contents. */
  contents: number;
  minzoom: number;
  maxzoom: number;
  /** WGS 84. */
  bounds: readonly [west: number, south: number, east: number, north: number];
  /** JSON metadata; `vector_layers` and `attribution` are what readers look for. */
  metadata: Record<string, unknown>;
}

const HEADER_BYTES = 127;
/** Header and root directory must be found within the first 16 KiB. */
const ROOT_END = 16_384;
const GZIP = 2;
const MVT = 1;

/** Whole numbers in seven bits a byte, the least first (LEB128). */
function varints(numbers: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  for (let n of numbers) {
    // Beyond 32 bits there is no shifting.
    while (n >= 128) {
      bytes.push((n % 128) + 128);
      n = Math.floor(n / 128);
    }
    bytes.push(n);
  }
  return Uint8Array.from(bytes);
}

/** A directory, column by column: ids as differences, then runs, lengths and offsets, 0 for "right behind the last one". */
function directory(entries: readonly ArchiveEntry[]): Uint8Array {
  const ids = entries.map(({ id }, i) => id - (entries[i - 1]?.id ?? 0));
  const offsets = entries.map(({ offset }, i) => {
    const last = entries[i - 1];
    return last && offset === last.offset + last.length ? 0 : offset + 1;
  });
  return varints([
    entries.length,
    ...ids,
    ...entries.map(({ run }) => run),
    ...entries.map(({ length }) => length),
    ...offsets,
  ]);
}

interface Directories {
  root: Uint8Array;
  leaves: Uint8Array[];
}

/** Root directory and leaves; leaves grow until the root has room for all of them. */
function directories(entries: readonly ArchiveEntry[], gzip: (bytes: Uint8Array) => Uint8Array): Directories {
  const room = ROOT_END - HEADER_BYTES;
  const whole = entries.length <= room ? gzip(directory(entries)) : null;
  if (whole && whole.length <= room) return { root: whole, leaves: [] };
  for (let size = 4096; ; size *= 2) {
    const leaves: Uint8Array[] = [];
    const pointers: ArchiveEntry[] = [];
    let offset = 0;
    for (let at = 0; at < entries.length; at += size) {
      const leaf = gzip(directory(entries.slice(at, at + size)));
      leaves.push(leaf);
      // A run of 0 says that a directory lies there, not a tile.
      pointers.push({ id: entries[at]?.id ?? 0, offset, length: leaf.length, run: 0 });
      offset += leaf.length;
    }
    const root = gzip(directory(pointers));
    if (root.length <= room) return { root, leaves };
  }
}

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);
const e7 = (degrees: number): number => Math.round(degrees * 1e7);

/**
 * All of a PMTiles 3 archive that stands before its tiles, which follow as they were counted: header, root directory, metadata and
 * leaves. Tiles are vector tiles (MVT), gzipped one by one.
 * @see https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
 * @param gzip of the platform: this library knows none
 */
export function archiveHead(facts: ArchiveFacts, gzip: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const { entries, bounds, minzoom, maxzoom } = facts;
  const { root, leaves } = directories(entries, gzip);
  const metadata = gzip(new TextEncoder().encode(JSON.stringify(facts.metadata)));
  const metadataAt = HEADER_BYTES + root.length;
  const leavesAt = metadataAt + metadata.length;
  const dataAt = leavesAt + lengthOf(leaves);
  const head = new Uint8Array(dataAt);
  const view = new DataView(head.buffer);
  head.set(new TextEncoder().encode('PMTiles'));
  head[7] = 3;
  const longs = [
    ...[HEADER_BYTES, root.length, metadataAt, metadata.length, leavesAt, lengthOf(leaves), dataAt, facts.dataLength],
    ...[entries.reduce((sum, { run }) => sum + run, 0), entries.length, facts.contents],
  ];
  longs.forEach((value, i) => view.setBigUint64(8 + 8 * i, BigInt(value), true));
  // Clustered: whoever reads tiles in the order of the curve reads the file from front to back.
  [1, GZIP, GZIP, MVT, minzoom, maxzoom].forEach((value, i) => view.setUint8(96 + i, value));
  bounds.forEach((value, i) => view.setInt32(102 + 4 * i, e7(value), true));
  const [west, south, east, north] = bounds;
  view.setUint8(118, Math.min(maxzoom, Math.max(minzoom, 13)));
  view.setInt32(119, e7((west + east) / 2), true);
  view.setInt32(123, e7((south + north) / 2), true);
  let at = HEADER_BYTES;
  for (const part of [root, metadata, ...leaves]) {
    head.set(part, at);
    at += part.length;
  }
  return head;
}
