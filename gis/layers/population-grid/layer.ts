import { defineDataset, defineLayer } from '../define.ts';
import { code, integer, quantity, text, year } from '../fields.ts';
import { LICENCES } from '../licences.ts';
import { VALUE_STATES } from '../../symbology/symbology.ts';

export const populationGrid = defineLayer({
  id: 'population-grid',
  title: { de: 'Bevölkerung im 100-m-Gitter', en: 'Population in the 100 m grid' },
  description: {
    de: 'Personen je Gitterzelle. Die Werte des Zensus sind mit der Cell-Key-Methode verändert: Zellen ergeben in der Summe nicht das Ganze.',
    en: 'People per grid cell. Census values are perturbed by the cell-key method: cells need not add up to the whole.',
  },
  group: 'population',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'population-grid',
    table: 'population_cells',
    // The grid stands in EPSG:3035 and is rotated in every other system, so cells are stored as transformed polygons.
    geometry: 'polygon',
    fields: {
      cell: text('Gitter-ID', 'Grid id', { table: true, search: true }),
      census_year: year('Zensus', 'Census', { table: true }),
      /** As delivered; counts under 3 never leave the database (see the generated column `inhabitants`). */
      inhabitants_raw: integer('Personen (Rohwert)', 'People (raw)', { hidden: true }),
      children_raw: integer('Kinder unter 18 (Rohwert)', 'Children under 18 (raw)', { hidden: true }),
      total_area_ha: quantity('Gesamtfläche', 'Total area', 'ha'),
      settlement_area_ha: quantity('Siedlungs- und Verkehrsfläche', 'Settlement and traffic area', 'ha'),
      /** State as delivered; `state` adds what k = 3 hides. */
      state_raw: code('Status (Rohwert)', 'State (raw)', VALUE_STATES, { hidden: true }),
    },
    generated: {
      inhabitants: integer('Personen', 'People', { table: true }),
      children: integer('Kinder unter 18', 'Children under 18', { table: true }),
      state: code('Status', 'State', VALUE_STATES, { table: true }),
      children_state: code('Status der Kinderzahl', 'State of the number of children', VALUE_STATES),
    },
  }),
  related: [],
  tile: {
    minzoom: 9,
    maxzoom: 14,
    properties: [
      'inhabitants',
      'children',
      'total_area_ha',
      'settlement_area_ha',
      'state',
      'children_state',
      'census_year',
    ],
  },
  symbology: {
    kind: 'measure',
    stateColumn: 'state',
    yearColumn: 'census_year',
    indicators: false,
    extrudable: true,
    measures: [
      {
        id: 'density-total',
        title: { de: 'Einwohnerdichte', en: 'Population density' },
        unit: { de: 'Personen je ha', en: 'people per ha' },
        denominator: { de: 'Gesamtfläche der Zelle', en: 'total area of the cell' },
        value: 'inhabitants',
        per: 'total_area_ha',
      },
      {
        id: 'density-settlement',
        title: { de: 'Siedlungsdichte', en: 'Settlement density' },
        unit: { de: 'Personen je ha', en: 'people per ha' },
        denominator: { de: 'Siedlungs- und Verkehrsfläche der Zelle', en: 'settlement and traffic area of the cell' },
        value: 'inhabitants',
        per: 'settlement_area_ha',
      },
      {
        id: 'density-children',
        title: { de: 'Kinderdichte (unter 18)', en: 'Density of children (under 18)' },
        unit: { de: 'Kinder je ha', en: 'children per ha' },
        denominator: { de: 'Gesamtfläche der Zelle', en: 'total area of the cell' },
        value: 'children',
        state: 'children_state',
        per: 'total_area_ha',
      },
    ],
  },
  titleField: 'cell',
  source: {
    name: 'Statistische Ämter des Bundes und der Länder, Zensus',
    url: 'https://www.zensus2022.de',
    licence: 'dl-de/by-2-0',
    licenceUrl: LICENCES['dl-de/by-2-0'],
    attribution: '© Statistische Ämter des Bundes und der Länder, dl-de/by-2-0 (Daten geändert: Zellen als Flächen)',
  },
  visible: true,
});
