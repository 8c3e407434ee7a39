import { defineDataset, defineLayer } from '../define.ts';
import { code, integer, quantity, text, year } from '../fields.ts';
import { LICENCES } from '../licences.ts';
import type { LayerClass } from '../../symbology/symbology.ts';

/** Uses that the map tells apart; ALKIS knows hundreds of functions, planners ask for these. */
export const BUILDING_CLASSES = [
  { id: 'residential', label: { de: 'Wohnen', en: 'Residential' }, colour: 'building' },
  {
    id: 'mixed',
    label: { de: 'Wohnen und Gewerbe', en: 'Residential and business' },
    colour: 'building-business',
    hatch: 'diagonal',
  },
  { id: 'business', label: { de: 'Gewerbe', en: 'Business' }, colour: 'building-business' },
  { id: 'public', label: { de: 'Öffentlich', en: 'Public' }, colour: 'building-public' },
  { id: 'other', label: { de: 'Sonstiges', en: 'Other' }, colour: 'building', hatch: 'horizontal' },
] as const satisfies readonly LayerClass[];

const uses = Object.fromEntries(BUILDING_CLASSES.map((c) => [c.id, c.label])) as Record<
  (typeof BUILDING_CLASSES)[number]['id'],
  { de: string; en: string }
>;

export const buildings = defineLayer({
  id: 'buildings',
  title: { de: 'Gebäude', en: 'Buildings' },
  description: { de: 'Grundrisse mit Geschossen, Baujahr und Nutzung.', en: 'Footprints with storeys, year and use.' },
  group: 'base',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'buildings',
    table: 'buildings',
    geometry: 'polygon',
    fields: {
      address: text('Adresse', 'Address', { table: true, search: true }),
      use: code('Nutzung', 'Use', uses, { table: true }),
      floors: integer('Geschosse', 'Storeys', { table: true }),
      year_built: year('Baujahr', 'Year built', { table: true }),
      dwellings: integer('Wohnungen', 'Dwellings', { table: true }),
      height_m: quantity('Höhe', 'Height', 'm'),
      name: text('Name', 'Name', { search: true }),
    },
  }),
  related: [],
  tile: { minzoom: 13, maxzoom: 16, properties: ['use', 'floors'] },
  symbology: { kind: 'classes', scheme: { column: 'use', classes: BUILDING_CLASSES } },
  titleField: 'address',
  source: {
    name: 'Geobasis NRW, ALKIS',
    url: 'https://www.opengeodata.nrw.de',
    licence: 'dl-de/zero-2-0',
    licenceUrl: LICENCES['dl-de/zero-2-0'],
    attribution: '© Geobasis NRW, dl-de/zero-2-0',
  },
  visible: true,
});
