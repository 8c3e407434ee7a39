import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import type { Measure } from '@quartierblick/gis/walks/measure.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { loadDemo } from './load.ts';
import { drawAll } from './pictures.ts';

/** The demo's walk that was walked (gis/demo/walks.ts). */
const WALK = 'd3a00000-0000-4000-8003-000000000002';
const CAPTION = 'Demo-Zeichnung: Autos in zweiter Reihe vor dem Tor';
const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;

describeOnEachDatabase('the photos of the demo', (context) => {
  beforeAll(() => loadDemo(context().deps));
  const ask = (path: string) => context().appAs('steering').request(path);
  const bytesOf = async (path: string): Promise<Uint8Array> => {
    const answer = await ask(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return new Uint8Array(await answer.arrayBuffer());
  };

  it('are small, the same at every drawing, and each another one', async () => {
    const [first, again] = [await drawAll(), await drawAll()];
    expect(new Set([...first.values()].map(({ sha256 }) => sha256)).size).toBe(first.size);
    for (const [key, { sha256, bytes }] of first) {
      expect(again.get(key)?.sha256).toBe(sha256);
      expect(bytes).toBeLessThan(60_000);
    }
  });

  it('stand in the protocol with their caption, on the page and in the document', async () => {
    const page = new TextDecoder().decode(await bytesOf(`/api/walks/${WALK}/protocol?format=html&lang=de`));
    expect(page).toContain(CAPTION);
    const hashes = [...page.matchAll(/<img[^>]+src="blobs\/([0-9a-f]{64})\?/g)].map(([, hash = '']) => hash);
    expect(new Set(hashes).size).toBe(6);
    for (const hash of hashes) expect(isJpeg(await bytesOf(`/api/walks/${WALK}/blobs/${hash}?size=full`))).toBe(true);
    const parts = unzipSync(await bytesOf(`/api/walks/${WALK}/protocol?format=docx&lang=de`));
    expect(strFromU8(parts['word/document.xml'] ?? new Uint8Array())).toContain(CAPTION);
    const photos = Object.entries(parts).filter(([name, bytes]) => name.startsWith('word/media/') && isJpeg(bytes));
    expect(photos.length).toBeGreaterThanOrEqual(6);
  });

  it('two measures have some from before and after, which are sent out; loading again doubles none', async () => {
    const { sql } = context().db;
    const counts = () =>
      sql`select (select count(*)::int from walk_blobs) as blobs, (select count(*)::int from measure_evidence) as evidence`;
    const before = await counts();
    // A start that broke before the project area was set is repeated.
    await sql`delete from project`;
    await sql`delete from imports where not demo`;
    await loadDemo(context().deps);
    expect(await counts()).toEqual(before);
    const { measures } = (await (await ask('/api/measures')).json()) as { measures: Measure[] };
    const shown = measures.flatMap(({ key, evidence }) => evidence.map((one) => ({ ...one, measure: key })));
    expect(shown.map(({ moment }) => moment).toSorted()).toEqual(['after', 'before', 'before']);
    for (const { key, measure } of shown) {
      expect(isJpeg(await bytesOf(`/api/measures/${measure}/evidence/${key}?size=full`))).toBe(true);
    }
  });
});
