import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableFile } from '../layers/source-types.ts';
import { readFeatures } from './features.ts';
import type { RawFeature } from './geojson.ts';
import { openImportFile } from './open.ts';
import { collectText, DORTMUND, withFile } from './test-import.ts';

/** East and north of a place in Dortmund, EPSG:25832, metres. */
const [E, N] = [394_000, 5_709_000] as const;

const list = (...positions: [number, number][]) =>
  `<gml:posList>${positions.map(([x, y]) => `${E + x}.000 ${N + y}.000`).join(' ')}</gml:posList>`;
const curve = (...segments: string[]) =>
  `<gml:curveMember><gml:Curve><gml:segments>${segments.join('')}</gml:segments></gml:Curve></gml:curveMember>`;
const line = (...positions: [number, number][]) =>
  curve(`<gml:LineStringSegment>${list(...positions)}</gml:LineStringSegment>`);
const ring = (...curves: string[]) => `<gml:Ring>${curves.join('')}</gml:Ring>`;
const surface = (outer: string, ...inner: string[]) =>
  `<position><gml:Surface gml:id="s"><gml:patches><gml:PolygonPatch><gml:exterior>${outer}</gml:exterior>${inner.map((one) => `<gml:interior>${one}</gml:interior>`).join('')}</gml:PolygonPatch></gml:patches></gml:Surface></position>`;
const life = (more = '') =>
  `<lebenszeitintervall><AA_Lebenszeitintervall><beginnt>2014-02-14T11:31:00Z</beginnt>${more}</AA_Lebenszeitintervall></lebenszeitintervall><modellart><AA_Modellart><advStandardModell>DLKM</advStandardModell></AA_Modellart></modellart>`;

/** A parcel of four lines of which one runs backwards, as neighbours share them. */
const PARCEL = `<AX_Flurstueck gml:id="DENW21AL100077H6">${life()}${surface(
  ring(line([0, 0], [40, 0]), line([40, 30], [40, 0]), line([40, 30], [0, 30]), line([0, 30], [0, 0])),
)}<objektkoordinaten><gml:Point><gml:pos>${E + 7} ${N + 7}</gml:pos></gml:Point></objektkoordinaten><gemarkung><AX_Gemarkung_Schluessel><land>05</land><gemarkungsnummer>3290</gemarkungsnummer></AX_Gemarkung_Schluessel></gemarkung><flurstuecksnummer><AX_Flurstuecksnummer><zaehler>85</zaehler></AX_Flurstuecksnummer></flurstuecksnummer><flurstueckskennzeichen>05329001100085______</flurstueckskennzeichen><amtlicheFlaeche uom="m2">1200.00</amtlicheFlaeche><flurnummer>11</flurnummer></AX_Flurstueck>`;
/** A house with a round bay (half a circle of radius 5) and a courtyard; its identifier bears the time of the version. */
const HOUSE = `<AX_Gebaeude gml:id="DENW21AL10000001T20140214T113100Z"><gml:identifier codeSpace="http://www.adv-online.de/">urn:adv:oid:DENW21AL10000001</gml:identifier>${life()}${surface(
  ring(
    line([0, 0], [10, 0]),
    curve(`<gml:Arc>${list([10, 0], [15, 5], [10, 10])}</gml:Arc>`),
    line([10, 10], [0, 10], [0, 0]),
  ),
  ring(line([2, 2], [2, 4], [4, 4], [4, 2], [2, 2])),
)}<gebaeudefunktion>1010</gebaeudefunktion><anzahlDerOberirdischenGeschosse>3</anzahlDerOberirdischenGeschosse><name>Haus &amp; Hof</name></AX_Gebaeude>`;
const FORMER = HOUSE.replace('</beginnt>', '</beginnt><endet>2020-01-01T00:00:00Z</endet>').replaceAll(
  '10000001',
  '10000002',
);
const OWNER = '<AX_Person gml:id="DENW21AL10000003"><nachnameOderFirma>Niemand</nachnameOderFirma></AX_Person>';

const extract = (objects: string[], { crs = 'urn:adv:crs:ETRS89_UTM32', version = '6.0' } = {}) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<AX_Bestandsdatenauszug xmlns="http://www.adv-online.de/namespaces/adv/gid/${version}" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:wfs="http://www.adv-online.de/namespaces/adv/gid/wfs"><erfolgreich>true</erfolgreich><koordinatenangaben><AA_Koordinatenreferenzsystemangaben><crs xlink:href="${crs}"/><anzahlDerNachkommastellen>3</anzahlDerNachkommastellen><standard>true</standard></AA_Koordinatenreferenzsystemangaben></koordinatenangaben><enthaelt><wfs:FeatureCollection><gml:boundedBy><gml:Envelope srsName="${crs}"><gml:pos>${E} ${N}</gml:pos></gml:Envelope></gml:boundedBy>${objects.map((one) => `<gml:featureMember>${one}</gml:featureMember>`).join('')}</wfs:FeatureCollection></enthaelt></AX_Bestandsdatenauszug>`;

const featuresOf = (content: string | Uint8Array): Promise<RawFeature[]> =>
  withFile('alkis.xml', content, async (path) => {
    const { batches } = await readFeatures(await openImportFile(path), DORTMUND);
    const all: RawFeature[] = [];
    for await (const batch of batches) all.push(...batch);
    return all;
  });
const areaOf = ({ geometry }: RawFeature): number => {
  const { coordinates } = geometry as { coordinates: [number, number][][][] };
  const twice = (points: [number, number][]) =>
    points.reduce((sum, [x, y], i) => {
      const [px, py] = points[i - 1] ?? [x, y];
      return sum + (px - E) * (y - N) - (x - E) * (py - N);
    }, 0);
  return coordinates.flat().reduce((sum, points, i) => sum + (i === 0 ? 1 : -1) * Math.abs(twice(points) / 2), 0);
};

describe('ALKIS in NAS', () => {
  it('gives parcels and buildings with their outlines, arcs and holes, and nothing of persons', async () => {
    const all = await featuresOf(extract([PARCEL, OWNER, HOUSE, FORMER]));
    expect(all.map(({ id, crs, properties }) => [id, crs?.srid, properties])).toEqual([
      [
        'DENW21AL100077H6',
        25832,
        {
          objektart: 'AX_Flurstueck',
          gml_id: 'DENW21AL100077H6',
          beginnt: '2014-02-14T11:31:00Z',
          gemarkungsnummer: '3290',
          zaehler: '85',
          flurstueckskennzeichen: '05329001100085______',
          amtlicheFlaeche: '1200.00',
          flurnummer: '11',
        },
      ],
      [
        'DENW21AL10000001',
        25832,
        {
          objektart: 'AX_Gebaeude',
          gml_id: 'DENW21AL10000001',
          beginnt: '2014-02-14T11:31:00Z',
          gebaeudefunktion: '1010',
          anzahlDerOberirdischenGeschosse: '3',
          name: 'Haus & Hof',
        },
      ],
    ]);
    const [parcel, house] = all.map(areaOf);
    expect(parcel).toBe(1200);
    // Chords of 4° lose 0.08 % of half a circle.
    expect(Math.abs(Number(house) - (100 + 12.5 * Math.PI - 4))).toBeLessThan(0.05);
  });

  it('goes into the buildings, whatever else it holds', async () => {
    const found = await collectText('alkis.xml', extract([PARCEL, HOUSE], { version: '7.1' }));
    expect({ source: found.source, reasons: found.reasons }).toEqual({
      source: 'buildings-nas',
      reasons: { 'not-applicable': 1 },
    });
    expect(found.rows['buildings']).toMatchObject([
      { key: 'DENW21AL10000001', use: 'residential', floors: 3, name: 'Haus & Hof', address: null },
    ]);
  });

  it('is read from a service in NAS as well, with the day of its answer', async () => {
    const polygon = `<position><gml:Polygon srsName="urn:ogc:def:crs:EPSG::25832"><gml:exterior><gml:LinearRing>${list([0, 0], [9, 0], [9, 9], [0, 0])}</gml:LinearRing></gml:exterior></gml:Polygon></position>`;
    const answer = `<wfs:FeatureCollection timeStamp="2025-05-31T07:59:09Z" xmlns="http://www.adv-online.de/namespaces/adv/gid/6.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:wfs="http://www.opengis.net/wfs/2.0"><wfs:member><AX_Gebaeude gml:id="DENW21AL10000009">${polygon}<gebaeudefunktion>2000</gebaeudefunktion></AX_Gebaeude></wfs:member></wfs:FeatureCollection>`;
    const { accepted, asOf, rows } = await collectText('a.gml', answer);
    expect({ asOf, count: accepted.length }).toEqual({ asOf: '2025-05-31', count: 1 });
    expect(rows['buildings']?.[0]).toMatchObject({ use: 'business', floors: null });
  });

  it('has no outline where a part of it is not understood, never half of one', async () => {
    const whole = HOUSE.replace('<gml:Arc>', '<gml:BSpline>').replace('</gml:Arc>', '</gml:BSpline>');
    const linked = HOUSE.replace(/<gml:curveMember>/, '<gml:curveMember xlink:href="#c1"/><gml:curveMember>');
    const gap = HOUSE.replace(`${E + 10}.000 ${N}.000</gml:posList>`, `${E + 9}.000 ${N}.000</gml:posList>`);
    for (const house of [whole, linked, gap]) {
      expect((await featuresOf(extract([house]))).map(({ geometry }) => geometry)).toEqual([null]);
    }
  });

  it.each([
    ['a delivery of differences', extract([`<wfs:Replace>${HOUSE}</wfs:Replace>`]), /Differenzlieferung/],
    ['a system that is not known', extract([HOUSE], { crs: 'urn:adv:crs:DE_42-83_3GK4' }), /Koordinatensystem/],
    ['an extract of persons only', extract([OWNER]), /keine Objekte/],
    ['half a file', extract([PARCEL, HOUSE]).slice(0, -300), /unvollständig/],
  ])('refuses %s in words', async (_what, content, words) => {
    const error: unknown = await featuresOf(content).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnreadableFile);
    expect((error as UnreadableFile).text.de).toMatch(words);
  });

  it('that is cut or has flipped bits is read or refused in words', async () => {
    const bytes = Buffer.from(extract([PARCEL, HOUSE]));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length),
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 4 }),
        async (length, flips) => {
          const damaged = Buffer.from(bytes);
          for (const [index, mask] of flips) damaged[index] = (damaged[index] as number) ^ mask;
          for (const one of [damaged, damaged.subarray(0, length)]) {
            const error: unknown = await collectText('x.xml', one, { as: 'buildings' }).catch(
              (reason: unknown) => reason,
            );
            if (error instanceof Error) expect(error).toBeInstanceOf(UnreadableFile);
          }
        },
      ),
      { numRuns: 80 },
    );
  });
});
