import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Small files in the formats of the providers, made up for tests; coordinates lie in Dortmund. */

export interface Place {
  id: string;
  name: string;
  lon?: number;
  lat?: number;
}

/** Playgrounds as generic GeoJSON. */
export function placesFile(folder: string, name: string, places: readonly Place[]): string {
  const features = places.map(({ id, name: title, lon = 7.472, lat = 51.523 }) => ({
    type: 'Feature',
    id,
    properties: { name: title },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  }));
  return write(folder, name, JSON.stringify({ type: 'FeatureCollection', features }));
}

const HEADER =
  'OBJECTID;UIDENTSTLAE;ULAND;UREGBEZ;UKREIS;UGEMEINDE;UJAHR;UMONAT;USTUNDE;UWOCHENTAG;UKATEGORIE;UART;UTYP1;' +
  'ULICHTVERH;IstStrassenzustand;IstRad;IstPKW;IstFuss;IstKrad;IstGkfz;IstSonstige;LINREFX;LINREFY;XGCSWGS84;YGCSWGS84';

/** Rows of a made-up Unfallatlas file; `hour` is the value that tells versions of the file apart. */
export function accidentsFile(folder: string, name: string, count: number, hour = 12): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const lon = (7.46 + (i % 1000) / 1e5).toFixed(12).replace('.', ',');
    const lat = (51.52 + Math.floor(i / 1000) / 1e5).toFixed(12).replace('.', ',');
    const id = `0522${String(i).padStart(16, '0')}`;
    const x = (393_000 + (i % 1000)).toFixed(9).replace('.', ',');
    const y = (5_709_000 + Math.floor(i / 1000)).toFixed(9).replace('.', ',');
    return `${i + 1};${id};05;9;13;000;2022;5;${hour};3;${(i % 3) + 1};5;2;0;0;1;1;0;0;0;0;${x};${y};${lon};${lat}`;
  });
  return write(folder, name, [HEADER, ...rows, ''].join('\r\n'));
}

/** A file with any content. */
export function write(folder: string, name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
