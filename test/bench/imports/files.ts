import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

const HEADER =
  'OID_;UIDENTSTLAE;ULAND;UREGBEZ;UKREIS;UGEMEINDE;UJAHR;UMONAT;USTUNDE;UWOCHENTAG;UKATEGORIE;UART;UTYP1;ULICHTVERH;' +
  'IstStrassenzustand;IstRad;IstPKW;IstFuss;IstKrad;IstGkfz;IstSonstige;LINREFX;LINREFY;XGCSWGS84;YGCSWGS84;PLST';

/** Small linear congruential generator (Numerical Recipes' constants), so that every run measures the same file. */
function generator(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32) * below;
  };
}

/** Made-up accidents in the layout of the Unfallatlas of 2023, with 15 digits behind the comma as it has them. */
export async function writeAccidents(path: string, count: number): Promise<void> {
  const random = generator();
  const whole = (below: number) => Math.floor(random(below));
  const comma = (value: number, digits: number) => value.toFixed(digits).replace('.', ',');
  const file = createWriteStream(path);
  file.write(`${HEADER}\r\n`);
  for (let i = 0; i < count; i += 1) {
    const lon = 7.26 + random(0.43);
    const lat = 51.39 + random(0.24);
    // Near enough to the projection for a file whose places nobody looks at; both pairs lie in the city.
    const east = 379_500 + ((lon - 7.26) / 0.43) * 29_800;
    const north = 5_694_000 + ((lat - 51.39) / 0.24) * 26_700;
    const flags = Array.from({ length: 6 }, () => whole(2)).join(';');
    const row = `${i + 1};0523${String(i).padStart(16, '0')};05;9;13;000;2023;${String(1 + whole(12)).padStart(2, '0')};${String(
      whole(24),
    ).padStart(
      2,
      '0',
    )};${1 + whole(7)};${1 + whole(3)};${whole(10)};${1 + whole(7)};${whole(3)};${whole(3)};${flags};${comma(
      east,
      12,
    )};${comma(north, 12)};${comma(lon, 15)};${comma(lat, 15)};1\r\n`;
    if (!file.write(row)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

/** Made-up houses as one GeoJSON collection of at least `bytes`, written piece by piece. */
export async function writeBuildings(path: string, bytes: number): Promise<void> {
  const random = generator();
  const file = createWriteStream(path);
  file.write('{"type":"FeatureCollection","features":[\n');
  let written = 0;
  for (let i = 0; written < bytes; i += 1) {
    const x = 7.3 + random(0.3);
    const y = 51.4 + random(0.2);
    const corners = [
      [x, y],
      [x + 0.0002, y],
      [x + 0.0002, y + 0.0001],
      [x, y + 0.0001],
      [x, y],
    ];
    const text = `${i > 0 ? ',\n' : ''}${JSON.stringify({
      type: 'Feature',
      id: `way/${i}`,
      properties: {
        building: 'residential',
        'building:levels': '4',
        'addr:street': 'Beispielstraße',
        'addr:housenumber': `${i}`,
      },
      geometry: { type: 'Polygon', coordinates: [corners] },
    })}`;
    written += text.length;
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end('\n]}\n');
  await finished(file);
}
