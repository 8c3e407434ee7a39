import Flatbush from 'flatbush';
import type { StreetGraph } from '../network/noding.ts';
import type { Point } from '../network/types.ts';

/** Where a point meets the noded centre lines. */
export interface OnStreet {
  edge: number;
  /** Metres from the edge's `from`. */
  along: number;
  /** Metres from the point. */
  distance: number;
}

/** Finds the nearest edge of noded centre lines. Coordinates in EPSG:25832, metres. */
export class StreetIndex {
  readonly #graph: StreetGraph;
  /** Of each segment: its edge and the number of its first vertex. */
  readonly #edge: number[] = [];
  readonly #vertex: number[] = [];
  readonly #boxes: Flatbush | null;

  constructor(graph: StreetGraph) {
    this.#graph = graph;
    const { shapeStart, shape, edges } = graph;
    for (let edge = 0; edge < edges; edge++) {
      for (let k = shapeStart[edge] as number; k + 1 < (shapeStart[edge + 1] as number); k++) {
        this.#edge.push(edge);
        this.#vertex.push(k);
      }
    }
    this.#boxes = this.#edge.length > 0 ? new Flatbush(this.#edge.length) : null;
    for (const k of this.#vertex) {
      const [ax, ay] = [shape[2 * k] as number, shape[2 * k + 1] as number];
      const [bx, by] = [shape[2 * k + 2] as number, shape[2 * k + 3] as number];
      this.#boxes?.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    }
    this.#boxes?.finish();
  }

  /** The edge nearest to a point within so many metres, or null; of several equally near the one with the smallest number. */
  nearest([x, y]: Point, within: number): OnStreet | null {
    const { shape } = this.#graph;
    let best: { edge: number; k: number; share: number; distance: number } | null = null;
    for (const i of this.#boxes?.search(x - within, y - within, x + within, y + within) ?? []) {
      const [edge, k] = [this.#edge[i] as number, this.#vertex[i] as number];
      const [ax, ay] = [shape[2 * k] as number, shape[2 * k + 1] as number];
      const [dx, dy] = [(shape[2 * k + 2] as number) - ax, (shape[2 * k + 3] as number) - ay];
      const square = dx * dx + dy * dy;
      const share = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
      const distance = Math.hypot(x - ax - share * dx, y - ay - share * dy);
      if (distance > within) continue;
      if (!best || distance < best.distance || (distance === best.distance && edge < best.edge)) {
        best = { edge, k, share, distance };
      }
    }
    return best && { edge: best.edge, along: this.#along(best), distance: best.distance };
  }

  #along({ edge, k, share }: { edge: number; k: number; share: number }): number {
    const { shape, shapeStart, length } = this.#graph;
    let along = 0;
    const leg = (at: number) =>
      Math.hypot(
        (shape[2 * at + 2] as number) - (shape[2 * at] as number),
        (shape[2 * at + 3] as number) - (shape[2 * at + 1] as number),
      );
    for (let at = shapeStart[edge] as number; at < k; at++) along += leg(at);
    return Math.min(along + share * leg(k), length[edge] as number);
  }
}
