import type { Position } from 'geojson';

const same = (a: Position | undefined, b: Position | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1];

/** Closed rings put together end to end from pieces that may run either way; pieces that close nothing are left out. */
function rings(pieces: Position[][]): Position[][] {
  const open = pieces.filter((piece) => piece.length >= 2);
  const closed: Position[][] = [];
  while (open.length > 0) {
    let ring = open.pop() as Position[];
    while (!same(ring[0], ring[ring.length - 1])) {
      const end = ring[ring.length - 1];
      const next = open.findIndex((piece) => same(piece[0], end) || same(piece[piece.length - 1], end));
      const piece = next < 0 ? undefined : open.splice(next, 1)[0];
      if (!piece) break;
      ring = [...ring, ...(same(piece[0], end) ? piece : piece.toReversed()).slice(1)];
    }
    if (ring.length >= 4 && same(ring[0], ring[ring.length - 1])) closed.push(ring);
  }
  return closed;
}

/** Whether a position lies inside a ring, by the number of edges crossed (even-odd rule). */
function within([x = 0, y = 0]: Position, ring: Position[]): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i += 1) {
    const [ax = 0, ay = 0] = ring[i - 1] as Position;
    const [bx = 0, by = 0] = ring[i] as Position;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Polygons from the outer and inner ways of a multipolygon relation. A hole outside every outer ring is left out. */
export function joinRings(outer: Position[][], inner: Position[][]): Position[][][] {
  const polygons = rings(outer).map((ring) => [ring]);
  for (const hole of rings(inner)) {
    const around = polygons.find(([shell]) => hole.some((one) => within(one, shell as Position[])));
    around?.push(hole);
  }
  return polygons;
}
