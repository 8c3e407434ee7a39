import { paintLayer, type LayerLook } from '@quartierblick/gis/symbology/paint.ts';
import type { StyleLayer } from '@quartierblick/gis/symbology/style-layer.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { LayerState } from '#lib/layers/layer-state.svelte.ts';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import { BASE_SOURCE, type BaseMap } from '@quartierblick/gis/views/base-maps.ts';

/** A layer to draw: what it is, how it is set, and where its tiles are. */
export interface DrawnLayer {
  definition: LayerDefinition;
  look: LayerLook;
  source: {
    tiles: string;
    minzoom: number;
    maxzoom: number;
    bounds: Bounds | null;
    /** Tiles may be missing: what the next smaller zoom has is drawn in their place. */
    sparse?: boolean;
  };
}

/** A layer as its reader has set it. @param root of the installation, under which its tiles are */
export function drawnLayer(item: LayerState, root: string): DrawnLayer {
  const { definition, info, opacity, hidden, hiddenMarks, look } = item;
  return {
    definition,
    look: { opacity: opacity / 100, hidden, hiddenMarks, measure: look },
    source: { ...info, tiles: info.tiles.startsWith('/') ? root + info.tiles : info.tiles },
  };
}

/**
 * The whole map as one style, computed from state; MapLibre applies the difference to the last one.
 * It names no `glyphs`: labels are drawn from fonts of the reader's machine, so no glyph server is needed.
 *
 * @param drawn visible layers, topmost first
 */
export function composeStyle(drawn: readonly DrawnLayer[], base: BaseMap, palette: Palette): StyleSpecification {
  const upwards = drawn.toReversed();
  const paints = upwards.map(({ definition, look }) => paintLayer(definition, look, palette));
  const sources: Record<string, SourceSpecification> = {};
  const layers: LayerSpecification[] = [
    { id: 'land', type: 'background', paint: { 'background-color': palette.land } },
  ];
  if (base.raster) {
    const { tiles, tileSize, maxzoom } = base.raster;
    sources[BASE_SOURCE] = { type: 'raster', tiles: [tiles], tileSize, maxzoom };
    layers.push({ id: BASE_SOURCE, type: 'raster', source: BASE_SOURCE });
  }
  for (const { definition, source } of upwards) {
    const { tiles, minzoom, maxzoom, bounds, sparse } = source;
    const some = { ...(bounds && { bounds }), ...(sparse && { sparse }) };
    sources[definition.id] = { type: 'vector', tiles: [tiles], minzoom, maxzoom, ...some };
  }
  const own: StyleLayer[] = [
    ...paints.flatMap(({ body }) => body),
    ...paints.flatMap(({ labels }) => labels),
    ...paints.flatMap(({ highlights }) => highlights),
  ];
  // The symbology's style layers are plain data of the same shape; only their expressions are typed more loosely.
  layers.push(...(own as unknown as LayerSpecification[]));
  return { version: 8, sources, layers };
}
