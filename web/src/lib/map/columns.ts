import { MapLibreOverlay } from '@deck.gl/maplibre';
import { PolygonLayer } from '@deck.gl/layers';
import { classOf } from '@quartierblick/gis/symbology/classify.ts';
import { rampColours, rgbOf, type Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { Map as MapLibreMap } from 'maplibre-gl';

/** A cell to raise: its outer ring in WGS 84 and its value. */
export interface Column {
  key: string;
  ring: [number, number][];
  value: number;
}

/** Height of the largest value in metres: tall enough to compare, low enough to look between. */
const TALLEST_M = 150;
/** Columns are narrower than their cells, so that the streets between them stay in sight. */
const SHARE = 0.6;
const ALPHA = 255;

/**
 * Draws values as extruded columns. The only file that knows deck.gl, and it is loaded when columns are first asked for.
 * Not interleaved with the map: labels drawn after interleaved layers are disturbed (visgl/deck.gl#10700).
 */
export class Columns {
  #map: MapLibreMap;
  #overlay = new MapLibreOverlay({ interleaved: false, layers: [] });

  constructor(map: MapLibreMap) {
    this.#map = map;
    map.addControl(this.#overlay);
  }

  draw(columns: Column[], breaks: readonly number[], palette: Palette, opacity: number): void {
    const colours = rampColours(palette, breaks.length + 1).map(rgbOf);
    const tallest = columns.reduce((max, { value }) => Math.max(max, value), 0) || 1;
    const layer = new PolygonLayer<Column>({
      id: 'columns',
      data: columns,
      extruded: true,
      getPolygon: ({ ring }) => narrowed(ring),
      getElevation: ({ value }) => (value / tallest) * TALLEST_M,
      getFillColor: ({ value }) =>
        [...(colours[classOf(value, breaks)] ?? [0, 0, 0]), ALPHA] as [number, number, number, number],
      opacity,
      material: { ambient: 0.82, diffuse: 0.3, shininess: 8 },
      updateTriggers: { getFillColor: [breaks, palette] },
    });
    this.#overlay.setProps({ layers: [layer] });
    for (const canvas of this.#map.getContainer().querySelectorAll('canvas')) {
      if (canvas !== this.#map.getCanvas()) canvas.dataset['columns'] = '';
    }
  }

  remove(): void {
    this.#map.removeControl(this.#overlay);
  }
}

function narrowed(ring: readonly [number, number][]): [number, number][] {
  const corners = ring.slice(0, -1);
  const middle = (at: 0 | 1): number => corners.reduce((sum, corner) => sum + corner[at], 0) / (corners.length || 1);
  const [x, y] = [middle(0), middle(1)];
  return ring.map(([a, b]) => [x + (a - x) * SHARE, y + (b - y) * SHARE]);
}
