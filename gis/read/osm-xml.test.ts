import { describe, expect, it } from 'vitest';
import { UnreadableFile } from '../layers/source-types.ts';
import { extractDate, readFeatures } from './features.ts';
import type { RawFeature } from './geojson.ts';
import { openImportFile } from './open.ts';
import { collectText, DORTMUND, withFile } from './test-import.ts';
import { osmPbf } from './test-pbf.ts';
import type { TestExtract } from './test-pbf.ts';

const square = (first: number, lon: number, lat: number, size: number) =>
  [
    [0, 0],
    [size, 0],
    [size, size],
    [0, size],
  ].map(([dx = 0, dy = 0], i) => ({ id: first + i, lon: lon + dx, lat: lat + dy }));

/** A playground with a name that needs escaping, a gated path, a house with a courtyard, a node far away. */
const EXTRACT: TestExtract = {
  nodes: [
    { id: 1, lon: 7.47, lat: 51.52, tags: { leisure: 'playground', name: 'Hof & „Garten“ <1>' } },
    { id: 2, lon: 7.471, lat: 51.52 },
    { id: 3, lon: 7.472, lat: 51.52, tags: { barrier: 'gate', access: 'private' } },
    { id: 4, lon: 7.473, lat: 51.52 },
    { id: 5, lon: 9.9, lat: 53.5, tags: { leisure: 'playground' } },
    ...square(10, 7.48, 51.52, 0.001),
    ...square(20, 7.4803, 51.5203, 0.0002),
  ],
  ways: [
    { id: 30, nodes: [2, 3, 4], tags: { highway: 'residential', name: 'Weg' } },
    { id: 31, nodes: [10, 11, 12, 13, 10] },
    { id: 32, nodes: [20, 21, 22, 23, 20] },
  ],
  relations: [
    {
      id: 40,
      members: [
        { ref: 31, role: 'outer' },
        { ref: 32, role: 'inner' },
      ],
      tags: { type: 'multipolygon', building: 'house' },
    },
  ],
};

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
const tagsOf = (tags: Record<string, string> = {}) =>
  Object.entries(tags)
    .map(([k, v]) => `<tag k="${escaped(k)}" v="${escaped(v)}"/>`)
    .join('');

/** The same extract as OpenStreetMap's XML. */
function osmXml({ nodes, ways = [], relations = [] }: TestExtract, more = ''): string {
  const all = [
    ...nodes.map(({ id, lon, lat, tags }) => `<node id="${id}" lat="${lat}" lon="${lon}">${tagsOf(tags)}</node>`),
    ...ways.map(
      ({ id, nodes: refs, tags }) =>
        `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${tagsOf(tags)}</way>`,
    ),
    ...relations.map(
      ({ id, members, tags }) =>
        `<relation id="${id}">${members.map(({ ref, role }) => `<member type="way" ref="${ref}" role="${role}"/>`).join('')}${tagsOf(tags)}</relation>`,
    ),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6"><meta osm_base="2026-05-01T20:21:02Z"/>\n${all.join('\n')}${more}</osm>`;
}

const featuresOf = (name: string, content: string | Uint8Array): Promise<RawFeature[]> =>
  withFile(name, content, async (path) => {
    const { batches } = await readFeatures(await openImportFile(path), DORTMUND);
    const all: RawFeature[] = [];
    for await (const batch of batches) all.push(...batch);
    return all;
  });

const rounded = (features: RawFeature[]): unknown =>
  JSON.parse(JSON.stringify(features, (_, value: unknown) => (typeof value === 'number' ? value.toFixed(7) : value)));

describe('OpenStreetMap as XML', () => {
  it('gives the features that the packed extract of the same data gives', async () => {
    const xml = await featuresOf('a.osm', osmXml(EXTRACT));
    expect(rounded(xml)).toEqual(rounded(await featuresOf('a.osm.pbf', osmPbf(EXTRACT))));
    expect(xml.map(({ id, outside }) => [id, outside ?? false])).toEqual([
      ['node/1', false],
      ['node/3', false],
      ['node/5', true],
      ['way/30', false],
      ['relation/40', false],
    ]);
    expect(xml[0]?.properties['name']).toBe('Hof & „Garten“ <1>');
    expect(xml[3]?.geometry).toMatchObject({ type: 'MultiLineString' });
    expect((xml[4]?.geometry as { coordinates: unknown[][] }).coordinates[0]).toHaveLength(2);
  });

  it('asks for a layer as a packed extract does, and knows the day of its data', async () => {
    await expect(collectText('a.osm', osmXml(EXTRACT))).rejects.toThrow(/holds several layers/);
    const { accepted, source, asOf } = await collectText('a.osm', osmXml(EXTRACT), { as: 'playgrounds' });
    expect({ source, asOf, count: accepted.length }).toEqual({
      source: 'playgrounds-osm',
      asOf: '2026-05-01',
      count: 1,
    });
    await withFile('b.osm', '<osm version="0.6" timestamp="2026-02-03T00:00:00Z"><node/></osm>', async (path) =>
      expect(extractDate(await openImportFile(path))).toBe('2026-02-03'),
    );
  });

  it('leaves out what an editor has marked as deleted', async () => {
    const gone = '<node id="99" action="delete" lat="51.52" lon="7.47"><tag k="leisure" v="playground"/></node>';
    expect((await featuresOf('a.osm', osmXml(EXTRACT, gone))).map(({ id }) => id)).not.toContain('node/99');
  });

  it.each([
    ['is cut off', osmXml(EXTRACT).slice(0, -200)],
    ['has a node without a place', osmXml(EXTRACT, '<node id="98" lat="x" lon="7.47"/>')],
    ['holds nothing', '<osm version="0.6"></osm>'],
  ])('is refused in words where it %s', async (_what, text) => {
    await expect(featuresOf('a.osm', text)).rejects.toThrow(UnreadableFile);
  });
});
