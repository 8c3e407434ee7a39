import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { parseInteger, parseText } from '../../read/numbers.ts';
import { shorten } from '../../read/validate.ts';
import { LICENCES } from '../licences.ts';
import { addresses } from './layer.ts';

/** Amtlicher Gemeindeschlüssel of Essen (Destatis). */
const ESSEN = '05113000';

function toRows({ properties, geometry }: PlacedFeature): Rows {
  const street = parseText(properties['STRNAME']);
  // The service writes "### Straßenname unbekannt" where its register has no name for a street's number.
  if (street === null || street.startsWith('#')) return { skip: 'no-street', example: shorten(street ?? '') };
  const number = parseInteger(properties['HSNR']);
  if (number === null) return { skip: 'no-house-number', example: shorten(street) };
  const suffix = parseText(properties['HSNRZU'])?.toLowerCase() ?? null;
  const row = {
    // Object ids are counted anew with every export: street key and number are what lasts.
    key: `essen-${parseText(properties['STRSCHL']) ?? street}-${number}${suffix ?? ''}`,
    street,
    number,
    suffix,
    postcode: null,
    place: 'Essen',
    district: null,
    municipality: ESSEN,
    quality: null,
    geometry,
  };
  return [{ dataset: addresses.dataset, row }];
}

/** Official house coordinates of the city of Essen, as its feature service (WFS) hands them out. */
export const addressesEssen = featureSource({
  id: 'addresses-essen',
  layer: addresses,
  title: { de: 'Hauskoordinaten der Stadt Essen (GML)', en: 'House coordinates of the city of Essen (GML)' },
  source: {
    name: 'Stadt Essen, Amtliche Hauskoordinaten',
    url: 'https://geo.essen.de',
    licence: 'dl-de/by-2-0',
    licenceUrl: LICENCES['dl-de/by-2-0'],
    attribution: 'Stadt Essen, dl-de/by-2-0; Hausnummern ohne Straßennamen weggelassen',
  },
  detect: ({ format, names }) =>
    format === 'gml' && names.has('hauskoordinaten') && names.has('strname') && names.has('hsnr') ? 0.95 : 0,
  toRows,
  asOf: ({ text }) => /\btimeStamp="(\d{4}-\d\d-\d\d)T/.exec(text)?.[1] ?? null,
});
