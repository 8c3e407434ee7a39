import { defineDataset, defineLayer } from '../define.ts';
import { code, integer, quantity, text } from '../fields.ts';
import { LICENCES } from '../licences.ts';
import { VALUE_STATES } from '../../symbology/symbology.ts';

/** Values by unit, indicator and year; one row a figure, so that a new year or indicator needs no new column. */
export const unitIndicators = defineDataset({
  id: 'unit-indicators',
  table: 'unit_indicators',
  parent: 'unit_key',
  fields: {
    unit_key: text('Unterbezirk', 'Unit'),
    indicator: text('Kennzahl', 'Indicator', { table: true }),
    year: integer('Jahr', 'Year', { table: true }),
    value: quantity('Wert', 'Value', '', { table: true }),
    unit: text('Einheit', 'Unit of measure'),
    denominator: text('Bezugsgröße', 'Denominator'),
    source: text('Quelle', 'Source'),
    state: code('Status', 'State', VALUE_STATES),
  },
});

export const statisticalUnits = defineLayer({
  id: 'statistical-units',
  title: { de: 'Statistische Unterbezirke', en: 'Statistical units' },
  description: {
    de: 'Kennzahlen der amtlichen Statistik je Unterbezirk, jede mit Bezugsgröße und Jahr.',
    en: 'Official statistics by unit, each figure with its denominator and year.',
  },
  group: 'population',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'statistical-units',
    table: 'statistical_units',
    geometry: 'polygon',
    fields: {
      code: text('Schlüssel', 'Code', { table: true, search: true }),
      name: text('Name', 'Name', { table: true, search: true }),
      district: text('Stadtbezirk', 'City district', { table: true }),
      area_ha: quantity('Fläche', 'Area', 'ha', { table: true }),
    },
  }),
  related: [unitIndicators],
  tile: { minzoom: 8, maxzoom: 14, properties: ['code', 'name'] },
  symbology: { kind: 'measure', measures: [], indicators: true, extrudable: false },
  titleField: 'name',
  labelField: 'name',
  source: {
    name: 'Stadt Dortmund, Statistik',
    url: 'https://open-data.dortmund.de',
    licence: 'dl-de/zero-2-0',
    licenceUrl: LICENCES['dl-de/zero-2-0'],
    attribution: '© Stadt Dortmund, dl-de/zero-2-0',
  },
  visible: false,
});
