import { describe, expect, it } from 'vitest';
import { collectText } from '../../read/test-import.ts';
import { UnreadableFile } from '../source-types.ts';

const ESSEN_AREA = [6.89, 51.34, 7.14, 51.54] as const;

/** An invented house in the layout since 2020: 21 columns, names behind keys, the zone by itself, a decimal point. */
const now = (rest: Partial<Record<number, string>> = {}): string => {
  const cells =
    'N;DENW13HK0000Abc1;A;05;Nordrhein-Westfalen;9;Arnsberg;13;Dortmund;000;Dortmund;0000;;01234;Bornstraße;52;A;32;393800.125;5708900.500;2026-07-01'.split(
      ';',
    );
  return cells.map((cell, i) => rest[i] ?? cell).join(';');
};

/** The same house as older deliveries had it: 15 columns, keys only, the zone in front of the easting, a decimal comma. */
const before = (rest: Partial<Record<number, string>> = {}): string => {
  const cells = 'N;DENW13HK0000Abc1;A;05;9;13;000;0000;01234;52;A;32393800,125;5708900,500;Bornstraße;2019-07-01'.split(
    ';',
  );
  return cells.map((cell, i) => rest[i] ?? cell).join(';');
};

const HOUSE = {
  key: 'DENW13HK0000Abc1',
  street: 'Bornstraße',
  number: 52,
  suffix: 'a',
  postcode: null,
  municipality: '05913000',
  quality: 'building',
  geometry: { type: 'Point', coordinates: [393800.125, 5708900.5] },
};

describe('gebref.txt', () => {
  it('is known by its content, and both layouts give the same house at the same place', async () => {
    const today = await collectText('x.txt', `${now()}\r\n`);
    expect(today).toMatchObject({ source: 'addresses-gebref', layer: 'addresses', reasons: {}, asOf: '2026-07-01' });
    expect(today.rows['addresses']).toEqual([{ ...HOUSE, place: 'Dortmund', district: null }]);
    const old = await collectText('x.txt', `${before()}\n`);
    expect(old).toMatchObject({ source: 'addresses-gebref', reasons: {}, asOf: '2019-07-01' });
    expect(old.rows['addresses']).toEqual([{ ...HOUSE, place: null, district: null }]);
  });

  it('reads Latin-1 with a place that has umlauts, and UTF-8 with its mark, alike', async () => {
    const text = `${now({ 14: 'Münsterstraße', 12: 'Höchsten' })}\n`;
    const latin = await collectText('x.txt', Buffer.from(text, 'latin1'));
    const marked = await collectText('x.txt', `\ufeff${text}`);
    expect(latin.rows['addresses']).toMatchObject([{ street: 'Münsterstraße', district: 'Höchsten' }]);
    expect(marked.rows).toEqual(latin.rows);
  });

  it('keeps the first record, which stands where other files have a header, and the latest date of all', async () => {
    const text = [
      now({ 20: '2025-01-01' }),
      now({ 1: 'DENW13HK0000Abc2', 15: '54', 20: '2026-03-31' }),
      now({ 1: 'DENW13HK0000Abc3', 15: '56', 20: '2024-01-01' }),
    ].join('\n');
    const found = await collectText('x.txt', text);
    expect(found.rows['addresses']?.map((row) => row['number'])).toEqual([52, 54, 56]);
    expect(found.asOf).toBe('2026-03-31');
  });

  it('skips what is no address, each for its reason', async () => {
    const lines = [
      now(),
      now({ 0: 'L' }),
      now({ 14: '' }),
      now({ 15: '' }),
      now({ 15: '0' }),
      now({ 18: '' }),
      now({ 17: '45' }),
      now({ 19: '5808900.5' }),
      now({ 18: '5708900.500', 19: '393800.125' }),
      `${now()};mehr`,
    ];
    const found = await collectText('x.txt', lines.join('\n'));
    expect(found.accepted).toHaveLength(1);
    expect(found.skipped.map((one) => one.skip)).toEqual([
      'not-applicable',
      'no-street',
      'no-house-number',
      'no-house-number',
      'no-geometry',
      'invalid-value',
      'outside-area',
      'swapped-axes',
      'wrong-field-count',
    ]);
  });

  it('says what it does not know: an unknown quality and an odd municipality are no values', async () => {
    const found = await collectText('x.txt', now({ 2: 'Q', 9: '' }));
    expect(found.rows['addresses']).toMatchObject([{ quality: null, municipality: null }]);
  });

  it('does not take other lists for addresses', async () => {
    await expect(collectText('x.txt', 'a;b;c\n1;2;3\n')).rejects.toBeInstanceOf(UnreadableFile);
    await expect(collectText('x.txt', `${now()};22\n`)).rejects.toBeInstanceOf(UnreadableFile);
  });
});

/** An invented house as the feature service of Essen writes it. */
const house = (id: number, fields: string, position = '5702000.5 32362000.25', srs = 'EPSG::102329'): string => `
  <wfs:member><H:Hauskoordinaten gml:id="Hauskoordinaten.${id}"><H:OBJECTID>${id}</H:OBJECTID><H:STRSCHL>77</H:STRSCHL>${fields}
    <H:SHAPE><gml:Point gml:id="p.${id}" srsName="urn:ogc:def:crs:${srs}"><gml:pos>${position}</gml:pos></gml:Point></H:SHAPE>
  </H:Hauskoordinaten></wfs:member>`;
const gml = (...members: string[]): string =>
  `<?xml version="1.0" encoding="utf-8" ?>
<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:H="https://example.org/H" timeStamp="2022-10-05T03:05:02Z">${members.join('')}
</wfs:FeatureCollection>`;
const FIELDS = '<H:HSNR>12</H:HSNR><H:HSNRZU>B</H:HSNRZU><H:STRNAME>Äpfelweg &amp; Hof</H:STRNAME>';

describe('house coordinates of Essen', () => {
  it('are known by their content; north stands first and the zone in front of the easting', async () => {
    const found = await collectText('x.gml', gml(house(1, FIELDS)), { surroundings: ESSEN_AREA });
    expect(found).toMatchObject({ source: 'addresses-essen', layer: 'addresses', reasons: {}, asOf: '2022-10-05' });
    expect(found.rows['addresses']).toEqual([
      {
        key: 'essen-77-12b',
        street: 'Äpfelweg & Hof',
        number: 12,
        suffix: 'b',
        postcode: null,
        place: 'Essen',
        district: null,
        municipality: '05113000',
        quality: null,
        geometry: { type: 'Point', coordinates: [362000.25, 5702000.5] },
      },
    ]);
  });

  it('lie outside of Dortmund, and say so', async () => {
    expect((await collectText('x.gml', gml(house(1, FIELDS)))).reasons).toEqual({ 'outside-area': 1 });
  });

  it('come to the same place in every system and order of axes that services write', async () => {
    const written = [
      ['32362000.25 5702000.5', 'EPSG::4647'],
      ['362000.25 5702000.5', 'EPSG::25832'],
      ['5702000.5 362000.25', 'EPSG::25832'],
    ].map(([position, srs]) => house(1, FIELDS, position, srs));
    const found = await collectText('x.gml', gml(...written), { surroundings: ESSEN_AREA });
    expect(found.rows['addresses']?.map((row) => row['geometry'])).toEqual(
      Array(3).fill({ type: 'Point', coordinates: [362000.25, 5702000.5] }),
    );
    // Degrees have no such sizes: as a URN says, latitude first.
    const degrees = await collectText('x.gml', gml(house(1, FIELDS, '51.45 7.01', 'EPSG::4326')), {
      surroundings: ESSEN_AREA,
    });
    expect(degrees.accepted).toHaveLength(1);
  });

  it('are skipped without a name or a number, and without a place', async () => {
    const found = await collectText(
      'x.gml',
      gml(
        house(1, '<H:HSNR>3</H:HSNR><H:STRNAME>### Straßenname unbekannt</H:STRNAME>'),
        house(2, '<H:STRNAME>Äpfelweg</H:STRNAME>'),
        house(3, FIELDS, ''),
        house(4, FIELDS),
      ),
      { surroundings: ESSEN_AREA },
    );
    expect(found.reasons).toEqual({ 'no-street': 1, 'no-house-number': 1, 'invalid-geometry': 1 });
    expect(found.accepted.map((one) => one.record)).toEqual([4]);
  });

  it('are refused in words where the file is cut, is of an unknown system, or holds nothing', async () => {
    const whole = gml(...Array.from({ length: 30 }, (_, i) => house(i, FIELDS)));
    await expect(collectText('x.gml', whole.slice(0, -40), { surroundings: ESSEN_AREA })).rejects.toThrow(/XML/);
    const strange = gml(house(1, FIELDS, '1 2', 'EPSG::99999'));
    await expect(collectText('x.gml', strange, { surroundings: ESSEN_AREA })).rejects.toThrow(/not known/);
    const empty = gml('<gml:boundedBy><gml:Point><gml:pos>1 2</gml:pos></gml:Point></gml:boundedBy>');
    await expect(collectText('x.gml', empty, { as: 'addresses' })).rejects.toThrow(/no features/);
  });

  it('stream: more than one batch comes whole, whatever piece of the file ends where', async () => {
    const many = gml(
      ...Array.from({ length: 2500 }, (_, i) => house(i, `<H:HSNR>${i + 1}</H:HSNR><H:STRNAME>Äpfelweg</H:STRNAME>`)),
    );
    const found = await collectText('x.gml', many, { surroundings: ESSEN_AREA });
    expect(new Set(found.rows['addresses']?.map((row) => row['key'])).size).toBe(2500);
    expect(found.rows['addresses']?.every((row) => row['street'] === 'Äpfelweg')).toBe(true);
  });
});

it('points of any other GML are read by field names where the layer is named, and never claimed', async () => {
  const text =
    `<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml" xmlns:a="https://example.org/a">` +
    `<gml:featureMember><a:Ort fid="o.1"><a:Strasse>Bornstraße</a:Strasse><a:Nummer>7</a:Nummer>` +
    `<a:ort><gml:Point srsName="EPSG:25832"><gml:coordinates>393800,5708900</gml:coordinates></gml:Point></a:ort></a:Ort></gml:featureMember>` +
    `</wfs:FeatureCollection>`;
  await expect(collectText('x.gml', text)).rejects.toThrow(/belongs to no layer/);
  const found = await collectText('x.gml', text, { as: 'addresses' });
  expect(found.rows['addresses']).toMatchObject([{ key: 'o.1', street: 'Bornstraße', number: 7 }]);
});
