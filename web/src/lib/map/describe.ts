import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { swatchOf, type Swatch } from '@quartierblick/gis/symbology/legend.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { LayerState } from '#lib/layers/layer-state.svelte.ts';

/** Class and mark of a feature, with how they look. */
export interface NamedClass {
  label: Text;
  swatch: Swatch;
}

/** What the feature is titled with: its title field, or the layer's title where that is empty. */
export function titleOf(
  layer: LayerDefinition,
  properties: Record<string, unknown>,
  pick: (text: Text) => string,
): string {
  const value = layer.titleField ? properties[layer.titleField] : null;
  return typeof value === 'string' && value !== '' ? value : pick(layer.title);
}

/** Class and overlay of a feature, as the legend names them. */
export function classesOf(layer: LayerDefinition, properties: Record<string, unknown>, palette: Palette): NamedClass[] {
  const { symbology } = layer;
  if (symbology.kind !== 'classes') return [];
  return [symbology.scheme, symbology.overlay].flatMap((scheme) => {
    const one = scheme?.classes.find(({ id }) => id === properties[scheme.column]);
    return one ? [{ label: one.label, swatch: swatchOf(layer, one, palette, scheme === symbology.overlay) }] : [];
  });
}

/** The value by which an area is coloured just now. */
export function valueOf(item: LayerState, key: string) {
  return item.values?.items.find((one) => one.key === key);
}
