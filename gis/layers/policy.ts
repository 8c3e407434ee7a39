import type { Dataset, Edition, LayerDefinition } from './define.ts';
import { maySee } from './define.ts';
import type { Field, Text } from './fields.ts';
import type { Symbology } from '../symbology/symbology.ts';

/** What may be seen of a layer by those who may not see it in full. */
export interface Limit {
  /** A row is seen where one of these columns has one of these values. */
  rows: Readonly<Record<string, readonly string[]>>;
  /** Fields that are seen, derived ones included; no others exist for the reader. */
  fields: readonly string[];
  /** Of these fields only these values are told; any other is withheld. */
  values?: Readonly<Record<string, readonly string[]>>;
  /** Takes the place of the layer's description, so that nobody takes the part for the whole. */
  description: Text;
}

/**
 * Who sees what of a layer: the one place where that is said. Map, tiles, features, search, counts, exports and events derive
 * from it (`layerFor`, and `readable` in the api).
 */
export interface Policy {
  /** Lowest edition that sees every row and field, related tables included. */
  full: Edition;
  /** From this edition on a part is seen. Related tables are never part of it. */
  limited?: Limit & { from: Edition };
}

const parts = new WeakMap<LayerDefinition, LayerDefinition>();

/** The layer as an edition knows it: the whole, its limited part, or undefined where it does not exist for them. */
export function layerFor(layer: LayerDefinition, edition: Edition): LayerDefinition | undefined {
  const { full, limited } = layer.policy;
  if (maySee(edition, full)) return layer;
  return limited && maySee(edition, limited.from) ? limitedLayer(layer) : undefined;
}

/** The limited part of a layer; always the same object for the same layer. @throws TypeError where it has none */
export function limitedLayer(layer: LayerDefinition): LayerDefinition {
  const { limited } = layer.policy;
  if (!limited) throw new TypeError(`layer ${layer.id} has no limited part`);
  let part = parts.get(layer);
  if (!part) {
    part = narrowed(layer, limited);
    parts.set(layer, part);
  }
  return part;
}

function narrowed(layer: LayerDefinition, limit: Limit): LayerDefinition {
  const seen = (name: string) => limit.fields.includes(name);
  const pick = (fields: Record<string, Field>) =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => seen(name)));
  const dataset: Dataset = {
    ...layer.dataset,
    fields: pick(layer.dataset.fields),
    generated: pick(layer.dataset.generated ?? {}),
    limit,
  };
  const { timeField, ...timeless } = layer;
  return {
    ...timeless,
    ...(timeField !== undefined && seen(timeField) ? { timeField } : {}),
    description: limit.description,
    dataset,
    related: [],
    tile: { ...layer.tile, properties: layer.tile.properties.filter(seen) },
    symbology: told(layer.symbology, limit),
    titleField: layer.titleField && seen(layer.titleField) ? layer.titleField : null,
  };
}

/** The symbology without classes that are withheld: a legend must not count as zero what nobody may count. */
function told(symbology: Symbology, { values = {} }: Limit): Symbology {
  if (symbology.kind !== 'classes') return symbology;
  const scheme = <S extends { column: string; classes: readonly { id: string }[] }>(one: S): S => {
    const allowed = values[one.column];
    return allowed ? { ...one, classes: one.classes.filter(({ id }) => allowed.includes(id)) } : one;
  };
  return {
    ...symbology,
    scheme: scheme(symbology.scheme),
    ...(symbology.overlay ? { overlay: scheme(symbology.overlay) } : {}),
  };
}
