import type { Map as MapLibreMap } from 'maplibre-gl';

/** A picture of the map; width and height in CSS pixels. */
export interface MapShot {
  url: string;
  width: number;
  height: number;
}

/** Takes a picture of the map, at once: it is drawn anew and read before the browser lets go of the drawing. */
export function takeShot(map: MapLibreMap): MapShot {
  map.redraw();
  const canvas = map.getCanvas();
  const picture = document.createElement('canvas');
  picture.width = canvas.width;
  picture.height = canvas.height;
  const drawing = picture.getContext('2d');
  if (!drawing) throw new Error('this browser cannot draw on a canvas');
  drawing.drawImage(canvas, 0, 0);
  // Extruded columns are drawn on a canvas of their own above the map.
  const columns = map.getContainer().querySelector<HTMLCanvasElement>('canvas[data-columns]');
  if (columns) drawing.drawImage(columns, 0, 0, picture.width, picture.height);
  return { url: picture.toDataURL('image/png'), width: canvas.clientWidth, height: canvas.clientHeight };
}

/** Waits until everything that the map is to show is there: a picture of half of it would say something else. */
export async function whenDrawn(map: MapLibreMap): Promise<void> {
  if (!map.loaded()) await map.once('idle');
}
