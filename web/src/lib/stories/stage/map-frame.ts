import type { MapState } from '@quartierblick/gis/stories/content.ts';
import { MAP_SIZE } from '@quartierblick/gis/stories/frame.ts';

export { MAP_SCALE, MAP_SIZE } from '@quartierblick/gis/stories/frame.ts';

/** Where the map of a state looks, as MapLibre wants it. */
export function cameraOf({ view }: MapState) {
  return {
    center: [view.lon, view.lat] as [number, number],
    zoom: view.zoom,
    bearing: view.bearing,
    pitch: view.pitch,
  };
}

/** The zoom at which a map of a slide shows as much ground as one of this width does at a zoom. @param width CSS pixels */
export const slideZoom = (zoom: number, width: number): number => zoom + Math.log2(MAP_SIZE.width / Math.max(1, width));
