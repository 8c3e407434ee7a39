import type { LayerInfo } from '@quartierblick/gis/layers/answers.ts';
import { writeUrl } from '@quartierblick/gis/views/map.ts';

/** Pixels of one turn of the earth at zoom 0, as MapLibre counts. */
const WORLD_PX = 512;
/** Part of the map that panels leave free on most screens, pixels. */
const ROOM = { width: 620, height: 520 };
const CLOSEST = 17;

const mercator = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));

/**
 * Query of the map screen that shows all of a layer (spherical Mercator, EPSG:3857; degrees in WGS 84). Not further out than
 * the layer is drawn at all.
 */
export function mapQuery({ id, bounds, minzoom }: Pick<LayerInfo, 'id' | 'bounds' | 'minzoom'>): string {
  const layers = [{ id, opacity: 100, hidden: [], hiddenMarks: [] }];
  if (!bounds) return writeUrl({ layers }, new URLSearchParams());
  const [west, south, east, north] = bounds;
  const across = Math.max((east - west) / 360, 1e-9);
  const down = Math.max((mercator(north) - mercator(south)) / (2 * Math.PI), 1e-9);
  const fitting = Math.log2(Math.min(ROOM.width / WORLD_PX / across, ROOM.height / WORLD_PX / down));
  const zoom = Math.min(CLOSEST, Math.max(minzoom, fitting));
  const view = { lon: (west + east) / 2, lat: (south + north) / 2, zoom, bearing: 0, pitch: 0 };
  return writeUrl({ view, layers }, new URLSearchParams());
}
