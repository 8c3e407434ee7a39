import { describe, expect, it } from 'vitest';
import { arcgis } from './arcgis.ts';
import { splitGml } from './gml-pages.ts';

describe('pages of an ArcGIS service', () => {
  const { first, read } = arcgis(
    { kind: 'arcgis', url: 'https://x.example/FeatureServer/0', filter: '', within: false },
    null,
  );
  const page = (count: number, more: object = {}) =>
    read(JSON.stringify({ ...more, features: Array.from({ length: count }, (_, id) => ({ id })) }), first).next;

  it('go on after a full page of which nothing is said, or the rest would be lost', () => {
    expect(page(1000)?.url).toMatch(/resultOffset=1000/);
    expect(page(1000, { exceededTransferLimit: false })).toBeNull();
    expect(page(400, { exceededTransferLimit: true })?.url).toMatch(/resultOffset=400/);
    expect([page(999), page(0), page(0, { exceededTransferLimit: true })]).toEqual([null, null, null]);
  });
});

it('a GML page in Latin-1 does not say so any more where its text is put into a file in UTF-8', () => {
  const text = `<?xml version='1.0' encoding="ISO-8859-1" ?><wfs:FeatureCollection><wfs:member>ü</wfs:member></wfs:FeatureCollection>`;
  const { head, members } = splitGml(text).page;
  expect([head, members]).toEqual([
    `<?xml version='1.0' encoding="UTF-8" ?><wfs:FeatureCollection>`,
    ['<wfs:member>ü</wfs:member>'],
  ]);
});
