import type { DataSource } from '../layers/define.ts';
import type { Text } from '../layers/fields.ts';

/** A source as an export names it: what the licence asks for, and as of when the data is (YYYY-MM-DD). */
export interface NotedSource extends DataSource {
  asOf: string | null;
  asOfFrom: string | null;
  /** Invented for the demonstration. */
  demo: boolean;
}

/** What was done to the data between the source and the file; dl-de/by-2-0 and CC BY ask that it be said. */
const CHANGES = {
  taken: {
    de: 'in die Felder von Quartierblick übernommen und in ETRS89 / UTM 32N (EPSG:25832) geführt',
    en: 'taken over into the fields of Quartierblick and kept in ETRS89 / UTM 32N (EPSG:25832)',
  },
  repaired: {
    de: 'ungültige Flächen beim Einlesen repariert, wo es welche gab',
    en: 'invalid areas repaired on import where there were any',
  },
  reprojected: { de: 'für diese Datei in EPSG:{crs} umgerechnet', en: 'transformed into EPSG:{crs} for this file' },
  filtered: { de: 'nach den Angaben unter „Filter“ ausgewählt', en: 'selected as said under “Filter”' },
  clipped: {
    de: 'auf das beschränkt, was diese Ausgabestufe zeigen darf',
    en: 'limited to what this edition may show',
  },
  simplified: {
    de: 'für Kacheln vereinfacht, auf 1/4096 der Kachel gerundet; enthält nur die Felder der Karte',
    en: 'simplified for tiles, rounded to 1/4096 of a tile; holds the fields of the map only',
  },
  shortened: {
    de: 'Feldnamen und lange Texte für Shapefile gekürzt',
    en: 'names of fields and long texts shortened for Shapefile',
  },
} as const satisfies Record<string, Text>;
export type Change = keyof typeof CHANGES;

/** What is known of a file when it is made. */
export interface NoteFacts {
  layer: Text;
  description: Text;
  sources: readonly NotedSource[];
  /** Features in the file, and those of the layer that the reader may see. */
  rows: number;
  of: number;
  /** What is said of each column of figures beside the fields of the layer. */
  figures: readonly string[];
  /** Each condition of the filter, as it is to be read; empty: all. */
  filter: readonly string[];
  /** EPSG number of the coordinates in the file. */
  crs: number;
  changes: readonly Change[];
  /** Day on which the file was made, YYYY-MM-DD. */
  madeOn: string;
}

/** A note as pairs of name and value for a sheet or table, and as one text with a line for each. */
export interface ExportNote {
  title: string;
  entries: [name: string, value: string][];
  text: string;
  /** Attributions of all sources in one line, as maps show them. */
  attribution: string;
}

const WORDS = {
  de: {
    layer: 'Ebene',
    description: 'Beschreibung',
    source: 'Quelle',
    licence: 'Lizenz',
    attribution: 'Namensnennung',
    asOf: 'Stand',
    unknown: 'nicht bekannt',
    demo: 'erfunden, nur zur Vorführung',
    rows: 'Objekte',
    ofAll: (n: number, of: number) => `${n} von ${of}`,
    figures: 'Kennzahlen',
    filter: 'Filter',
    none: 'keiner, alle Objekte',
    crs: 'Koordinatensystem',
    changes: 'Veränderungen gegenüber der Quelle',
    madeOn: 'Ausgegeben am',
    by: 'mit Quartierblick',
  },
  en: {
    layer: 'Layer',
    description: 'Description',
    source: 'Source',
    licence: 'Licence',
    attribution: 'Attribution',
    asOf: 'As of',
    unknown: 'not known',
    demo: 'invented, for demonstration only',
    rows: 'Features',
    ofAll: (n: number, of: number) => `${n} of ${of}`,
    figures: 'Figures',
    filter: 'Filter',
    none: 'none, all features',
    crs: 'Coordinate system',
    changes: 'Changes to the source',
    madeOn: 'Exported on',
    by: 'by Quartierblick',
  },
} as const;

/** A name with the address behind it, where there is one. */
const linked = (name: string, url: string | null): string => (url ? `${name} (${url})` : name);

/**
 * What goes with every export: source, licence, attribution and as-of date of all that is in it, how it was selected, and what
 * was changed, as dl-de/by-2-0 asks. A date that nobody knows is said to be unknown.
 * @param language of the reader
 */
export function exportNote(facts: NoteFacts, language: keyof Text): ExportNote {
  const words = WORDS[language];
  const changes = facts.changes.map((change) => CHANGES[change][language].replace('{crs}', String(facts.crs)));
  const entries: [string, string][] = [
    [words.layer, facts.layer[language]],
    [words.description, facts.description[language]],
    ...facts.sources.flatMap((source): [string, string][] => [
      [words.source, linked(source.name, source.url) + (source.demo ? ` – ${words.demo}` : '')],
      [words.licence, linked(source.licence || words.unknown, source.licenceUrl)],
      [words.attribution, source.attribution],
      [words.asOf, span(source) ?? words.unknown],
    ]),
    [words.rows, words.ofAll(facts.rows, facts.of)],
    ...facts.figures.map((said): [string, string] => [words.figures, said]),
    [words.filter, facts.filter.join('; ') || words.none],
    [words.crs, `EPSG:${facts.crs}`],
    ...(changes.length > 0 ? [[words.changes, changes.join('; ')] as [string, string]] : []),
    [words.madeOn, `${facts.madeOn} ${words.by}`],
  ];
  return {
    title: facts.layer[language],
    entries,
    text: entries.map(([name, value]) => `${name}: ${value}`).join('\n'),
    attribution: [...new Set(facts.sources.map(({ attribution }) => attribution))].join(' · '),
  };
}

function span({ asOf, asOfFrom }: NotedSource): string | null {
  return asOf !== null && asOfFrom !== null && asOfFrom !== asOf ? `${asOfFrom} – ${asOf}` : asOf;
}
