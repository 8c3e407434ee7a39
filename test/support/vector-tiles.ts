import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { Shapes } from '@quartierblick/api/tiles/twkb';

/** A feature as a client sees it; rings are closed, as the decoder gives them. */
export interface SeenFeature {
  id: number;
  type: number;
  properties: Record<string, unknown>;
  /** Paths of x and y in turn. */
  paths: number[][];
}

/** The layers of a tile with their features, read by the decoder that MapLibre uses. */
export function decodeTile(bytes: Uint8Array): Map<string, SeenFeature[]> {
  const layers = Object.entries(new VectorTile(new PbfReader(bytes)).layers);
  return new Map(
    layers.map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, i) => {
        const feature = layer.feature(i);
        const paths = feature.loadGeometry().map((path) => path.flatMap(({ x, y }) => [x, y]));
        return { id: feature.id ?? 0, type: feature.type, properties: { ...feature.properties }, paths };
      }),
    ]),
  );
}

/** Twice the signed area of a closed ring; positive for outer rings. */
function doubleArea(ring: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    sum += (ring[i] ?? 0) * (ring[i + 3] ?? 0) - (ring[i + 2] ?? 0) * (ring[i + 1] ?? 0);
  }
  return sum;
}

/** Total area of a polygon's or multi-polygon's rings, holes subtracted. */
export function areaOf(paths: readonly number[][]): number {
  return paths.reduce((sum, ring) => sum + doubleArea(ring) / 2, 0);
}

/** The features as the encoder takes geometries. */
export function shapesOf(features: readonly Pick<SeenFeature, 'type' | 'paths'>[]): Shapes {
  // A multi-point is one path with all points, a line or ring a path of its own.
  const paths = features.map(({ type, paths: own }) => (type === 1 ? [own.flat()] : own));
  const all = paths.flat();
  const ends = (counts: number[]) => {
    let sum = 0;
    return Uint32Array.from([0, ...counts.map((count) => (sum += count))]);
  };
  return {
    count: features.length,
    type: Uint8Array.from(features, ({ type }) => type),
    firstPath: ends(paths.map((list) => list.length)),
    firstPoint: ends(all.map((path) => path.length / 2)),
    outer: Uint8Array.from(
      features.flatMap(({ type }, i) => (paths[i] ?? []).map((ring) => (type === 3 && doubleArea(ring) > 0 ? 1 : 0))),
    ),
    byteEnd: new Uint32Array(features.length),
    box: Int32Array.from(
      paths.flatMap((list) => {
        const xs = list.flat().filter((_, i) => i % 2 === 0);
        const ys = list.flat().filter((_, i) => i % 2 === 1);
        return [min(xs), min(ys), max(xs), max(ys)];
      }),
    ),
    xy: Int32Array.from(all.flat()),
  };
}

const min = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const max = (values: number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
