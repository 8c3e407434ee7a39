import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { BaseMap } from '@quartierblick/gis/views/base-maps.ts';
import type { StyleSpecification } from 'maplibre-gl';
import type { LayerStack } from '#lib/layers/layer-stack.svelte.ts';
import { composeStyle, drawnLayer } from './style.ts';

/** The map as its layers are set. @param root origin and base path of the installation, for tiles of its own */
export function stackStyle(stack: LayerStack, base: BaseMap, palette: Palette, root: string): StyleSpecification {
  return composeStyle(
    stack.visible.map((item) => drawnLayer(item, root)),
    base,
    palette,
  );
}
