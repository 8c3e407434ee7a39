import type { Map as MapLibreMap } from 'maplibre-gl';

/** A picture of the map; width in CSS pixels. */
export interface MapShot {
  url: string;
  width: number;
  height: number;
}

/** Takes a picture right after the map has drawn: its buffer is only kept until the next frame. */
export async function takeShot(map: MapLibreMap): Promise<MapShot> {
  return new Promise((resolve, reject) => {
    map.once('render', () => {
      try {
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
        resolve({ url: picture.toDataURL('image/png'), width: canvas.clientWidth, height: canvas.clientHeight });
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    map.triggerRepaint();
  });
}
