import { MAP_SIZE } from '../frame.ts';
import { tilesOfView } from '../map-tiles.ts';
import type { TilePlace } from '../map-tiles.ts';
import type { RenderedSlide } from '../rendition.ts';

/** Tiles more on each side, for whoever moves the map a little. */
const MARGIN = 1;

/**
 * Tiles that the maps of a story need, by layer: those of each view at its zoom with a margin, and those around its middle at every
 * smaller zoom, over which a flight to another view leads. Each once, from the smallest zoom on.
 */
export function tilesOfSlides(slides: readonly Pick<RenderedSlide, 'content'>[]): Map<string, TilePlace[]> {
  const byLayer = new Map<string, Map<string, TilePlace>>();
  for (const { content } of slides) {
    if (content?.kind !== 'map') continue;
    for (const { view, layers } of content.states) {
      for (const { id } of layers) {
        const info = content.layers.find((layer) => layer.id === id);
        if (!info) continue;
        const places = byLayer.get(id) ?? new Map<string, TilePlace>();
        byLayer.set(id, places);
        for (let zoom = info.minzoom; zoom <= Math.min(info.maxzoom, Math.floor(view.zoom)); zoom += 1) {
          // A level of tiles is seen from its whole number up to the next one; at the whole number most ground is.
          for (const place of tilesOfView({ ...view, zoom }, MAP_SIZE, info, MARGIN)) {
            places.set(`${place.z}/${place.x}/${place.y}`, place);
          }
        }
      }
    }
  }
  return new Map([...byLayer].map(([id, places]) => [id, [...places.values()].sort((a, b) => a.z - b.z)]));
}
