import { z } from 'zod';
import { defineDataset, defineLayer } from '../define.ts';
import { code, text } from '../fields.ts';
import type { Field } from '../fields.ts';
import { LICENCES } from '../licences.ts';
import type { LayerClass } from '../../symbology/symbology.ts';

/** How surely a house stands where its point is (attribute QUA of the house coordinates: A, B and C). */
export const ADDRESS_CLASSES = [
  { id: 'building', label: { de: 'im Gebäude', en: 'within the building' }, colour: 'boundary', shape: 'circle' },
  { id: 'parcel', label: { de: 'auf dem Flurstück', en: 'on the parcel' }, colour: 'boundary', shape: 'square' },
  {
    id: 'internal',
    label: { de: 'Nummer nur im Kataster', en: 'number of the register only' },
    colour: 'boundary',
    shape: 'triangle',
  },
] as const satisfies readonly LayerClass[];

export type AddressQuality = (typeof ADDRESS_CLASSES)[number]['id'];

const qualities = Object.fromEntries(ADDRESS_CLASSES.map((c) => [c.id, c.label])) as Record<
  AddressQuality,
  { de: string; en: string }
>;

// An address without street or number is none: neither may be missing.
const street: Field<string> = {
  ...text('Straße', 'Street'),
  schema: z.string().trim().min(1).max(200),
};
const number: Field<number> = {
  kind: 'integer',
  sql: 'integer',
  label: { de: 'Nummer', en: 'Number' },
  schema: z.int32().min(1).max(9999),
};

export const addresses = defineLayer({
  id: 'addresses',
  title: { de: 'Adressen', en: 'Addresses' },
  description: {
    de: 'Amtliche Hausnummern mit ihrem Ort; wer dort wohnt, steht nirgends.',
    en: 'Official house numbers and where they are; who lives there is not recorded.',
  },
  group: 'base',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'addresses',
    table: 'addresses',
    geometry: 'point',
    fields: {
      street,
      number,
      suffix: text('Zusatz', 'Suffix'),
      postcode: text('Postleitzahl', 'Postcode', { table: true }),
      place: text('Ort', 'Place', { table: true }),
      district: text('Ortsteil', 'District', { table: true }),
      municipality: text('Gemeindeschlüssel', 'Municipality key'),
      quality: code('Lage des Punkts', 'Where the point is', qualities, { table: true }),
    },
    generated: {
      house_number: text('Hausnummer', 'House number'),
      address: text('Adresse', 'Address', { table: true }),
    },
  }),
  related: [],
  tile: { minzoom: 15, maxzoom: 16, properties: ['house_number', 'quality'] },
  symbology: { kind: 'classes', scheme: { column: 'quality', classes: ADDRESS_CLASSES } },
  titleField: 'address',
  labelField: 'house_number',
  source: {
    name: 'Geobasis NRW, Gebäudereferenzen',
    url: 'https://www.opengeodata.nrw.de',
    licence: 'dl-de/zero-2-0',
    licenceUrl: LICENCES['dl-de/zero-2-0'],
    attribution: '© Geobasis NRW, dl-de/zero-2-0',
  },
  visible: false,
});
