import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { exportNote } from '@quartierblick/gis/export/note.ts';
import type { Change, ExportNote } from '@quartierblick/gis/export/note.ts';
import { VALUE_STATES } from '@quartierblick/gis/symbology/symbology.ts';
import type { Sql } from '../db.ts';
import { UNCLASSED } from '../layers/legend.ts';
import type { LayerFacts } from '../layers/facts.ts';
import { finishedImports, sourcesOf } from '../layers/provenance.ts';
import { today } from '../properties/today.ts';
import { systemOf } from './parameters.ts';
import type { ExportQuery } from './parameters.ts';

const WORDS = {
  de: {
    classes: 'Klassen',
    marks: 'Überlagerung',
    box: 'Ausschnitt (WGS 84)',
    words: 'Suchworte',
    rest: 'ohne Angabe',
  },
  en: { classes: 'classes', marks: 'overlay', box: 'box (WGS 84)', words: 'words', rest: 'not stated' },
} as const;

/** The filter of an export as it is to be read. */
function filterWords({ symbology }: LayerDefinition, query: ExportQuery, language: keyof Text): string[] {
  const words = WORDS[language];
  const states = Object.entries(VALUE_STATES).map(([id, label]) => ({ id, label }));
  const classes = symbology.kind === 'classes' ? symbology.scheme.classes : states;
  const marks = symbology.kind === 'classes' ? (symbology.overlay?.classes ?? []) : [];
  const named = (ids: readonly string[], of: readonly { id: string; label: Text }[]): string =>
    ids
      .map((id) => (id === UNCLASSED ? words.rest : (of.find((one) => one.id === id)?.label[language] ?? id)))
      .join(', ');
  return [
    ...(query.class ? [`${words.classes}: ${named(query.class, classes)}`] : []),
    ...(query.mark ? [`${words.marks}: ${named(query.mark, marks)}`] : []),
    ...(query.bbox ? [`${words.box}: ${query.bbox.join(', ')}`] : []),
    ...(query.q === undefined ? [] : [`${words.words}: ${query.q}`]),
  ];
}

export interface AboutExport {
  layer: LayerDefinition;
  facts: LayerFacts;
  query: ExportQuery;
  counts: { rows: number; of: number };
  /** What is said of each column of figures. */
  figures: readonly string[];
  language: keyof Text;
}

/** The note of an export: where the rows of the layer come from as its reader sees it, how they were selected, what was changed. */
export async function aboutExport(
  sql: Sql,
  { layer, facts, query, counts, figures, language }: AboutExport,
): Promise<ExportNote> {
  const used = sourcesOf(layer, facts.byImport, await finishedImports(sql));
  const declared = { ...layer.source, asOf: null, asOfFrom: null, demo: false };
  const filter = filterWords(layer, query, language);
  const crs = systemOf(query);
  const changes: Change[] = ['taken'];
  if (layer.dataset.geometry === 'polygon') changes.push('repaired');
  if (crs !== 25832) changes.push('reprojected');
  if (filter.length > 0) changes.push('filtered');
  if (layer.dataset.limit) changes.push('clipped');
  if (query.format === 'pmtiles') changes.push('simplified');
  if (query.format === 'shp') changes.push('shortened');
  return exportNote(
    {
      layer: layer.title,
      description: layer.description,
      sources: used.length > 0 ? used : [declared],
      ...counts,
      figures,
      ...{ filter, crs, changes, madeOn: today() },
    },
    language,
  );
}
