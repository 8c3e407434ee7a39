import type { Position } from 'geojson';
import type { Bbox, SkipReason } from '../layers/source-types.ts';
import type { Crs } from './crs.ts';

const inside = (x: number, y: number, [west, south, east, north]: Bbox): boolean =>
  x >= west && x <= east && y >= south && y <= north;

/** The box with its own width and height added on every side: how far a feature may reach out of the surroundings. */
export function reachOf([west, south, east, north]: Bbox): Bbox {
  return [west - (east - west), south - (north - south), east + (east - west), north + (north - south)];
}

/** Position in WGS 84; not a number where the projection has no answer. */
function toWgs84(crs: Crs, position: Position): Position {
  try {
    return crs.toWgs84(position);
  } catch {
    return [NaN, NaN];
  }
}

function liesIn(positions: Iterable<Position>, box: Bbox): boolean {
  const reach = reachOf(box);
  let some = false;
  for (const [x = NaN, y = NaN] of positions) {
    if (!inside(x, y, reach)) return false;
    if (!some) some = inside(x, y, box);
  }
  return some;
}

/**
 * Whether a feature lies where the project is: at least one vertex within the surroundings (WGS 84), and none further out
 * than the surroundings are wide. Where it does not, but would with latitude and longitude exchanged, the reason says so.
 * @returns null where it lies there; else the reason with the position found, longitude before latitude
 */
export function misplaced(
  positions: () => Iterable<Position>,
  crs: Crs,
  surroundings: Bbox,
): { skip: SkipReason; example: string } | null {
  const placed = [...positions()].map((one) => toWgs84(crs, one));
  if (liesIn(placed, surroundings)) return null;
  const swapped = [...positions()].map(([x = NaN, y = NaN]) => toWgs84(crs, [y, x]));
  const [lon = NaN, lat = NaN] = placed[0] ?? [];
  return {
    skip: liesIn(swapped, surroundings) ? 'swapped-axes' : 'outside-area',
    example: Number.isFinite(lon)
      ? `${lon.toFixed(4)} / ${lat.toFixed(4)}`
      : String([...positions()][0] ?? '').slice(0, 60),
  };
}
