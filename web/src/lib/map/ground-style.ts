import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import type { StyleSpecification } from 'maplibre-gl';
import type { App } from '#lib/app/context.ts';
import type { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import { definitionOf } from '#lib/layers/definition.ts';
import { baseMapOf } from '@quartierblick/gis/views/base-maps.ts';
import { composeStyle, type DrawnLayer } from './style.ts';

/** Layers that a reader knows their way by, without much else: the ground under what a file holds. */
export const WAYS_AND_GREEN = ['streets', 'green'] as const;

const NONE: ReadonlySet<string> = new Set();

/**
 * The map under what a screen draws of its own: some layers as they come, on the own base map, in the reader's theme.
 * @param layers ids, topmost first; those that the reader may not see are left out
 */
export function groundStyle(
  catalogue: Pick<Catalogue, 'byId'>,
  { api, theme }: App,
  layers: readonly string[],
): StyleSpecification {
  const drawn = layers.flatMap((id): DrawnLayer[] => {
    const info = catalogue.byId.get(id);
    const definition = definitionOf(info);
    if (!info || !definition) return [];
    const tiles = info.tiles.startsWith('/') ? api.root + info.tiles : info.tiles;
    return [{ definition, look: { opacity: 1, hidden: NONE, hiddenMarks: NONE }, source: { ...info, tiles } }];
  });
  return composeStyle(drawn, baseMapOf('own'), paletteOf(theme.current));
}
