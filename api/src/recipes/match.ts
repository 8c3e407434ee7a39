import { PLACE_KEY } from '@quartierblick/gis/layers/place-key.ts';
import type { Recipe } from './recipes.ts';

/** Share of the field names that a file and a recipe must have in common. */
const ALIKE = 0.8;

const level = (name: string): string => name.trim().toLowerCase();

/** Whether a name fits a pattern in which `*` stands for any text; capitals do not matter. */
function fits(name: string, pattern: string): boolean {
  const parts = level(pattern)
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(level(name));
}

/** Fields without which a recipe cannot be followed. */
function needed({ mapping, table }: Recipe): string[] {
  return [...Object.values(mapping), table?.x, table?.y, table?.geometry, table?.join?.field].filter(
    (name) => name !== undefined && name !== PLACE_KEY,
  ) as string[];
}

/**
 * Recipes that a layer of a file can be read by, the most alike first: every field that they use is there, most names of
 * fields are the same, and the layer's name fits where the recipe asks for one.
 */
export function matchingRecipes<R extends Recipe>(
  recipes: readonly R[],
  layer: { name: string; fields: readonly string[]; geometryColumns?: readonly string[] },
): R[] {
  const own = new Set(layer.fields.map(level));
  const there = new Set([...own, ...(layer.geometryColumns ?? []).map(level)]);
  return recipes
    .filter(({ layerPattern }) => layerPattern === null || fits(layer.name, layerPattern))
    .filter((recipe) => needed(recipe).every((name) => there.has(level(name))))
    .map((recipe) => {
      const theirs = new Set(recipe.fields.map(level));
      const all = new Set([...own, ...theirs]).size;
      return { recipe, alike: all === 0 ? 0 : [...own].filter((name) => theirs.has(name)).length / all };
    })
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike)
    .map(({ recipe }) => recipe);
}
