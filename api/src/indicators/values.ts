import type { Sql } from '../db.ts';
import { readableRows } from '../policy/readable.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Measure } from '@quartierblick/gis/symbology/symbology.ts';
import { longTable, yearColumn } from './measures.ts';
import { publishable } from './protect.ts';
import type { Figure } from './protect.ts';

/** One area with its figure; `id` is the feature id in the tiles. */
export interface Item extends Figure {
  id: number;
  key: string;
}

export interface Values {
  items: Item[];
  /** Rows by the import they come from; null: not imported. */
  byImport: Map<string | null, number>;
}

interface Row {
  id: number;
  key: string;
  value: number | null;
  state: string | null;
  importId: string | null;
}

function collected(rows: readonly Row[], figure: (row: Row) => Figure): Values {
  const byImport = new Map<string | null, number>();
  const items = rows.map((row) => {
    const { value, state } = figure(row);
    if (state !== 'not-available') byImport.set(row.importId, (byImport.get(row.importId) ?? 0) + 1);
    return { id: row.id, key: row.key, value, state };
  });
  return { items, byImport };
}

/**
 * Figures of every area of the layer for one measure and year, in the measure's unit.
 * An area without a figure is listed as not available, never left out and never zero.
 * @param year null where the layer's rows carry no year
 */
export async function readValues(
  sql: Sql,
  layer: LayerDefinition,
  measure: string,
  year: number | null,
): Promise<Values> {
  const computed =
    layer.symbology.kind === 'measure' ? layer.symbology.measures.find(({ id }) => id === measure) : undefined;
  return computed ? computedValues(sql, layer, computed, year) : publishedValues(sql, layer, measure, year);
}

async function computedValues(
  sql: Sql,
  layer: LayerDefinition,
  { id, value, per, factor = 1, state: ownState }: Measure,
  year: number | null,
): Promise<Values> {
  const { dataset, symbology } = layer;
  const state = ownState ?? (symbology.kind === 'measure' ? symbology.stateColumn : undefined);
  const column = yearColumn(layer);
  const stated = state ? sql`t.${sql(state)}` : sql`'value'::text`;
  const rows = await sql<Row[]>`
    select t.id::float8 as id, t.key, t.import_id::text as "importId",
      t.${sql(value)}::float8 * ${factor}::float8 ${per ? sql`/ nullif(t.${sql(per)}::float8, 0)` : sql``} as value,
      ${stated} as state
    from ${readableRows(sql, dataset)} t
    ${column && year !== null ? sql`where t.${sql(column)} = ${year}` : sql``}
    order by t.id
  `;
  return collected(rows, (row) => publishable(id, row.value, row.state));
}

async function publishedValues(
  sql: Sql,
  layer: LayerDefinition,
  indicator: string,
  year: number | null,
): Promise<Values> {
  const table = longTable(layer);
  if (!table) return { items: [], byImport: new Map() };
  // Two files may tell the same figure; the later row is the newer statement.
  const rows = await sql<Row[]>`
    select distinct on (t.id) t.id::float8 as id, t.key, i.import_id::text as "importId", i.value, i.state
    from ${readableRows(sql, layer.dataset)} t
    left join ${readableRows(sql, table)} i
      on i.${sql(table.parent)} = t.key and i.indicator = ${indicator} and i.year = ${year}
    order by t.id, i.id desc
  `;
  return collected(rows, (row) => publishable(indicator, row.value, row.state));
}
