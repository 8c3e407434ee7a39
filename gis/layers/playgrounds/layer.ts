import { defineDataset, defineLayer } from '../define.ts';
import { code, codes, months, quantity, text } from '../fields.ts';
import { LICENCES } from '../licences.ts';
import type { LayerClass } from '../../symbology/symbology.ts';

export const PLAYGROUND_CLASSES = [
  {
    id: 'playground',
    label: { de: 'Spielplatz', en: 'Playground' },
    colour: 'play',
    shape: 'circle',
    icon: 'playground',
  },
  {
    id: 'adventure',
    label: { de: 'Abenteuerspielplatz', en: 'Adventure playground' },
    colour: 'play',
    shape: 'hexagon',
    icon: 'playground',
  },
  {
    id: 'ball',
    label: { de: 'Bolzplatz, Ballspiel', en: 'Ball games' },
    colour: 'play',
    shape: 'square',
    icon: 'sport',
  },
  { id: 'skate', label: { de: 'Skaten', en: 'Skating' }, colour: 'play', shape: 'diamond', icon: 'sport' },
  {
    id: 'school-yard',
    label: { de: 'Schulhof, offen', en: 'School yard, open' },
    colour: 'school',
    shape: 'circle',
    icon: 'playground',
  },
] as const satisfies readonly LayerClass[];

const kinds = Object.fromEntries(PLAYGROUND_CLASSES.map((c) => [c.id, c.label])) as Record<
  (typeof PLAYGROUND_CLASSES)[number]['id'],
  { de: string; en: string }
>;

/** Age groups of DIN 18034-1:2020-10. */
export const PLAY_AGES = {
  'under-6': { de: 'unter 6', en: 'under 6' },
  '6-12': { de: '6 bis unter 12', en: '6 to under 12' },
  '12-plus': { de: 'ab 12', en: '12 and over' },
} as const;

/** Gates of a playground: walking distances are measured from here, not from its middle. */
export const playgroundEntrances = defineDataset({
  id: 'playground-entrances',
  table: 'playground_entrances',
  parent: 'playground_key',
  geometry: 'point',
  fields: { playground_key: text('Spielplatz', 'Playground') },
});

export const playgrounds = defineLayer({
  id: 'playgrounds',
  title: { de: 'Spielplätze', en: 'Playgrounds' },
  description: {
    de: 'Öffentliche Spiel- und Bolzplätze mit Fläche, Altersgruppen und Zustand, soweit bekannt.',
    en: 'Public playgrounds with area, ages and condition where known.',
  },
  group: 'places',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'playgrounds',
    table: 'playgrounds',
    geometry: 'point',
    fields: {
      name: text('Name', 'Name', { table: true, search: true }),
      kind: code('Art', 'Kind', kinds, { table: true }),
      street: text('Straße', 'Street', { table: true, search: true }),
      area_m2: quantity('Fläche', 'Area', 'm²', { table: true }),
      ages: codes('Altersgruppen', 'Age groups', PLAY_AGES, { table: true }),
      age_from: months('Alter von', 'Age from'),
      age_to: months('Alter bis unter', 'Age to under'),
      condition: code(
        'Zustand',
        'Condition',
        {
          good: { de: 'gut', en: 'good' },
          fair: { de: 'mittel', en: 'fair' },
          poor: { de: 'schlecht', en: 'poor' },
        },
        { table: true },
      ),
      remarks: text('Bemerkung', 'Remarks'),
    },
  }),
  related: [playgroundEntrances],
  tile: { minzoom: 10, maxzoom: 15, properties: ['name', 'kind', 'area_m2'], importance: 'area_m2' },
  symbology: { kind: 'classes', scheme: { column: 'kind', classes: PLAYGROUND_CLASSES } },
  titleField: 'name',
  labelField: 'name',
  source: {
    name: 'Stadt Dortmund, Spielplätze',
    url: 'https://open-data.dortmund.de',
    licence: 'dl-de/zero-2-0',
    licenceUrl: LICENCES['dl-de/zero-2-0'],
    attribution: '© Stadt Dortmund, dl-de/zero-2-0',
  },
  visible: true,
});
