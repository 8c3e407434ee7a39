import { defineDataset, defineLayer } from '../define.ts';
import { code, text, yesNo } from '../fields.ts';
import { OPENSTREETMAP } from '../openstreetmap.ts';
import { CROSSING_CLASSES, CROSSING_KINDS } from './kinds.ts';

export const crossings = defineLayer({
  id: 'crossings',
  title: { de: 'Querungen', en: 'Crossings' },
  description: {
    de: 'Stellen, an denen zu Fuß über die Straße gegangen wird, nach der Art ihrer Sicherung.',
    en: 'Places where people cross the street on foot, by how they are protected.',
  },
  group: 'traffic',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'crossings',
    table: 'crossings',
    geometry: 'point',
    fields: {
      kind: code('Art', 'Kind', CROSSING_KINDS, { table: true }),
      name: text('Name', 'Name', { table: true }),
      street: text('Straße', 'Street', { table: true, search: true }),
      step_free: yesNo('stufenlos', 'step-free', { table: true }),
    },
  }),
  related: [],
  tile: { minzoom: 13, maxzoom: 15, properties: ['kind'] },
  symbology: { kind: 'classes', scheme: { column: 'kind', classes: CROSSING_CLASSES } },
  titleField: 'name',
  source: OPENSTREETMAP,
  visible: false,
});
