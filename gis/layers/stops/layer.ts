import type { LayerClass } from '../../symbology/symbology.ts';
import { defineDataset, defineLayer } from '../define.ts';
import { code, list, text, yesNo } from '../fields.ts';
import type { Text } from '../fields.ts';
import { OPENSTREETMAP } from '../openstreetmap.ts';

export const STOP_CLASSES = [
  { id: 'bus', label: { de: 'Bus', en: 'Bus' }, colour: 'boundary', shape: 'circle' },
  { id: 'tram', label: { de: 'Straßenbahn', en: 'Tram' }, colour: 'boundary', shape: 'square' },
  { id: 'light-rail', label: { de: 'Stadtbahn, U-Bahn', en: 'Light rail' }, colour: 'boundary', shape: 'hexagon' },
  { id: 'rail', label: { de: 'Eisenbahn', en: 'Railway' }, colour: 'boundary', shape: 'diamond' },
] as const satisfies readonly LayerClass[];

export type StopKind = (typeof STOP_CLASSES)[number]['id'];

const kinds = Object.fromEntries(STOP_CLASSES.map((c) => [c.id, c.label])) as Record<StopKind, Text>;

export const stops = defineLayer({
  id: 'stops',
  title: { de: 'Haltestellen', en: 'Stops' },
  description: {
    de: 'Haltestellen von Bus und Bahn, Steig für Steig, wo die Quelle sie so führt; ohne Fahrplan.',
    en: 'Stops of buses and trains, each platform by itself where the source has them so; without timetable.',
  },
  group: 'traffic',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'stops',
    table: 'stops',
    geometry: 'point',
    fields: {
      name: text('Name', 'Name', { table: true, search: true }),
      kind: code('Art', 'Kind', kinds, { table: true }),
      lines: list('Linien', 'Lines', { table: true }),
      step_free: yesNo('stufenlos', 'step-free', { table: true }),
    },
  }),
  related: [],
  tile: { minzoom: 12, maxzoom: 15, properties: ['name', 'kind'] },
  symbology: { kind: 'classes', scheme: { column: 'kind', classes: STOP_CLASSES } },
  titleField: 'name',
  labelField: 'name',
  source: OPENSTREETMAP,
  visible: false,
});
