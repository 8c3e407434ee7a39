import { defineDataset, defineLayer } from '../define.ts';
import { code, integer, list, quantity, text, year } from '../fields.ts';
import { LICENCES } from '../licences.ts';
import type { LayerClass } from '../../symbology/symbology.ts';
import { CRITERION_TITLES, PLACE_TITLES, PRESET_TITLES } from './codes.ts';

const SECTION_CLASSES = [
  { id: '3y-severe', label: CRITERION_TITLES['3y-severe'], colour: 'school', scale: 3.4 },
  { id: '3y-injury', label: CRITERION_TITLES['3y-injury'], colour: 'severe', scale: 2.4 },
  { id: '1y-same', label: CRITERION_TITLES['1y-same'], colour: 'light-injury', scale: 1.5 },
] as const satisfies readonly LayerClass[];

/** Computed from accidents and streets with the project's thresholds (api/src/hotspots); never imported. */
export const hotspots = defineLayer({
  id: 'hotspots',
  title: { de: 'Auffällige Unfallabschnitte', en: 'Conspicuous accident sections' },
  description: {
    de: 'Knoten und Abschnitte, an denen ein Kriterium auf offenen Daten erfüllt ist: gerechnet aus dem Unfallatlas (nur Unfälle mit Personenschaden, ohne Sachschäden; Jahre ohne Daten sind keine Null) mit den Schwellen des Projekts. Die amtliche Feststellung ist Aufgabe der Unfallkommission.',
    en: 'Junctions and sections at which a criterion is met on open data: computed from the Unfallatlas (accidents with injury only, no damage to property; years without data are no zero) with the thresholds of the project. The official finding is the task of the accident commission.',
  },
  group: 'traffic',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'hotspots',
    table: 'hotspots',
    geometry: 'line',
    fields: {
      street: text('Ort', 'Place', { table: true }),
      criterion: code('Kriterium erfüllt auf offenen Daten', 'Criterion met on open data', CRITERION_TITLES, {
        table: true,
      }),
      least: integer('Schwelle, mindestens', 'Threshold, at least', { unit: 'Unfälle' }),
      preset: code('Schwellen', 'Thresholds', PRESET_TITLES, { table: true }),
      place: code('Lage', 'Location', PLACE_TITLES, { table: true }),
      from_m: integer('von Station', 'from chainage', { unit: 'm' }),
      to_m: integer('bis Station', 'to chainage', { unit: 'm' }),
      first_year: year('Betrachtung von', 'View from', { table: true }),
      last_year: year('Betrachtung bis', 'View to', { table: true }),
      data_years: text('Jahre mit Daten', 'Years with data'),
      accidents: integer('Unfälle, die es erfüllen', 'Accidents that meet it', { table: true }),
      severe: integer('davon mit Getöteten oder Schwerverletzten', 'of these with people killed or severely injured', {
        table: true,
      }),
      light: integer('davon mit Leichtverletzten', 'of these with people lightly injured'),
      points: integer('gewichtet 5 : 2', 'weighted 5 : 2'),
      cost_eur: quantity('Unfallkosten (BASt 2021), Untergrenze', 'Accident costs (BASt 2021), lower bound', '€'),
      accident_keys: list('Schlüssel der Unfälle', 'Keys of the accidents'),
    },
  }),
  related: [],
  tile: {
    minzoom: 11,
    maxzoom: 15,
    properties: ['street', 'criterion', 'place', 'accidents'],
    importance: 'accidents',
  },
  symbology: { kind: 'classes', scheme: { column: 'criterion', classes: SECTION_CLASSES } },
  titleField: 'street',
  source: {
    name: 'Berechnet aus Unfallatlas und Straßennetz',
    url: 'https://unfallatlas.statistikportal.de',
    licence: 'dl-de/by-2-0',
    licenceUrl: LICENCES['dl-de/by-2-0'],
    attribution:
      '© Statistische Ämter des Bundes und der Länder, Unfallatlas, dl-de/by-2-0 (Daten geändert: ausgewertet); Straßen © OpenStreetMap contributors, ODbL',
  },
  visible: false,
});
