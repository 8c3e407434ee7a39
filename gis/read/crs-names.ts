import type { Text } from '../layers/fields.ts';

const same = (name: string): Text => ({ de: name, en: name });

/** How people call the systems that are known, by EPSG number. The order is that of preference where two mean the same place. */
const NAMES: readonly (readonly [srid: number, name: Text])[] = [
  [25832, same('ETRS89 / UTM 32N')],
  [4326, { de: 'WGS 84, Grad', en: 'WGS 84, degrees' }],
  [25833, same('ETRS89 / UTM 33N')],
  [25831, same('ETRS89 / UTM 31N')],
  [4647, { de: 'ETRS89 / UTM 32N, Zone im Ostwert', en: 'ETRS89 / UTM 32N, zone in the easting' }],
  [5650, { de: 'ETRS89 / UTM 33N, Zone im Ostwert', en: 'ETRS89 / UTM 33N, zone in the easting' }],
  [3857, { de: 'Web-Mercator', en: 'Web Mercator' }],
  [3035, { de: 'ETRS89 / LAEA Europa', en: 'ETRS89 / LAEA Europe' }],
  [31466, { de: 'Gauß-Krüger, 2. Streifen', en: 'Gauß-Krüger, zone 2' }],
  [31467, { de: 'Gauß-Krüger, 3. Streifen', en: 'Gauß-Krüger, zone 3' }],
  [31468, { de: 'Gauß-Krüger, 4. Streifen', en: 'Gauß-Krüger, zone 4' }],
  [4258, { de: 'ETRS89, Grad', en: 'ETRS89, degrees' }],
  [32632, same('WGS 84 / UTM 32N')],
  [32633, same('WGS 84 / UTM 33N')],
];

/** Every system that may be chosen, the usual ones first. */
export const CRS_SYSTEMS: readonly { id: string; srid: number; label: Text }[] = NAMES.map(([srid, { de, en }]) => ({
  id: `EPSG:${srid}`,
  srid,
  label: { de: `${de} (EPSG:${srid})`, en: `${en} (EPSG:${srid})` },
}));

/** The name of a system with its number; only the number where it has no name here. */
export function crsLabel(srid: number): Text {
  return CRS_SYSTEMS.find((one) => one.srid === srid)?.label ?? same(`EPSG:${srid}`);
}
