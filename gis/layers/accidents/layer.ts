import { defineDataset, defineLayer } from '../define.ts';
import { code, integer, text, year, yesNo } from '../fields.ts';
import { LICENCES } from '../licences.ts';
import type { LayerClass } from '../../symbology/symbology.ts';
import { ACCIDENT_KIND, ACCIDENT_TYPE, CATEGORY, LIGHT, ROAD_STATE, WEEKDAY } from './codes.ts';

const ACCIDENT_CLASSES = [
  { id: '1', label: { de: 'mit Getöteten', en: 'people killed' }, colour: 'killed', shape: 'square', scale: 1.5 },
  {
    id: '2',
    label: { de: 'mit Schwerverletzten', en: 'people severely injured' },
    colour: 'severe',
    shape: 'triangle',
    scale: 1.25,
  },
  {
    id: '3',
    label: { de: 'mit Leichtverletzten', en: 'people lightly injured' },
    colour: 'light-injury',
    shape: 'circle',
  },
] as const satisfies readonly LayerClass[];

export const accidents = defineLayer({
  id: 'accidents',
  title: { de: 'Unfälle mit Personenschaden', en: 'Accidents with injury' },
  description: {
    de: 'Polizeilich erfasste Unfälle mit Personenschaden aus dem Unfallatlas; NRW ab 2019. Unfälle mit Sachschaden fehlen, ebenso Alter und Zahl der Verletzten.',
    en: 'Accidents with injury recorded by the police, from the Unfallatlas; NRW from 2019 on. Accidents with damage only are not in it, nor ages or numbers of casualties.',
  },
  group: 'traffic',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'accidents',
    table: 'accidents',
    geometry: 'point',
    fields: {
      year: year('Jahr', 'Year', { table: true }),
      month: integer('Monat', 'Month', { table: true }),
      weekday: code('Wochentag', 'Weekday', WEEKDAY, { table: true }),
      hour: integer('Stunde', 'Hour', { table: true }),
      category: code('Schwere', 'Severity', CATEGORY, { table: true }),
      kind: code('Unfallart', 'Kind of accident', ACCIDENT_KIND, { table: true }),
      type: code('Unfalltyp', 'Type of accident', ACCIDENT_TYPE, { table: true }),
      light: code('Licht', 'Light', LIGHT, { table: true }),
      road_state: code('Straßenzustand', 'Road state', ROAD_STATE),
      with_bicycle: yesNo('mit Rad', 'bicycle involved', { table: true }),
      with_car: yesNo('mit Pkw', 'car involved', { table: true }),
      with_pedestrian: yesNo('mit Fußgänger', 'pedestrian involved', { table: true }),
      with_motorcycle: yesNo('mit Kraftrad', 'motorcycle involved'),
      with_goods_vehicle: yesNo('mit Güterkraftfahrzeug', 'goods vehicle involved'),
      with_other: yesNo('mit sonstigem Fahrzeug', 'other vehicle involved'),
      municipality: text('Gemeindeschlüssel', 'Municipality code'),
      /** Known since 2020 and often empty; text, because 20 digits do not fit a number. */
      atlas_id: text('Kennung im Unfallatlas', 'Unfallatlas id', { search: true }),
      object_id: text('Objektnummer der Jahresdatei', 'Object number in the yearly file'),
      /** Plausibility state of the position, delivered since 2023. */
      position_state: text('PLST', 'PLST'),
    },
  }),
  related: [],
  tile: {
    minzoom: 10,
    maxzoom: 15,
    properties: ['category', 'year', 'hour', 'with_pedestrian', 'with_bicycle', 'with_car', 'light'],
  },
  symbology: { kind: 'classes', scheme: { column: 'category', classes: ACCIDENT_CLASSES } },
  titleField: null,
  timeField: 'year',
  source: {
    name: 'Statistische Ämter des Bundes und der Länder, Unfallatlas',
    url: 'https://unfallatlas.statistikportal.de',
    licence: 'dl-de/by-2-0',
    licenceUrl: LICENCES['dl-de/by-2-0'],
    attribution:
      '© Statistische Ämter des Bundes und der Länder, Unfallatlas, dl-de/by-2-0 (Daten geändert: Auswahl des Gebiets)',
  },
  visible: true,
});
