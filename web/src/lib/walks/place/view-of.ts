/** Pixels of the world at zoom 0, as MapLibre counts. */
const WORLD = 512;
/** Room for the marks at the edge, and for the bars above and below. */
const MARGIN = 130;

/**
 * Where a map of this size must look to show all these places (WGS 84), not closer than `closest`. Known before there is a
 * map: on a slow phone it would else jump once it is loaded.
 */
export function viewOf(
  places: readonly { lon: number; lat: number }[],
  width: number,
  height: number,
  closest: number,
): { lon: number; lat: number; zoom: number } {
  const [lons, lats] = [places.map(({ lon }) => lon), places.map(({ lat }) => lat)];
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const lat = (south + north) / 2;
  // Of the square world of Web Mercator; within a quarter the stretch is the same everywhere.
  const across = (east - west) / 360;
  const down = (north - south) / 360 / Math.cos((lat * Math.PI) / 180);
  const fits = (part: number, pixels: number): number => Math.log2(Math.max(64, pixels - MARGIN) / (WORLD * part));
  return { lon: (west + east) / 2, lat, zoom: Math.min(closest, fits(across, width), fits(down, height - MARGIN)) };
}
