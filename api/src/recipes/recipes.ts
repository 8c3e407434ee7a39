import { randomUUID } from 'node:crypto';
import type { SqlLike } from '../db.ts';
import type { TableChoice } from '../inspections/types.ts';

/** How a kind of file is read, without name and author. */
export interface NewRecipe {
  name: string;
  target: string;
  /** Names of the fields of the file that it was made for. */
  fields: string[];
  layerPattern: string | null;
  crs: string | null;
  mapping: Record<string, string>;
  values: Record<string, Record<string, string>>;
  table: TableChoice | null;
  source: Record<string, string> | null;
}

export interface Recipe extends NewRecipe {
  id: string;
  author: string;
  createdAt: string;
  changedAt: string;
}

const columns = (sql: SqlLike) => sql`
  id, name, target, fields, layer_pattern as "layerPattern", crs, mapping, codes as "values", table_choice as "table", source,
  author, to_jsonb(created_at) #>> '{}' as "createdAt", to_jsonb(changed_at) #>> '{}' as "changedAt"
`;

/** All recipes by name. */
export async function recipes(sql: SqlLike): Promise<Recipe[]> {
  const rows = await sql<Recipe[]>`select ${columns(sql)} from import_recipes order by lower(name), id`;
  return rows.map((row) => ({ ...row }));
}

/** One recipe, or undefined. `id` may be any text. */
export async function recipeOf(sql: SqlLike, id: string): Promise<Recipe | undefined> {
  const [row] = await sql<Recipe[]>`select ${columns(sql)} from import_recipes where id::text = ${id}`;
  return row && { ...row };
}

const orNull = (sql: SqlLike, value: object | null) => (value ? sql.json(value as never) : null);

/** Keeps a new recipe. */
export async function addRecipe(sql: SqlLike, recipe: NewRecipe, author: string): Promise<Recipe> {
  const id = randomUUID();
  const [row] = await sql<Recipe[]>`
    insert into import_recipes (id, name, target, fields, layer_pattern, crs, mapping, codes, table_choice, source, author)
    values (${id}, ${recipe.name}, ${recipe.target}, ${recipe.fields}, ${recipe.layerPattern}, ${recipe.crs},
      ${sql.json(recipe.mapping)}, ${sql.json(recipe.values)}, ${orNull(sql, recipe.table)}, ${orNull(sql, recipe.source)},
      ${author})
    returning ${columns(sql)}
  `;
  return { ...(row as Recipe) };
}

/** Changes a recipe. @returns undefined where there is none */
export async function changeRecipe(sql: SqlLike, id: string, recipe: NewRecipe): Promise<Recipe | undefined> {
  const [row] = await sql<Recipe[]>`
    update import_recipes set name = ${recipe.name}, target = ${recipe.target}, fields = ${recipe.fields},
      layer_pattern = ${recipe.layerPattern}, crs = ${recipe.crs}, mapping = ${sql.json(recipe.mapping)},
      codes = ${sql.json(recipe.values)}, table_choice = ${orNull(sql, recipe.table)},
      source = ${orNull(sql, recipe.source)}, changed_at = now()
    where id::text = ${id} returning ${columns(sql)}
  `;
  return row && { ...row };
}

/** Deletes a recipe; imports that used it keep what it said. @returns false where there is none */
export async function deleteRecipe(sql: SqlLike, id: string): Promise<boolean> {
  const { count } = await sql`delete from import_recipes where id::text = ${id}`;
  return count > 0;
}
