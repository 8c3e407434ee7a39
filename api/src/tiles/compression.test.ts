import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { codingFor, compressed } from './compression.ts';

describe('content codings', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['br;q=0, gzip;q=0', 'identity'],
    ['*', 'br'],
    ['deflate', 'identity'],
  ])('for %s: %s', (header, coding) => expect(codingFor(header)).toBe(coding));

  it('give back what went in; small tiles stay as they are', async () => {
    const bytes = new Uint8Array(5000).map((_, i) => i % 50);
    expect(Uint8Array.from(gunzipSync((await compressed(bytes, 'gzip')).bytes))).toEqual(bytes);
    expect(Uint8Array.from(brotliDecompressSync((await compressed(bytes, 'br')).bytes))).toEqual(bytes);
    expect(await compressed(bytes.slice(0, 100), 'br')).toEqual({ bytes: bytes.slice(0, 100), coding: 'identity' });
  });
});
