import { gzipSync } from 'node:zlib';
import { PMTiles, TileType, tileIdToZxy, zxyToTileId } from 'pmtiles';
import type { Source } from 'pmtiles';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveHead } from './archive.ts';
import type { ArchiveEntry } from './archive.ts';
import { tileId } from './tile-id.ts';

const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes);

function sourceOf(bytes: Uint8Array): Source {
  return {
    getKey: () => 'test',
    getBytes: (offset, length) => Promise.resolve({ data: bytes.slice(offset, offset + length).buffer as ArrayBuffer }),
  };
}

/** An archive with `count` tiles from `first` on; every third repeats the one before. */
function archive(first: number, count: number): { bytes: Uint8Array; contentOf: (i: number) => string } {
  const contentOf = (i: number): string => `tile ${i - (i % 3 === 2 ? 1 : 0)}`;
  const entries: ArchiveEntry[] = [];
  const data: Uint8Array[] = [];
  let offset = 0;
  for (let i = 0; i < count; i += 1) {
    const last = entries.at(-1);
    if (i % 3 === 2 && last) {
      last.run += 1;
      continue;
    }
    const tile = gzip(new TextEncoder().encode(contentOf(i)));
    entries.push({ id: first + i, offset, length: tile.length, run: 1 });
    data.push(tile);
    offset += tile.length;
  }
  const head = archiveHead(
    {
      entries,
      dataLength: offset,
      contents: data.length,
      minzoom: 3,
      maxzoom: 16,
      bounds: [7.2, 51.4, 7.7, 51.6],
      metadata: { attribution: '© Stadt', vector_layers: [{ id: 'streets', fields: { key: 'String' } }] },
    },
    gzip,
  );
  return { bytes: new Uint8Array(Buffer.concat([head, ...data])), contentOf };
}

describe('PMTiles archives', () => {
  it('numbers tiles as the reader of the format does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.nat(), fc.nat(), (z, a, b) => {
        const [x, y] = [a % 2 ** z, b % 2 ** z];
        expect(tileId(z, x, y)).toBe(zxyToTileId(z, x, y));
        expect(tileIdToZxy(tileId(z, x, y))).toEqual([z, x, y]);
      }),
    );
  });

  it.each([1, 50, 30_000])(
    'of %i tiles are read by the reader of the format, runs of equal tiles included',
    async (n) => {
      const first = tileId(16, 34_000, 21_000);
      const { bytes, contentOf } = archive(first, n);
      const read = new PMTiles(sourceOf(bytes));
      const header = await read.getHeader();
      expect([header.specVersion, header.tileType, header.minZoom, header.maxZoom]).toEqual([3, TileType.Mvt, 3, 16]);
      expect([header.minLon, header.minLat, header.maxLon, header.maxLat]).toEqual([7.2, 51.4, 7.7, 51.6]);
      expect([header.numAddressedTiles, header.clustered]).toEqual([n, true]);
      expect(header.rootDirectoryOffset + header.rootDirectoryLength).toBeLessThanOrEqual(16_384);
      expect((header.leafDirectoryLength ?? 0) > 0).toBe(n > 10_000);
      expect(await read.getMetadata()).toMatchObject({ attribution: '© Stadt' });
      for (const i of [0, 1, 2, 7, n - 1].filter((one) => one < n)) {
        const tile = await read.getZxy(...tileIdToZxy(first + i));
        expect([i, new TextDecoder().decode(tile?.data)]).toEqual([i, contentOf(i)]);
      }
      expect(await read.getZxy(...tileIdToZxy(first + n + 5))).toBeUndefined();
    },
  );
});
