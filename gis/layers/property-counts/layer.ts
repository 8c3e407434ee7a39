import { defineDataset, defineLayer } from '../define.ts';
import { code, date, integer, text } from '../fields.ts';
import type { Text } from '../fields.ts';
import { VALUE_STATES } from '../../symbology/symbology.ts';

/** Disjoint and exhaustive kinds of cases; negotiations and owners are not among them. */
export const COUNTED = {
  completed: { de: 'Sanierung abgeschlossen', en: 'Renovation completed' },
  renovating: { de: 'in Sanierung', en: 'Being renovated' },
  acquired: { de: 'erworben, Bauarbeiten nicht begonnen', en: 'Acquired, works not begun' },
  recorded: { de: 'sonst erfasst', en: 'Otherwise recorded' },
} as const satisfies Record<string, Text>;

const cases: Text = { de: 'Fälle', en: 'cases' };
const denominator: Text = {
  de: 'Fälle im Register je statistischem Unterbezirk; 1 und 2 und was sie verriete sind verdeckt',
  en: 'cases in the register by statistical unit; 1 and 2 and what would give them away are hidden',
};
const measure = <Id extends string>(id: Id, title: Text) => ({ id, title, unit: cases, denominator, value: id });

/** What everyone may know of the register: its table holds figures that are protected already, and nothing else. */
export const propertyCounts = defineLayer({
  id: 'property-counts',
  title: { de: 'Fallzahlen der Immobilien', en: 'Counts of property cases' },
  description: {
    de: 'Zahl der Problemimmobilien je statistischem Unterbezirk, ab 3. Sind Teile eines Unterbezirks klein, ist nur seine Summe zu sehen.',
    en: 'Number of problem properties by statistical unit, from 3 up. Where parts of a unit are small, only its total is shown.',
  },
  group: 'planning',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'property-counts',
    table: 'property_counts',
    geometry: 'polygon',
    fields: {
      name: text('Unterbezirk', 'Unit', { table: true }),
      total: integer('Fälle', 'Cases', { table: true }),
      completed: integer(COUNTED.completed.de, COUNTED.completed.en, { table: true }),
      renovating: integer(COUNTED.renovating.de, COUNTED.renovating.en, { table: true }),
      acquired: integer(COUNTED.acquired.de, COUNTED.acquired.en, { table: true }),
      recorded: integer(COUNTED.recorded.de, COUNTED.recorded.en, { table: true }),
      state: code('Status der Summe', 'State of the total', VALUE_STATES, { table: true }),
      parts_state: code('Status der Teile', 'State of the parts', VALUE_STATES),
      as_of: date('Stand', 'As of', { table: true }),
    },
  }),
  related: [],
  tile: {
    minzoom: 9,
    maxzoom: 14,
    properties: ['name', 'total', ...Object.keys(COUNTED), 'state', 'parts_state'],
  },
  symbology: {
    kind: 'measure',
    stateColumn: 'state',
    indicators: false,
    extrudable: true,
    measures: [
      measure('total', { de: 'Fälle insgesamt', en: 'Cases in total' }),
      ...Object.entries(COUNTED).map(([id, title]) => ({ ...measure(id, title), state: 'parts_state' })),
    ],
  },
  titleField: 'name',
  source: {
    name: 'Register der Stadterneuerung, Fallzahlen',
    url: null,
    licence: 'dl-de/zero-2-0',
    licenceUrl: 'https://www.govdata.de/dl-de/zero-2-0',
    attribution: 'Register der Stadterneuerung',
  },
  visible: false,
});
