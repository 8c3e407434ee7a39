import { describe, expect, it } from 'vitest';
import { collectText, collection, feature } from '../../read/test-import.ts';
import { placeName } from './names.ts';

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [394000, 5709000],
      [394100, 5709000],
      [394100, 5709200],
      [394000, 5709200],
      [394000, 5709000],
    ],
  ],
};
const UTM = { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::25832' } } };

describe('placeName', () => {
  it.each([
    ['BÖVINGHAUSEN', 'Bövinghausen'],
    ['MSA-SIEDLUNG', 'MSA-Siedlung'],
    ['SCHARNHORST-OST', 'Scharnhorst-Ost'],
    ['SCHWERTER STRASSE', 'Schwerter Straße'],
    ['BRÜNINGHAUSEN/KNEPPER', 'Brüninghausen/Knepper'],
    ['AN DER LIPPE', 'An der Lippe'],
    ['Knappschaftskrankenhaus', 'Knappschaftskrankenhaus'],
    ['MSA-Siedlung', 'MSA-Siedlung'],
  ])('writes %s as %s', (printed, written) => expect(placeName(printed)).toBe(written));
});

describe('statistical units', () => {
  const known = { unbeznr: '052', bezeichnun: 'SÜDHANG' };

  it('keeps codes with a leading zero as text and takes the area from the outline', async () => {
    const found = await collectText('units.geojson', collection([feature(square, known)], UTM));
    expect(found.rows['statistical-units']).toMatchObject([
      { key: '052', code: '052', name: 'Südhang', area_ha: 2, district: null },
    ]);
    expect(found.rows['unit-indicators']).toBeUndefined();
  });

  it('reads figures of the year in the file name, a missing one as not available and zero as zero', async () => {
    const properties = {
      ...known,
      share_0_6_pct: 6.800000000000001,
      unemployed_pct: 0,
      share_6_18_pct: null,
      share_18_30_pct: '–',
      benches_per_km: 12,
      rowid: 77,
    };
    const found = await collectText('figures_2031.geojson', collection([feature(square, properties)], UTM));
    expect(found.rows['unit-indicators']).toMatchObject([
      { key: '052/share-under-6/2031', value: 6.8, state: 'value', year: 2031 },
      { indicator: 'unemployed', value: 0, state: 'value' },
      { indicator: 'share-6-18', value: null, state: 'not-available' },
      { indicator: 'share-18-30', value: null, state: 'suppressed' },
      { indicator: 'benches_per_km', value: 12, denominator: 'wie veröffentlicht', unit: null },
    ]);
    expect(found.accepted[0]?.rows[0]?.ifAbsent).toBe(true);
  });

  it('prefers the year that the user gives, and takes no figure without a year', async () => {
    const text = collection([feature(square, { ...known, share_0_6_pct: 5, unemployed_pct: 4 })], UTM);
    const dated = await collectText('figures.geojson', text, { year: 2029 });
    expect(dated.rows['unit-indicators']?.[0]).toMatchObject({ year: 2029 });
    const undated = await collectText('figures.geojson', text);
    expect(undated.reasons).toEqual({ 'invalid-value': 1 });
  });

  it('skips a unit without a code', async () => {
    const text = collection([feature(square, known), feature(square, { ...known, unbeznr: null })], UTM);
    expect((await collectText('units.geojson', text)).reasons).toEqual({ 'no-key': 1 });
  });
});
