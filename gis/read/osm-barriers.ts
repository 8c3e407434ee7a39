import type { Position } from 'geojson';

/** Things beside which no way leads through, wherever they stand on one (OSM wiki, "Key:barrier"). */
const WALLS = new Set(['wall', 'fence', 'hedge', 'city_wall', 'retaining_wall', 'guard_rail', 'debris', 'ditch']);
const FORBIDDEN = new Set(['no', 'private']);

/**
 * Whether a node on a way stops people on foot: a locked or private gate, a wall across. Bollards, kerbs, open gates and all that
 * `foot` allows let them pass (OSM wiki: "Key:barrier", "Key:locked", "Key:foot").
 */
export function stopsWalkers(tags: Record<string, unknown>): boolean {
  const barrier = tags['barrier'];
  if (typeof barrier !== 'string' || barrier === 'no' || barrier === 'entrance') return false;
  if (tags['foot'] !== undefined) return FORBIDDEN.has(String(tags['foot']));
  return tags['locked'] === 'yes' || FORBIDDEN.has(String(tags['access'])) || WALLS.has(barrier);
}

/** Gap on either side of a barrier, metres: lines that met there must not meet again when the network is built. */
const GAP_M = 0.5;
const M_PER_DEGREE = 111_320;

/** Point a little way from `from` towards `to`, both longitude and latitude. */
function beside(from: Position, to: Position): Position {
  const [x = 0, y = 0] = from;
  const [toX = 0, toY = 0] = to;
  const length = Math.hypot((toX - x) * Math.cos((y * Math.PI) / 180), toY - y) * M_PER_DEGREE;
  const share = length > 0 ? Math.min(GAP_M / length, 1 / 3) : 0;
  return [x + (toX - x) * share, y + (toY - y) * share];
}

/** Pieces of a path that is cut at some of its positions. @param cutAt whether a barrier stands at a position */
export function cutAtBarriers(path: Position[], cutAt: (index: number) => boolean): Position[][] {
  const pieces: Position[][] = [];
  let piece: Position[] = [];
  path.forEach((position, i) => {
    if (!cutAt(i)) {
      piece.push(position);
      return;
    }
    const [before, after] = [path[i - 1], path[i + 1]];
    if (before) pieces.push([...piece, beside(position, before)]);
    piece = after ? [beside(position, after)] : [];
  });
  return [...pieces, piece].filter((one) => one.length >= 2);
}
