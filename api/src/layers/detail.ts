import type postgres from 'postgres';
import type { Sql } from '../db.ts';
import { readableRows } from '../policy/readable.ts';
import type { z } from '@hono/zod-openapi';
import type { Dataset, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { longTable } from '../indicators/measures.ts';
import { publishable } from '../indicators/protect.ts';
import { mercatorToDegrees } from './facts.ts';
import type { Bounds } from './facts.ts';
import { geometryAsJson, shownAsJson } from './features.ts';
import type { FeatureRow } from './features.ts';
import { finishedImports, sourceOf } from './provenance.ts';
import type { ImportRecord } from './provenance.ts';
import type { featureDetailSchema } from './schemas.ts';

type FeatureDetail = z.infer<typeof featureDetailSchema>;
type Lineage = NonNullable<FeatureDetail['lineage']>;

interface DetailRow extends FeatureRow {
  key: string;
  center: [number, number];
  box: Bounds;
  importId: string | null;
}
interface RelatedRow extends FeatureRow {
  importId: string | null;
}

/** Largest id that a bigint column can hold; longer digits can only be a key. */
const LARGEST_ID = 2n ** 63n - 1n;

/**
 * One feature by its id or its stable key, with related rows and lineage; null where there is none.
 * Digits are read as an id first, and as a key where no feature has that id.
 */
export async function readFeature(sql: Sql, layer: LayerDefinition, idOrKey: string): Promise<FeatureDetail | null> {
  const isId = /^[1-9]\d*$/.test(idOrKey) && BigInt(idOrKey) <= LARGEST_ID;
  const row =
    (isId ? await one(sql, layer, sql`t.id = ${idOrKey}::bigint`) : null) ??
    (await one(sql, layer, sql`t.key = ${idOrKey}`));
  if (!row) return null;
  const related: { dataset: Dataset; rows: RelatedRow[] }[] = [];
  for (const dataset of layer.related) {
    if (dataset.parent)
      related.push({
        dataset,
        rows: await relatedRows(sql, layer, dataset, dataset.parent, row.key),
      });
  }
  const owners = [row.importId, ...related.flatMap(({ rows }) => rows.map(({ importId }) => importId))];
  const imports = await finishedImports(sql, [...new Set(owners.filter((id) => id !== null))]);
  const title = layer.titleField ? row.properties[layer.titleField] : null;
  return {
    type: 'Feature',
    id: row.id,
    layer: layer.id,
    title: typeof title === 'string' ? title : null,
    geometry: row.geometry,
    center: row.center,
    bbox: mercatorToDegrees(row.box),
    properties: row.properties,
    related: related.map(({ dataset, rows }) => ({
      dataset: dataset.id,
      rows: rows.map(({ id, properties, geometry }) => ({
        id,
        ...properties,
        ...(geometry && { geometry }),
      })),
      lineage: lineages(layer, imports, new Set(rows.map(({ importId }) => importId))),
    })),
    lineage: lineages(layer, imports, new Set([row.importId]))[0] ?? null,
  };
}

async function one(
  sql: Sql,
  layer: LayerDefinition,
  condition: postgres.PendingQuery<postgres.Row[]>,
): Promise<DetailRow | null> {
  const [row] = await sql<DetailRow[]>`
    select t.id::float8 as id, t.key, t.import_id::text as "importId", ${shownAsJson(sql, layer.dataset)} as properties,
      ${geometryAsJson(sql, 'full')} as geometry, ${geometryAsJson(sql, 'point')} -> 'coordinates' as center,
      array[st_xmin(t.geom_3857), st_ymin(t.geom_3857), st_xmax(t.geom_3857), st_ymax(t.geom_3857)] as box
    from ${readableRows(sql, layer.dataset)} t
    where ${condition}
  `;
  return row ?? null;
}

async function relatedRows(
  sql: Sql,
  layer: LayerDefinition,
  dataset: Dataset,
  parent: string,
  key: string,
): Promise<RelatedRow[]> {
  // Newest first where rows carry a date or a year, e.g. the history of a case.
  const time = Object.entries(dataset.fields).find(
    ([name, { kind }]) => kind === 'date' || kind === 'year' || name === 'year',
  )?.[0];
  const rows = await sql<RelatedRow[]>`
    select t.id::float8 as id, t.import_id::text as "importId", ${shownAsJson(sql, dataset)} as properties,
      ${geometryAsJson(sql, dataset.geometry ? 'full' : 'none')} as geometry
    from ${readableRows(sql, dataset)} t
    where t.${sql(parent)} = ${key}
    order by ${time ? sql`t.${sql(time)} desc nulls last, t.id` : sql`t.id`}
  `;
  if (dataset !== longTable(layer)) return [...rows];
  return rows.map((row) => ({
    ...row,
    properties: { ...row.properties, ...publishableFigure(row.properties) },
  }));
}

function publishableFigure({ indicator, value, state }: Record<string, unknown>) {
  const number = typeof value === 'number' ? value : null;
  return publishable(String(indicator), number, typeof state === 'string' ? state : null);
}

/** What is known of the imports with these ids. Who ran them is not part of it: that concerns the report only. */
function lineages(
  layer: LayerDefinition,
  imports: readonly ImportRecord[],
  ids: ReadonlySet<string | null>,
): Lineage[] {
  return imports
    .filter(({ id }) => ids.has(id))
    .map((record) => {
      const source = sourceOf(layer, record);
      return {
        import: record.id,
        file: layer.dataset.limit ? '' : record.fileName,
        source,
        licence: source.licence,
        asOf: record.asOf,
        importedAt: record.importedAt,
        demo: record.demo,
      };
    });
}
