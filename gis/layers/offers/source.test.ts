import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collect, collection, collectText, feature, hasSharedData, point, sharedFile } from '../../read/test-import.ts';

const HEADER = 'objektkate;objektart;objektname;strasse;hausnummer;ort;link;ostwert;hochwert';
const school = (kind: string, name: string, rest = 'Kleine Kielstraße;20;Dortmund;;393500,5;5709500,25'): string =>
  `XE_Schule;${kind};${name};${rest}`;

describe('schools from open data', () => {
  it('come in by the door of the Kitas, as GeoJSON', async () => {
    const one = (objektart: string) =>
      feature(point(7.465, 51.524), {
        objektart,
        objektname: `Schule ${objektart}`,
        strasse: 'Kielstraße',
        hausnummer: '20',
      });
    const kinds = ['Grundschule', 'Förderschule', 'Gymnasium', 'Berufskolleg', 'Musikschule', 'Volkshochschule'];
    const found = await collectText('schulen.geojson', collection(kinds.map(one)));
    expect(found).toMatchObject({ source: 'sites-opendatasoft', reasons: { 'not-applicable': 2 } });
    expect(found.rows['offers']?.map(({ kind }) => kind)).toEqual(['school', 'school', 'school', 'school']);
  });

  it('come in as CSV with coordinates in metres, with decimal commas, and a row without is named', async () => {
    const rows = [school('Grundschule', 'Kielhornschule'), school('Grundschule', 'Ohne Ort', 'Weg;1;Dortmund;;;')];
    const found = await collectText('schulen.csv', [HEADER, ...rows].join('\r\n'));
    expect(found).toMatchObject({ source: 'sites-opendatasoft', layer: 'offers' });
    expect(found.rows['offers']).toMatchObject([
      {
        name: 'Kielhornschule',
        kind: 'school',
        address: 'Kleine Kielstraße 20',
        geometry: { type: 'Point', coordinates: [393_500.5, 5_709_500.25] },
      },
    ]);
    expect(found.skipped).toHaveLength(1);
  });

  it('come in as any CSV with longitude and latitude, by a mapping of its columns', async () => {
    const text =
      'Nr,Schulname,Schulform,Anschrift,lon,lat\n7,Schule am Hafen,Schule,Hafenstr. 1,7.45,51.52\n8,"Zu, kurz"\n';
    const mapping = { key: 'Nr', name: 'Schulname', kind: 'Schulform', address: 'Anschrift' };
    const found = await collectText('liste.csv', text, { as: 'offers', mapping });
    expect(found.source).toBe('generic-offers');
    expect(found.rows['offers']).toMatchObject([
      { key: '7', name: 'Schule am Hafen', kind: 'school', address: 'Hafenstr. 1' },
    ]);
    expect(found.skipped).toHaveLength(1);
  });

  it('are not looked for in a list without coordinates', async () => {
    await expect(collectText('liste.csv', 'Schulname;Anschrift\nA;B 1\n', { as: 'offers' })).rejects.toThrow('CSV');
  });
});

describe.skipIf(!hasSharedData)('Kitas from open data', () => {
  it('are the same sites as CSV as they are as GeoJSON', async () => {
    const geojson = JSON.parse(readFileSync(sharedFile('dortmund/kindergarten.geojson'), 'utf8')) as {
      features: { properties: Record<string, string | null>; geometry: { coordinates: [number, number] } }[];
    };
    const names = ['objektkate', 'objektart', 'objektname', 'strasse', 'hausnummer', 'link'];
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const lines = geojson.features.map(
      ({
        properties,
        geometry: {
          coordinates: [lon, lat],
        },
      }) => [...names.map((name) => quoted(properties[name] ?? '')), `"${lat}, ${lon}"`].join(';'),
    );
    const first = await collect(sharedFile('dortmund/kindergarten.geojson'));
    const second = await collectText('kitas.csv', [[...names, 'geo_point_2d'].join(';'), ...lines].join('\n'));
    expect(second.source).toBe('sites-opendatasoft');
    expect(second.rows['offers']?.map(({ key }) => key)).toEqual(first.rows['offers']?.map(({ key }) => key));
  });
});
