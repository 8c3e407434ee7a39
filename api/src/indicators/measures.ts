import type { Sql } from '../db.ts';
import { readableRows } from '../policy/readable.ts';
import type { Dataset, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { INDICATORS, indicatorOfColumn } from '@quartierblick/gis/layers/statistical-units/indicators.ts';
import type { Measure } from '@quartierblick/gis/symbology/symbology.ts';

/** A measure that can colour a layer, with the years for which there are figures. */
export interface MeasureSummary {
  id: string;
  title: Text;
  unit: Text;
  /** What is divided by, in words; empty for plain counts. */
  denominator: Text;
  years: number[];
  /** Sources as the figures themselves name them. */
  sources: string[];
}

/** Names of the columns that a long table of indicators has beside its parent column. */
const LONG_TABLE = ['indicator', 'year', 'value', 'unit', 'denominator', 'source', 'state'] as const;

/** The long table of a layer whose measures are indicators. */
export function longTable(layer: LayerDefinition): (Dataset & { parent: string }) | undefined {
  if (layer.symbology.kind !== 'measure' || !layer.symbology.indicators) return undefined;
  return layer.related.find(
    (dataset): dataset is Dataset & { parent: string } =>
      dataset.parent !== undefined && LONG_TABLE.every((column) => column in dataset.fields),
  );
}

/** Column with the year of a row, for layers whose measures are computed from columns. */
export function yearColumn(layer: LayerDefinition): string | undefined {
  return layer.symbology.kind === 'measure' ? layer.symbology.yearColumn : undefined;
}

/** Measures of a layer that is not coloured by measures: none. */
export async function measuresOf(sql: Sql, layer: LayerDefinition): Promise<MeasureSummary[]> {
  if (layer.symbology.kind !== 'measure') return [];
  const table = longTable(layer);
  const [computed, published] = await Promise.all([
    layer.symbology.measures.length > 0 ? computedMeasures(sql, layer, layer.symbology.measures) : [],
    table ? publishedIndicators(sql, table) : [],
  ]);
  return [...computed, ...published];
}

async function computedMeasures(
  sql: Sql,
  layer: LayerDefinition,
  measures: readonly Measure[],
): Promise<MeasureSummary[]> {
  const column = yearColumn(layer);
  const rows = column
    ? await sql<{ year: number }[]>`
        select distinct ${sql(column)} as year from ${readableRows(sql, layer.dataset)} t where ${sql(column)} is not null order by 1
      `
    : [];
  const years = rows.map(({ year }) => year);
  return measures.map(({ id, title, unit, denominator }) => ({
    id,
    title,
    unit,
    denominator,
    years,
    sources: [],
  }));
}

interface PublishedRow {
  indicator: string;
  years: number[];
  unit: string | null;
  denominator: string | null;
  sources: string[] | null;
}

async function publishedIndicators(sql: Sql, table: Dataset): Promise<MeasureSummary[]> {
  const rows = await sql<PublishedRow[]>`
    select indicator, to_jsonb(array_agg(distinct year)) as years, min(unit) as unit, min(denominator) as denominator,
      to_jsonb(array_agg(distinct source) filter (where source is not null)) as sources
    from ${readableRows(sql, table)} t
    group by indicator
  `;
  const order = new Map(INDICATORS.map(({ id }, index) => [id, index]));
  const position = (id: string) => order.get(id) ?? INDICATORS.length;
  return rows
    .map(({ indicator, years, unit, denominator, sources }) => ({
      ...wordsOf(indicator, unit, denominator),
      years: years.sort((a, b) => a - b),
      sources: sources ?? [],
    }))
    .sort((a, b) => position(a.id) - position(b.id) || a.title.de.localeCompare(b.title.de, 'de'));
}

/** Title, unit and denominator: those of the registry, or what the table says where it does not know the indicator. */
function wordsOf(indicator: string, unit: string | null, denominator: string | null) {
  const known = INDICATORS.find(({ id }) => id === indicator) ?? indicatorOfColumn(indicator);
  const same = (text: string): Text => ({ de: text, en: text });
  return {
    id: indicator,
    title: known?.title ?? same(indicator),
    unit: known?.unit ?? same(unit ?? ''),
    denominator:
      known?.denominator ?? (denominator ? same(denominator) : { de: 'wie veröffentlicht', en: 'as published' }),
  };
}
