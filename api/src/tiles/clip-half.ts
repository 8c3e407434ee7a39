import { contains, oriented } from './ring.ts';
import type { Path } from './ring.ts';

/** One side of a vertical (axis 0) or horizontal (axis 1) line: where `sign · coordinate ≤ sign · limit`. */
export interface Half {
  axis: 0 | 1;
  limit: number;
  sign: 1 | -1;
}

/** Where a ring crosses the line, seen from the kept side. */
interface Crossing {
  chain: number;
  /** Whether the ring enters the kept side here, i.e. the chain begins. */
  enters: boolean;
  /** Place along the line. */
  at: number;
  /** How fast the place moves as one goes on beyond the line: tells apart chains that meet on the line itself. */
  slope: number;
}

/**
 * Keeps what lies on one side of a line of a polygon with holes. The outline falls into chains on the kept side; along
 * the line, inside and outside alternate, so that the crossings, sorted, belong together two by two.
 * @param rings outer ring first (positive area), then holes (negative area); open, within themselves valid
 * @returns the polygons that are left, of the same form; none where nothing is left
 */
export function clipToHalf(rings: readonly Path[], half: Half): Path[][] {
  const whole: Path[] = [];
  const chains: Path[] = [];
  const crossings: Crossing[] = [];
  let outerIsWhole = false;
  for (const [index, ring] of rings.entries()) {
    const side = sideOf(ring, half);
    if (side === 'kept') {
      if (index === 0) outerIsWhole = true;
      whole.push(ring);
    } else if (side === 'cut') cutRing(ring, half, chains, crossings);
    else if (index === 0) return [];
  }
  if (crossings.length === 0) return whole.length > 0 ? [whole] : [];
  const closed = outerIsWhole ? undefined : joinChains(chains, crossings);
  if (!closed) return fallback(rings, half);
  return withHoles(closed, whole);
}

function beyond(value: number, { limit, sign }: Half): boolean {
  return sign * value > sign * limit;
}

function sideOf(ring: Path, half: Half): 'kept' | 'dropped' | 'cut' {
  let count = 0;
  for (let i = half.axis; i < ring.length; i += 2) if (beyond(ring[i] as number, half)) count++;
  if (count === 0) return 'kept';
  return count * 2 === ring.length ? 'dropped' : 'cut';
}

/** Adds the chains of a ring on the kept side, each beginning and ending on the line. */
function cutRing(ring: Path, half: Half, chains: Path[], crossings: Crossing[]): void {
  const n = ring.length / 2;
  const isBeyond = (i: number) => beyond(ring[(i % n) * 2 + half.axis] as number, half);
  let start = 0;
  while (!(isBeyond(start) && !isBeyond(start + 1))) start++;
  let chain: Path | undefined;
  for (let i = start; i < start + n; i++) {
    const [a, b] = [(i % n) * 2, ((i + 1) % n) * 2];
    const [wasBeyond, goesBeyond] = [isBeyond(i), isBeyond(i + 1)];
    if (wasBeyond && !goesBeyond) {
      chain = [];
      const crossing = cross(ring, b, a, half);
      crossings.push({ ...crossing, chain: chains.length, enters: true });
      chains.push(chain);
      push(chain, crossing.at, half);
    }
    if (!goesBeyond) chain?.push(ring[b] as number, ring[b + 1] as number);
    else if (!wasBeyond && chain) {
      const crossing = cross(ring, a, b, half);
      crossings.push({ ...crossing, chain: chains.length - 1, enters: false });
      push(chain, crossing.at, half);
    }
  }
}

function push(chain: Path, at: number, { axis, limit }: Half): void {
  if (axis === 0) chain.push(limit, at);
  else chain.push(at, limit);
}

/** Where the edge from a kept point to one beyond the line meets the line. */
function cross(ring: Path, kept: number, gone: number, { axis, limit, sign }: Half): { at: number; slope: number } {
  const other = 1 - axis;
  const step = (ring[gone + axis] as number) - (ring[kept + axis] as number);
  const ratio = ((ring[gone + other] as number) - (ring[kept + other] as number)) / step;
  return { at: (ring[kept + other] as number) + (limit - (ring[kept + axis] as number)) * ratio, slope: ratio * sign };
}

/** Closes chains along the line; undefined where the crossings do not alternate (the outline intersects itself). */
function joinChains(chains: Path[], crossings: Crossing[]): Path[] | undefined {
  crossings.sort((a, b) => a.at - b.at || a.slope - b.slope);
  const next = new Map<number, number>();
  for (let i = 0; i < crossings.length; i += 2) {
    const [a, b] = [crossings[i], crossings[i + 1]];
    if (!a || !b || a.enters === b.enters) return undefined;
    next.set(a.enters ? b.chain : a.chain, a.enters ? a.chain : b.chain);
  }
  const closed: Path[] = [];
  while (next.size > 0) {
    const [first] = next.keys();
    const ring: Path = [];
    for (let chain = first; chain !== undefined;) {
      for (const value of chains[chain] as Path) ring.push(value);
      const following = next.get(chain);
      next.delete(chain);
      chain = following !== undefined && next.has(following) ? following : undefined;
    }
    closed.push(ring);
  }
  return closed;
}

/** Gives each hole to the piece that it lies in. */
function withHoles(outers: Path[], holes: readonly Path[]): Path[][] {
  const polygons = outers.map((outer) => [outer]);
  for (const hole of holes) {
    const home = polygons.length === 1 ? polygons[0] : polygons.find(([outer]) => outer && holds(outer, hole));
    home?.push(hole);
  }
  return polygons;
}

/** Whether a ring holds another one: decided by most of its points, because some may lie on the edge. */
function holds(outer: Path, hole: Path): boolean {
  let votes = 0;
  for (let i = 0; i < hole.length; i += 2) votes += contains(outer, hole[i] as number, hole[i + 1] as number) ? 1 : -1;
  return votes > 0;
}

/**
 * For outlines that intersect themselves: each ring by itself (Sutherland and Hodgman). Pieces stay connected along
 * the line, which a drawing hides beyond the tile's buffer.
 */
function fallback(rings: readonly Path[], half: Half): Path[][] {
  const polygon: Path[] = [];
  for (const [index, ring] of rings.entries()) {
    const clipped: Path = [];
    for (let b = 0; b < ring.length; b += 2) {
      const a = (b === 0 ? ring.length : b) - 2;
      const [wasBeyond, goesBeyond] = [
        beyond(ring[a + half.axis] as number, half),
        beyond(ring[b + half.axis] as number, half),
      ];
      if (wasBeyond !== goesBeyond) push(clipped, cross(ring, wasBeyond ? b : a, wasBeyond ? a : b, half).at, half);
      if (!goesBeyond) clipped.push(ring[b] as number, ring[b + 1] as number);
    }
    if (clipped.length >= 6) polygon.push(oriented(clipped, index === 0));
    else if (index === 0) return [];
  }
  return polygon.length > 0 ? [polygon] : [];
}
