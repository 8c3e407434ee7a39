import { featureFilter, latest, normalizePropertyExpression, validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type {
  FilterSpecification,
  PropertyValueSpecification,
  StylePropertySpecification,
  StyleSpecification,
} from '@maplibre/maplibre-gl-style-spec';
import type { StyleLayer } from './style-layer.ts';

/** A style layer as it draws one feature: each paint and layout property with the value it comes to. */
export interface Drawn {
  /** What completes the style layer's id, e.g. `fill`. */
  part: string;
  values: Record<string, string>;
}

/** Columns of a feature in a tile; a column that is null in the database is absent, as in a vector tile. */
export type Columns = Record<string, string | number>;

const references = latest as unknown as Record<string, Record<string, StylePropertySpecification>>;
const GEOMETRIES = {
  fill: 'Polygon',
  'fill-extrusion': 'Polygon',
  line: 'LineString',
  symbol: 'Point',
  circle: 'Point',
} as const;

/**
 * What the renderer makes of a feature, for tests: the style specification's own evaluator decides which style layers
 * take it and what their properties come to. Colours are read as `rgba(…)`, images by name.
 */
export function drawnBy(layers: readonly StyleLayer[], properties: Columns, zoom = 16): Drawn[] {
  return layers.flatMap((layer) => {
    const feature = { type: GEOMETRIES[layer.type], properties };
    if (layer.minzoom !== undefined && zoom < layer.minzoom) return [];
    const { filter } = featureFilter(layer.filter as unknown as FilterSpecification | undefined, 'filter');
    if (!filter({ zoom }, feature)) return [];
    const values: Drawn['values'] = {};
    for (const kind of ['paint', 'layout'] as const) {
      for (const [name, value] of Object.entries(layer[kind] ?? {})) {
        const reference = references[`${kind}_${layer.type}`]?.[name];
        if (!reference) throw new Error(`${layer.id}: the style specification knows no ${kind} property ${name}`);
        const expression = normalizePropertyExpression(
          value as PropertyValueSpecification<unknown>,
          `${layer.id}.${name}`,
          reference,
        );
        values[name] = String(expression.evaluate({ zoom }, feature, {}));
      }
    }
    return [{ part: layer.id.slice(layer.id.indexOf('/') + 1), values }];
  });
}

/** What the style specification's validator objects to in a style of these layers; empty where it takes it. */
export function objections(layers: readonly StyleLayer[]): string[] {
  const sources = Object.fromEntries(
    layers.map(({ source }) => [source, { type: 'vector', tiles: [`http://localhost/${source}/{z}/{x}/{y}.mvt`] }]),
  );
  const style = { version: 8, sources, layers } as unknown as StyleSpecification;
  return validateStyleMin(style).map(({ message }) => message);
}
