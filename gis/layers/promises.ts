import type { Promised } from './freshness.ts';
import type { LayerId } from './index.ts';

/**
 * How old the data of layers may grow unless the city promises something else. Apart from the layers, so that the page of the map
 * need not carry them. A layer that is not listed promises nothing: its rows are computed, or edited here.
 */
export const PROMISES: Readonly<Partial<Record<LayerId, Promised>>> = {
  'statistical-units': {
    months: 18,
    why: {
      de: 'Die Stadt veröffentlicht die Zahlen zum Jahresende jährlich, etwa ein halbes Jahr später',
      en: 'The city publishes figures of the end of a year yearly, about half a year later',
    },
  },
  'population-grid': {
    months: 132,
    why: {
      de: 'Zensus alle zehn Jahre (VO (EG) 763/2008, Art. 5), Ergebnisse ein Jahr später',
      en: 'Census every ten years (Regulation (EC) 763/2008, Art. 5), results a year later',
    },
  },
  accidents: {
    months: 19,
    why: {
      de: 'Der Unfallatlas erscheint jährlich, das Vorjahr etwa im Juli',
      en: 'The accident atlas appears yearly, the year before in about July',
    },
  },
  streets: {
    months: 6,
    why: {
      de: 'OpenStreetMap ändert sich täglich; ein halbes Jahr ist Annahme des Hauses',
      en: 'OpenStreetMap changes daily; half a year is an assumption of the house',
    },
  },
  green: {
    months: 12,
    why: {
      de: 'Annahme des Hauses: Grünflächen und Gewässer ändern sich langsam',
      en: 'Assumption of the house: green and water change slowly',
    },
  },
  crossings: {
    months: 6,
    why: {
      de: 'OpenStreetMap ändert sich täglich; ein halbes Jahr ist Annahme des Hauses',
      en: 'OpenStreetMap changes daily; half a year is an assumption of the house',
    },
  },
  stops: {
    months: 12,
    why: { de: 'Fahrplanwechsel im Dezember, einmal im Jahr', en: 'The timetable changes in December, once a year' },
  },
  buildings: {
    months: 12,
    why: {
      de: 'Annahme des Hauses: einmal im Jahr aus dem Liegenschaftskataster',
      en: 'Assumption of the house: once a year from the cadastre',
    },
  },
  addresses: {
    months: 12,
    why: {
      de: 'Annahme des Hauses: einmal im Jahr aus dem Liegenschaftskataster',
      en: 'Assumption of the house: once a year from the cadastre',
    },
  },
  playgrounds: {
    months: 12,
    why: {
      de: 'Annahme des Hauses: einmal im Jahr vom Grünflächenamt',
      en: 'Assumption of the house: once a year from the parks office',
    },
  },
  offers: {
    months: 12,
    why: { de: 'Träger werden jährlich um Bestätigung gebeten', en: 'Providers are asked to confirm once a year' },
  },
};
