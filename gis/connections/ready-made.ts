import type { DataSource } from '../layers/define.ts';
import type { Text } from '../layers/fields.ts';
import type { LayerId } from '../layers/index.ts';
import { LICENCES } from '../layers/licences.ts';
import type { Replaces, Schedule } from './kinds.ts';
import type { Settings } from './settings.ts';

/** A connection that comes with the program. Nothing is fetched until somebody switches it on. */
export interface ReadyMade {
  id: string;
  title: Text;
  settings: Settings;
  layer: LayerId;
  year: number | null;
  source: DataSource;
  schedule: Schedule;
  replaces: Replaces;
  /** Day on which the address was tried and answered as expected; null: nobody has tried it from here. */
  confirmed: string | null;
  /** Where the address is known from, and what to check before it is relied on. */
  note: Text;
}

const DORTMUND = 'https://open-data.dortmund.de';
const dortmund = (name: string): DataSource => ({
  name: `Stadt Dortmund, ${name}`,
  url: DORTMUND,
  licence: 'dl-de/zero-2-0',
  licenceUrl: LICENCES['dl-de/zero-2-0'],
  attribution: `Stadt Dortmund, ${name}`,
});
const geobasis = (name: string): DataSource => ({
  name: `Geobasis NRW, ${name}`,
  url: 'https://www.bezreg-koeln.nrw.de/geobasis-nrw',
  licence: 'dl-de/zero-2-0',
  licenceUrl: LICENCES['dl-de/zero-2-0'],
  attribution: `Geobasis NRW, ${name}`,
});
const STATISTICS: DataSource = {
  name: 'Statistische Ämter des Bundes und der Länder, Unfallatlas',
  url: 'https://unfallatlas.statistikportal.de',
  licence: 'dl-de/by-2-0',
  licenceUrl: LICENCES['dl-de/by-2-0'],
  attribution: '© Statistische Ämter des Bundes und der Länder, Unfallatlas, dl-de/by-2-0 (Daten geändert)',
};
const ZENSUS: DataSource = {
  name: 'Statistisches Bundesamt, Zensus 2022',
  url: 'https://www.destatis.de/DE/Themen/Gesellschaft-Umwelt/Bevoelkerung/Zensus2022/_inhalt.html',
  licence: 'dl-de/by-2-0',
  licenceUrl: LICENCES['dl-de/by-2-0'],
  attribution: '© Statistisches Bundesamt, Zensus 2022, dl-de/by-2-0 (Daten geändert)',
};

const GUESSED: Text = {
  de: 'Das Portal ist bekannt, der Name des Datensatzes nach dem Muster des Portals angenommen: vor dem Einschalten prüfen.',
  en: 'The portal is known, the name of the data set assumed by the portal’s pattern: check before switching on.',
};
const SEEN: Text = {
  de: 'Adresse aus mehreren öffentlichen Programmen, die sie benutzen; von hier aus nicht versucht.',
  en: 'Address known from several public programs that use it; not tried from here.',
};

/** A data set of Dortmund's portal; identifiers there lose their umlauts' dots ("parkhauser"). */
function portal(id: string, title: Text, dataset: string, layer: LayerId, replaces: Replaces): ReadyMade {
  return {
    id,
    title,
    settings: { kind: 'opendatasoft', url: DORTMUND, dataset, filter: '' },
    layer,
    year: null,
    source: dortmund(title.de.replace(/^Dortmund: /, '')),
    schedule: 'monthly',
    replaces,
    confirmed: null,
    note: GUESSED,
  };
}

/** One year of the accident atlas; of North Rhine-Westphalia there is none before 2019. */
const accidents = (year: number): ReadyMade => ({
  id: `unfallatlas-${year}`,
  title: { de: `Unfallatlas ${year}`, en: `Accident atlas ${year}` },
  settings: {
    kind: 'url',
    url: `https://www.opengeodata.nrw.de/produkte/transport_verkehr/unfallatlas/Unfallorte${year}_EPSG25832_CSV.zip`,
    member: 'Unfallorte',
  },
  layer: 'accidents',
  year,
  source: STATISTICS,
  schedule: 'yearly',
  replaces: 'own',
  confirmed: null,
  note: SEEN,
});

const ACCIDENT_YEARS = [2019, 2020, 2021, 2022, 2023, 2024];

/** Connections for Dortmund and North Rhine-Westphalia. Another city adds its own here, or on the screen without code. */
export const READY_MADE: readonly ReadyMade[] = [
  portal(
    'dortmund-playgrounds',
    { de: 'Dortmund: Spielplätze', en: 'Dortmund: playgrounds' },
    'spielplatze',
    'playgrounds',
    'own',
  ),
  portal(
    'dortmund-kitas',
    { de: 'Dortmund: Kindertageseinrichtungen', en: 'Dortmund: day-care centres' },
    'kindergarten',
    'offers',
    'nothing',
  ),
  portal(
    'dortmund-units',
    { de: 'Dortmund: Statistische Unterbezirke', en: 'Dortmund: statistical units' },
    'statistische-unterbezirke',
    'statistical-units',
    'own',
  ),
  ...ACCIDENT_YEARS.map(accidents),
  {
    id: 'nrw-buildings',
    title: { de: 'NRW: Gebäude (ALKIS)', en: 'NRW: buildings (ALKIS)' },
    settings: {
      kind: 'ogc-features',
      url: 'https://ogc-api.nrw.de/lika/v1',
      collection: 'gebaeude_bauwerk',
      filter: '',
      within: true,
    },
    layer: 'buildings',
    year: null,
    source: geobasis('Amtliches Liegenschaftskataster (ALKIS)'),
    schedule: 'quarterly',
    replaces: 'own',
    confirmed: null,
    note: SEEN,
  },
  {
    id: 'nrw-addresses',
    title: { de: 'NRW: Gebäudereferenzen (Hauskoordinaten)', en: 'NRW: house coordinates' },
    settings: {
      kind: 'url',
      url: 'https://www.opengeodata.nrw.de/produkte/geobasis/lk/akt/gebref_txt/gebref_EPSG25832_ASCII.zip',
      member: 'gebref',
    },
    layer: 'addresses',
    year: null,
    source: geobasis('Gebäudereferenzen'),
    schedule: 'quarterly',
    replaces: 'own',
    confirmed: null,
    note: {
      de: `${SEEN.de} Ganz NRW: rund 100 MB gepackt, 700 MB entpackt.`,
      en: `${SEEN.en} All of NRW: about 100 MB packed, 700 MB unpacked.`,
    },
  },
  {
    id: 'zensus-grid',
    title: { de: 'Zensus 2022: Einwohner im 100-m-Gitter', en: 'Census 2022: inhabitants in the 100 m grid' },
    settings: {
      kind: 'url',
      url: 'https://www.destatis.de/static/DE/zensus/gitterdaten/Zensus2022_Bevoelkerungszahl.zip',
      member: '100m-Gitter',
    },
    layer: 'population-grid',
    year: 2022,
    source: ZENSUS,
    // Ten years until the next census: fetched when somebody wants it.
    schedule: 'manual',
    replaces: 'own',
    confirmed: null,
    note: SEEN,
  },
];
