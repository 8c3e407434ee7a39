import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerId } from '../layers/index.ts';
import { UnreadableFile } from '../layers/source-types.ts';
import { readGeoJson } from './geojson.ts';
import { openImportFile } from './open.ts';
import { collectText, collection, feature, point, withFile } from './test-import.ts';

const GEOJSON = collection(
  Array.from({ length: 6 }, (_, i) =>
    feature(point(7.47 + i / 1000, 51.52), { name: `Straße ${i}`, leisure: 'playground' }),
  ),
);
const OVERPASS = JSON.stringify({
  osm3s: {},
  elements: [
    { type: 'node', id: 1, lat: 51.52, lon: 7.47, tags: { leisure: 'playground' } },
    { type: 'way', id: 2, nodes: [1, 1, 1], tags: { leisure: 'playground' } },
  ],
});
const GRID = `GITTER_ID_100m;x;y;Einwohner\n${'CRS3035RES100mN3158900E4144500;4144550;3158950;84\n'.repeat(4)}`;
const ACCIDENTS = `OBJECTID;UJAHR;UMONAT;UKATEGORIE;UART;UTYP1;USTUNDE;UWOCHENTAG;IstRad;IstPKW;IstFuss;XGCSWGS84;YGCSWGS84\n${'1;2024;1;1;1;1;1;1;0;1;0;7,47;51,52\n'.repeat(4)}`;

const GEBREF =
  'N;DENW13HK0000Abc1;A;05;Nordrhein-Westfalen;9;Arnsberg;13;Dortmund;000;Dortmund;0000;;01234;Bornstraße;52;A;32;393800.125;5708900.500;2026-07-01\r\n'.repeat(
    4,
  );
const GML = `<?xml version="1.0"?><w:FeatureCollection xmlns:w="w" xmlns:gml="g">${'<w:member><a><Strasse>Weg &amp; Steg</Strasse><Nummer>5</Nummer><o><gml:Point srsName="urn:ogc:def:crs:EPSG::4647"><gml:pos>5708900 32393800</gml:pos></gml:Point></o></a></w:member>'.repeat(3)}</w:FeatureCollection>`;

const OSM_XML = `<?xml version="1.0"?><osm version="0.6">${[1, 2, 3].map((id) => `<node id="${id}" lat="51.52" lon="7.47${id}"><tag k="leisure" v="playground"/></node>`).join('')}<way id="9"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="leisure" v="playground"/></way></osm>`;

async function drain(batches: AsyncIterable<unknown[]>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

async function settles(bytes: Uint8Array, as?: LayerId): Promise<void> {
  try {
    const found = await collectText('x', bytes, as === undefined ? {} : { as });
    expect(found.accepted.length + found.skipped.length).toBeGreaterThanOrEqual(0);
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableFile);
    expect((error as UnreadableFile).text.de.length).toBeGreaterThan(10);
  }
}

describe('damaged files', () => {
  it.each([
    ['GeoJSON', GEOJSON, 'playgrounds'],
    ['Overpass JSON', OVERPASS, 'playgrounds'],
    ['census grid', GRID, 'population-grid'],
    ['accidents', ACCIDENTS, 'accidents'],
    ['gebref', GEBREF, 'addresses'],
    ['GML', GML, 'addresses'],
    ['OpenStreetMap as XML', OSM_XML, 'playgrounds'],
  ] as const)('%s that is cut or has flipped bits is read or refused in words, never more', async (_kind, text, as) => {
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length),
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 4 }),
        async (length, flips) => {
          const damaged = Buffer.from(bytes);
          for (const [index, mask] of flips) damaged[index] = (damaged[index] as number) ^ mask;
          await settles(damaged.subarray(0, length), as);
          await settles(damaged, as);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('refuses noise', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) => settles(bytes)),
      { numRuns: 100 },
    );
  });

  it.each([
    ['', /leer/],
    ['  \n ', /leer/],
    ['<!DOCTYPE html><html><body>Anmeldung</body></html>', /Webseite/],
    ['version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n', /Git LFS/],
    ['{"version":0.6,"generator":"Overpass API","elements":[\n]}', /keine Elemente/],
    ['{"type":"FeatureCollection","features":[]}', /keine Objekte/],
    [GEOJSON.slice(0, -20), /unvollständig/],
    ['SQLite format 3\u0000', /GeoPackage/],
  ])('says what %j is', async (text, words) => {
    const error: unknown = await collectText('x', text, { as: 'playgrounds' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnreadableFile);
    expect((error as UnreadableFile).text.de).toMatch(words);
  });
});

describe('large GeoJSON', () => {
  it('is streamed to the same features as when it is read whole, with the system that stands at its end', async () => {
    const crs = { type: 'name', properties: { name: 'EPSG:25832' } };
    const features = Array.from({ length: 2500 }, (_, i) =>
      feature(point(394000 + i, 5709000), { n: i, s: 'ß"\\' }, i),
    );
    for (const text of [JSON.stringify({ type: 'FeatureCollection', features, crs }), collection(features, { crs })]) {
      await withFile('x.geojson', text, async (path) => {
        const file = await openImportFile(path);
        const [streamed, whole] = await Promise.all([1, Infinity].map((from) => readGeoJson(file, from)));
        expect(streamed?.crs).toEqual(crs);
        const all = async (read: typeof streamed): Promise<unknown[]> => (read ? drain(read.batches) : []);
        const [a, b] = [await all(streamed), await all(whole)];
        expect(a).toHaveLength(2500);
        expect(a).toEqual(b);
      });
    }
  });

  it('is refused where it is cut off, also when streamed', async () => {
    for (const end of [-1, -30, 200]) {
      await withFile('x.geojson', GEOJSON.slice(0, end), async (path) => {
        const { batches } = await readGeoJson(await openImportFile(path), 1);
        await expect(drain(batches)).rejects.toThrow(UnreadableFile);
      });
    }
  });
});
