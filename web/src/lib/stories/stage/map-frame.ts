import type { MapState } from '@quartierblick/gis/stories/content.ts';
import { MAP_BOX } from './frame.ts';

/**
 * The map of a slide is drawn smaller than it is shown and scaled up, so that street names can be read from the last row.
 */
export const MAP_SCALE = 1.45;
export const MAP_SIZE = {
  width: Math.round(MAP_BOX.width / MAP_SCALE),
  height: Math.round(MAP_BOX.height / MAP_SCALE),
} as const;

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
