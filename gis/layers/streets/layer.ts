import { CROSSING_KINDS } from '../crossings/kinds.ts';
import { defineDataset, defineLayer } from '../define.ts';
import { code, integer, text, yesNo } from '../fields.ts';
import { OPENSTREETMAP } from '../openstreetmap.ts';
import type { LayerClass } from '../../symbology/symbology.ts';

export const STREET_CLASSES = [
  { id: 'main', label: { de: 'Hauptverkehrsstraße', en: 'Main road' }, colour: 'street-main', scale: 2 },
  { id: 'collector', label: { de: 'Sammelstraße', en: 'Collector road' }, colour: 'street', scale: 1.4 },
  { id: 'residential', label: { de: 'Anliegerstraße', en: 'Residential street' }, colour: 'street', scale: 1 },
  { id: 'living', label: { de: 'Verkehrsberuhigter Bereich', en: 'Living street' }, colour: 'street', scale: 0.85 },
  { id: 'path', label: { de: 'Fuß- und Radweg', en: 'Foot and cycle path' }, colour: 'path', scale: 0.4 },
  { id: 'rail', label: { de: 'Bahn', en: 'Railway' }, colour: 'rail', scale: 0.4 },
] as const satisfies readonly LayerClass[];

const kinds = Object.fromEntries(STREET_CLASSES.map((c) => [c.id, c.label])) as Record<
  (typeof STREET_CLASSES)[number]['id'],
  { de: string; en: string }
>;

export const streets = defineLayer({
  id: 'streets',
  title: { de: 'Straßen und Wege', en: 'Streets and paths' },
  description: { de: 'Straßen und Wege nach ihrer Funktion.', en: 'Streets and paths by function.' },
  group: 'base',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'streets',
    table: 'streets',
    geometry: 'line',
    fields: {
      name: text('Name', 'Name', { table: true, search: true }),
      kind: code('Funktion', 'Function', kinds, { table: true }),
      max_speed: integer('Tempo', 'Speed limit', { unit: 'km/h', table: true }),
      oneway: yesNo('Einbahnstraße', 'One-way street'),
      /** Null: follows from the function. */
      walkable: yesNo('zu Fuß erlaubt', 'open on foot'),
      steps: yesNo('Treppe', 'Steps'),
      step_free: yesNo('stufenlos', 'step-free'),
      /** Only of a line that is itself a crossing. */
      crossing: code('Querung', 'Crossing', CROSSING_KINDS),
      /** Bridges are above 0, tunnels below; lines of different levels do not meet. */
      level: integer('Ebene', 'Level'),
    },
  }),
  related: [],
  tile: { minzoom: 9, maxzoom: 15, properties: ['name', 'kind'] },
  symbology: { kind: 'classes', scheme: { column: 'kind', classes: STREET_CLASSES } },
  titleField: 'name',
  labelField: 'name',
  source: OPENSTREETMAP,
  visible: true,
});
