import { imageOfName } from '@quartierblick/gis/symbology/images.ts';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { drawImage, PIXEL_RATIO } from './images.ts';

/** Draws the images that a style names when the map asks for them, which is before it is loaded. */
export function drawStyleImages(map: MapLibreMap | undefined): void {
  map?.setMissingStyleImageResolver((name) => {
    const image = imageOfName(name);
    if (image && !map.hasImage(name)) map.addImage(name, drawImage(image), { pixelRatio: PIXEL_RATIO });
  });
}
