import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const LIMIT_KB = 400;
const client = new URL('../../web/.svelte-kit/output/client/', import.meta.url);
const manifestFile = new URL('.vite/manifest.json', client);
const built = existsSync(manifestFile);

interface Chunk {
  file: string;
  imports?: string[];
}

/** What the browser loads for the map before anyone asks for more: entry, layout, the map's page, and the map's worker. */
const FIRST =
  /kit\/src\/runtime\/client\/\w+(-entry)?\.js$|client-optimized\/(app|nodes\/[02])\.js$|maplibre-gl\/src\/source\/worker\.ts$/;

describe.skipIf(!built)('first load of the map (skipped: no build of web here)', () => {
  const manifest: Record<string, Chunk> = built ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
  const files = new Set<string>();
  const collect = (id: string): void => {
    const chunk = manifest[id];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(collect);
  };
  Object.keys(manifest)
    .filter((id) => FIRST.test(id))
    .forEach(collect);
  const sources = [...files].filter((file) => file.endsWith('.js')).map((file) => readFileSync(new URL(file, client)));

  it(`is at most ${LIMIT_KB} kB of JavaScript (gzip), the map's worker included`, () => {
    const bytes = sources.reduce((sum, source) => sum + gzipSync(source, { level: 9 }).length, 0);
    expect(sources.length).toBeGreaterThan(5);
    expect(bytes / 1000).toBeLessThanOrEqual(LIMIT_KB);
  });

  it('does not bring deck.gl', () => {
    for (const source of sources) expect(source.includes('deck.gl')).toBe(false);
  });
});
