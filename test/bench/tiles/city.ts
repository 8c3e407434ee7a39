/** One made-up building: what the table `buildings` needs, with its outline as EWKB in hex. */
export interface MadeBuilding {
  key: string;
  use: string;
  floors: number;
  address: string;
  ewkb: string;
}

type Ring = [number, number][];

const USES = ['residential', 'residential', 'residential', 'mixed', 'business', 'public', 'other'] as const;

/** Buildings per km² such that a tile of zoom 14 at 51.5° N (2.32 km²) holds about 1,900 of them. */
const PER_SQUARE_KM = 820;

/** South-west corner in EPSG:25832: Dortmund, because Web Mercator's scale depends on the latitude. */
const ORIGIN = { east: 390_000, north: 5_704_000 };

/** A repeatable stream of numbers in [0, 1) (mulberry32, 32-bit state). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Outline in metres around its own corner: a plain house, an L, a U, one with bays, or a block around a yard. */
function shape(next: () => number): Ring[] {
  const w = 8 + next() * 14;
  const h = 8 + next() * 10;
  const d = Math.min(w, h) * (0.25 + next() * 0.12);
  const kind = next();
  if (kind < 0.35) return [[[0, 0], [w, 0], [w, h], [0, h]]]; // prettier-ignore
  if (kind < 0.6) return [[[0, 0], [w, 0], [w, d], [d, d], [d, h], [0, h]]]; // prettier-ignore
  if (kind < 0.75) return [[[0, 0], [w, 0], [w, h], [w - d, h], [w - d, d], [d, d], [d, h], [0, h]]]; // prettier-ignore
  if (kind < 0.95) {
    const ring: Ring = [[0, 0], [w, 0], [w, h]]; // prettier-ignore
    const bays = 1 + Math.floor(next() * 4);
    const step = w / (bays * 2 + 1);
    for (let i = bays * 2; i > 0; i -= 2) {
      ring.push(
        [step * (i + 1) - step * 0.2, h],
        [step * (i + 1) - step * 0.2, h + 1.5],
        [step * i, h + 1.5],
        [step * i, h],
      );
    }
    ring.push([0, h]);
    return [ring];
  }
  return [
    [[0, 0], [w, 0], [w, h], [0, h]],
    [[w * 0.3, h * 0.3], [w * 0.3, h * 0.7], [w * 0.7, h * 0.7], [w * 0.7, h * 0.3]],
  ]; // prettier-ignore
}

/** EWKB (little endian, SRID 25832) of a MultiPolygon with one polygon, as hex. Rings are closed here. */
function ewkb(rings: readonly Ring[]): string {
  const points = rings.reduce((n, ring) => n + ring.length + 1, 0);
  const out = Buffer.alloc(13 + 9 + rings.length * 4 + points * 16);
  out.writeUInt8(1, 0);
  out.writeUInt32LE(0x20000006, 1);
  out.writeUInt32LE(25832, 5);
  out.writeUInt32LE(1, 9);
  out.writeUInt8(1, 13);
  out.writeUInt32LE(3, 14);
  out.writeUInt32LE(rings.length, 18);
  let at = 22;
  for (const ring of rings) {
    at = out.writeUInt32LE(ring.length + 1, at);
    for (let i = 0; i <= ring.length; i++) {
      const point = ring[i % ring.length] ?? [0, 0];
      at = out.writeDoubleLE(point[0], at);
      at = out.writeDoubleLE(point[1], at);
    }
  }
  return out.toString('hex');
}

/** `count` buildings spread evenly over a square, the same ones for the same count. */
export function* madeCity(count: number): Generator<MadeBuilding> {
  const next = random(20_261_122);
  const perSide = Math.ceil(Math.sqrt(count));
  const spacing = 1000 / Math.sqrt(PER_SQUARE_KM);
  for (let i = 0; i < count; i++) {
    const east = ORIGIN.east + ((i % perSide) + next() * 0.4) * spacing;
    const north = ORIGIN.north + (Math.floor(i / perSide) + next() * 0.4) * spacing;
    const angle = Math.floor(i / 40) * 0.7 + next() * 0.1;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const rings = shape(next).map((ring) =>
      ring.map(([x, y]): [number, number] => [east + x * cos - y * sin, north + x * sin + y * cos]),
    );
    yield {
      key: `bench:${i}`,
      use: USES[Math.floor(next() * USES.length)] ?? 'other',
      floors: 1 + Math.floor(next() * 6),
      address: `Musterstraße ${i}`,
      ewkb: ewkb(rings),
    };
  }
}
