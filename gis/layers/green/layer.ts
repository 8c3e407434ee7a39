import { defineDataset, defineLayer } from '../define.ts';
import { code, quantity, text } from '../fields.ts';
import { OPENSTREETMAP } from '../openstreetmap.ts';
import type { LayerClass } from '../../symbology/symbology.ts';

export const GREEN_CLASSES = [
  { id: 'park', label: { de: 'Park, Grünanlage', en: 'Park' }, colour: 'green' },
  {
    id: 'garden',
    label: { de: 'Kleingärten, Bürgergarten', en: 'Allotments, community garden' },
    colour: 'green',
    hatch: 'dots',
  },
  { id: 'wood', label: { de: 'Wald, Gehölz', en: 'Wood' }, colour: 'wood' },
  { id: 'water', label: { de: 'Wasser', en: 'Water' }, colour: 'water' },
] as const satisfies readonly LayerClass[];

const kinds = Object.fromEntries(GREEN_CLASSES.map((c) => [c.id, c.label])) as Record<
  (typeof GREEN_CLASSES)[number]['id'],
  { de: string; en: string }
>;

export const green = defineLayer({
  id: 'green',
  title: { de: 'Grün und Wasser', en: 'Green and water' },
  description: { de: 'Parks, Gärten, Wald und Wasser.', en: 'Parks, gardens, woods and water.' },
  group: 'base',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'green',
    table: 'green_areas',
    geometry: 'polygon',
    fields: {
      name: text('Name', 'Name', { table: true, search: true }),
      kind: code('Art', 'Kind', kinds, { table: true }),
      area_m2: quantity('Fläche', 'Area', 'm²', { table: true }),
    },
  }),
  related: [],
  tile: { minzoom: 9, maxzoom: 15, properties: ['name', 'kind'] },
  symbology: { kind: 'classes', scheme: { column: 'kind', classes: GREEN_CLASSES } },
  titleField: 'name',
  labelField: 'name',
  source: OPENSTREETMAP,
  visible: true,
});
