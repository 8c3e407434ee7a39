import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { readableRows } from '../policy/readable.ts';
import { freeLayer } from '@quartierblick/gis/layers/free/layer.ts';
import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import type { SqlLike, Sql } from '../db.ts';

/** What would miss a free layer. */
export interface LayerUses {
  rows: number;
  stories: { key: string; title: Text }[];
  recipes: { id: string; name: string }[];
  connections: { id: string; title: string }[];
}

/** Stories that name the layer on a map or in a figure; an id that only begins like it does not count. */
async function storiesWith(sql: SqlLike, id: string): Promise<LayerUses['stories']> {
  const rows = await sql<{ key: string; title: Text }[]>`
    select key::text, content -> 'title' as title from stories
    where content::text ~ ${`${id}([^a-z0-9-]|$)`} order by changed_at desc
  `;
  return rows.map((row) => ({ ...row }));
}

/** What depends on a free layer: its rows, stories that show it, recipes and connections that fill it. */
export async function usesOf(sql: Sql, spec: FreeLayerSpec): Promise<LayerUses> {
  const { dataset, id } = freeLayer(spec);
  const [[rows], stories, recipes, connections] = await Promise.all([
    sql<{ n: number }[]>`select count(*)::float8 as n from ${readableRows(sql, dataset)} t`,
    storiesWith(sql, id),
    sql<{ id: string; name: string }[]>`select id::text, name from import_recipes where target = ${id} order by name`,
    sql<{ id: string; title: string }[]>`select id::text, title from connections where layer = ${id} order by title`,
  ]);
  return {
    rows: rows?.n ?? 0,
    stories,
    recipes: recipes.map((row) => ({ ...row })),
    connections: connections.map((row) => ({ ...row })),
  };
}
