import { SYMBOL, SYMBOL_COLUMN } from '@quartierblick/gis/layers/free/layer.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { classBreaks } from '@quartierblick/gis/symbology/classify.ts';
import { paintLayer, type LayerLook } from '@quartierblick/gis/symbology/paint.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';

const NONE: ReadonlySet<string> = new Set();

/** Values by which a graded layer is classed. */
function breaksOf({ symbology }: LayerDefinition, { features }: FeatureCollection): number[] {
  if (symbology.kind !== 'measure' || !symbology.start) return [];
  const column = symbology.measures[0]?.value ?? '';
  const values = features.flatMap(({ properties }) => {
    const value: unknown = properties?.[column];
    return typeof value === 'number' ? [value] : [];
  });
  return classBreaks(values, symbology.start);
}

/**
 * A ground map with the objects of a layer as it would be drawn by a description that is not saved yet: from the objects
 * themselves, since tiles bear only what the saved one needs.
 */
export function previewStyle(
  ground: StyleSpecification,
  layer: LayerDefinition,
  objects: FeatureCollection,
  palette: Palette,
): StyleSpecification {
  const [measure] = layer.symbology.kind === 'measure' ? layer.symbology.measures : [];
  const look: LayerLook = {
    opacity: 1,
    hidden: NONE,
    hiddenMarks: NONE,
    ...(measure && { measure: { breaks: breaksOf(layer, objects), year: null, by: { measure } } }),
  };
  const data: FeatureCollection = {
    ...objects,
    features: objects.features.map((feature) => ({
      ...feature,
      properties: { ...feature.properties, [SYMBOL_COLUMN]: SYMBOL },
    })),
  };
  const layers = paintLayer(layer, look, palette).body.map(({ 'source-layer': _, ...one }) => ({
    ...one,
    id: `preview/${one.id}`,
    source: 'preview',
  }));
  return {
    ...ground,
    sources: { ...ground.sources, preview: { type: 'geojson', data } },
    layers: [...ground.layers, ...(layers as unknown as LayerSpecification[])],
  };
}
