import type { z } from '@hono/zod-openapi';
import type { DataSource } from '@quartierblick/gis/layers/define.ts';
import type { RecipeUse } from '../imports/report.ts';
import type { NewRecipe, Recipe } from '../recipes/recipes.ts';
import type { Prepared } from './plan.ts';
import type { orderSchema } from './schemas.ts';
import type { StoredLayer, TableChoice } from './types.ts';

/** What the assistant sends when an import is to begin. */
type Order = z.infer<typeof orderSchema>;

/** What the order says about where the data come from; what it leaves out, the source of the file says. */
export function sourceOf(order: Order): Partial<DataSource> {
  const { sourceName, sourceUrl, licence, licenceUrl, attribution } = order;
  const said = { name: sourceName, url: sourceUrl, licence, licenceUrl, attribution };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

const tableOf = ({ table }: Order): TableChoice | null => (table ? (table as TableChoice) : null);

/** The recipe that the choices of an order make. */
export function newRecipeOf(
  order: Order,
  target: string,
  stored: StoredLayer,
  fields: readonly { name: string }[],
): NewRecipe {
  return {
    name: order.saveRecipe?.name ?? stored.name,
    target,
    fields: fields.map(({ name }) => name),
    // One file's name changes with every delivery; the name of a sheet or of a layer in a database does not.
    layerPattern: null,
    crs: order.crs ?? null,
    mapping: order.mapping ?? {},
    values: order.values ?? {},
    table: tableOf(order),
    source: sourceOf(order) as Record<string, string>,
  };
}

/** What is kept with the import of how it was read. */
export function recipeUseOf(
  order: Order,
  stored: StoredLayer,
  prepared: Prepared,
  recipe: Recipe | undefined,
): RecipeUse {
  return {
    id: recipe?.id ?? null,
    name: recipe?.name ?? null,
    layer: stored.name,
    crs: prepared.crs?.id ?? null,
    mapping: prepared.mapping,
    values: order.values ?? {},
    table: tableOf(order) as Record<string, unknown> | null,
  };
}
