import type { DataSource } from './define.ts';

/** Licences of open data as their texts ask to be named. */
export const LICENCES = {
  'dl-de/zero-2-0': 'https://www.govdata.de/dl-de/zero-2-0',
  'dl-de/by-2-0': 'https://www.govdata.de/dl-de/by-2-0',
  'ODbL-1.0': 'https://opendatacommons.org/licenses/odbl/1-0/',
  'CC-BY-4.0': 'https://creativecommons.org/licenses/by/4.0/',
} as const;

/** What is said of data of which nothing is known. */
export const OWN_DATA: DataSource = {
  name: 'Eigene Daten',
  url: null,
  licence: 'nicht angegeben',
  licenceUrl: null,
  attribution: 'Eigene Daten, Lizenz nicht angegeben',
};
