import type { MeasureValues } from '@quartierblick/gis/layers/answers.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Sql } from '../db.ts';
import type { LayerFacts } from '../layers/facts.ts';
import { datesOf, finishedImports, sourcesOf } from '../layers/provenance.ts';
import { readValues } from './values.ts';

/**
 * Values of a measure for all areas of a layer, with all that must be said with them.
 * @param layer as its reader knows it
 * @param wanted the measure by its id, and a year or null for the newest
 * @returns null where the layer has no such measure, or none of that year
 */
export async function measureValues(
  sql: Sql,
  layer: LayerDefinition,
  { measures }: LayerFacts,
  wanted: { measure: string; year: number | null },
): Promise<MeasureValues | null> {
  const measure = measures.find(({ id }) => id === wanted.measure);
  if (!measure || (wanted.year !== null && !measure.years.includes(wanted.year))) return null;
  const year = wanted.year ?? measure.years.at(-1) ?? null;
  const { items, byImport } = await readValues(sql, layer, measure.id, year);
  const sources = sourcesOf(layer, byImport, await finishedImports(sql));
  const { name, url, licence, licenceUrl, attribution } = sources[0] ?? layer.source;
  return {
    measure: measure.id,
    title: measure.title,
    unit: measure.unit,
    denominator: measure.denominator,
    year,
    years: measure.years,
    ...datesOf(sources),
    source: { name, url, licence, licenceUrl, attribution },
    sources,
    citations: measure.sources,
    demo: sources.some(({ demo }) => demo),
    items,
  };
}
