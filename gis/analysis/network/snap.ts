import Flatbush from 'flatbush';
import { crossing, lengthOf, placeAlong, shareAlong } from './planar.ts';
import { EDGE_KINDS, NO_CROSSING } from './types.ts';
import type { EdgeCosts } from './profiles.ts';
import type { Access, Point, WalkGraph } from './types.ts';

/** Which edges a place may be joined to. */
export interface SnapOptions {
  /** Metres to the network at the most; 250 by default. */
  most: number;
  /** Only edges that are not known to have steps. */
  stepFree: boolean;
  /** Only edges that cost less than Infinity, so that nobody is joined to what his profile does not use. Of the same graph. */
  usable: EdgeCosts | null;
  /** `main-first`: an edge of the largest component where one is near enough, else any; `any` (default): the nearest. */
  component: 'main-first' | 'any';
}

/** Radius of the first look around, metres; it doubles until something is found. */
const FIRST_LOOK = 25;
const STEPS = EDGE_KINDS.indexOf('steps');

/** Finds where places meet the network, on their own side of barriers and railways. */
export class SnapIndex {
  readonly graph: WalkGraph;
  readonly #edge: Uint32Array;
  /** Where the segment begins in `graph.shape`. */
  readonly #place: Uint32Array;
  readonly #tree: Flatbush | null;
  readonly #walls: Float64Array;
  readonly #wallTree: Flatbush | null;

  constructor(graph: WalkGraph) {
    this.graph = graph;
    const edges: number[] = [];
    const places: number[] = [];
    for (let e = 0; e < graph.edges; e++) {
      if (graph.closed[e] || graph.crossing[e] !== NO_CROSSING) continue;
      for (let i = graph.shapeStart[e] as number; i + 1 < (graph.shapeStart[e + 1] as number); i++) {
        edges.push(e);
        places.push(2 * i);
      }
    }
    this.#edge = Uint32Array.from(edges);
    this.#place = Uint32Array.from(places);
    this.#tree = treeOf(places.length, (n) => quad(graph.shape, places[n] as number));
    this.#walls = wallsOf(graph);
    this.#wallTree = treeOf(this.#walls.length / 4, (n) => quad(this.#walls, 4 * n));
  }

  /** @param point EPSG:25832 @returns the nearest point of an edge, null where none is near enough */
  nearest(point: Point, options: Partial<SnapOptions> = {}): Access | null {
    const { most = 250, stepFree = false, usable = null, component = 'any' } = options;
    const { graph } = this;
    const allowed = (e: number): boolean =>
      (!usable || usable.edge[e] !== Infinity) && (!stepFree || (graph.stepFree[e] !== 0 && graph.kind[e] !== STEPS));
    const isMain = (e: number): boolean => graph.component[graph.from[e] as number] === 0;
    const main = component === 'main-first' ? this.#look(point, most, (e) => isMain(e) && allowed(e)) : null;
    return main ?? this.#look(point, most, allowed);
  }

  #look([x, y]: Point, most: number, allowed: (edge: number) => boolean): Access | null {
    const isAllowed = (n: number): boolean => allowed(this.#edge[n] as number);
    for (let radius = Math.min(FIRST_LOOK, most); ; radius = Math.min(2 * radius, most)) {
      const near = this.#tree?.search(x - radius, y - radius, x + radius, y + radius, isAllowed) ?? [];
      const feet = near
        .map((n) => this.#footOn(n, x, y))
        .filter(({ aside }) => aside <= radius)
        .sort((a, b) => a.aside - b.aside || this.#edgeOf(a) - this.#edgeOf(b));
      const best = feet.find((foot) => !this.#isCutOff(x, y, foot.x, foot.y));
      if (best) {
        const e = this.#edgeOf(best);
        return { edge: e, along: this.#along(e, best), aside: best.aside };
      }
      if (radius >= most) return null;
    }
  }

  #edgeOf({ n }: { n: number }): number {
    return this.#edge[n] as number;
  }

  #footOn(n: number, x: number, y: number): Foot {
    const [ax, ay, bx, by] = quad(this.graph.shape, this.#place[n] as number);
    const t = shareAlong(x, y, ax, ay, bx, by);
    const [px, py] = [ax + t * (bx - ax), ay + t * (by - ay)];
    return { n, x: px, y: py, aside: Math.hypot(px - x, py - y) };
  }

  #along(e: number, { n, x, y }: Foot): number {
    const place = this.#place[n] as number;
    const before = this.graph.shape.subarray(2 * (this.graph.shapeStart[e] as number), place + 2);
    const [ax, ay] = quad(this.graph.shape, place);
    return Math.min(this.graph.length[e] as number, lengthOf(before) + Math.hypot(x - ax, y - ay));
  }

  /** Whether a barrier or a railway lies between two points; touching one is not crossing it. */
  #isCutOff(ax: number, ay: number, bx: number, by: number): boolean {
    const box = [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)] as const;
    const near = this.#wallTree?.search(...box) ?? [];
    return near.some((n) => {
      const at = crossing([ax, ay, bx, by], quad(this.#walls, 4 * n));
      return at !== null && at.t > 1e-9 && at.t < 1 - 1e-9;
    });
  }
}

interface Foot {
  n: number;
  x: number;
  y: number;
  aside: number;
}

type Quad = [x1: number, y1: number, x2: number, y2: number];

const quad = (from: Float64Array, i: number): Quad => [from[i], from[i + 1], from[i + 2], from[i + 3]] as Quad;

function treeOf(count: number, segment: (n: number) => Quad): Flatbush | null {
  if (count === 0) return null;
  const tree = new Flatbush(count);
  for (let n = 0; n < count; n++) {
    const [ax, ay, bx, by] = segment(n);
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  tree.finish();
  return tree;
}

function wallsOf({ edges, axisStart, axis, wall }: WalkGraph): Float64Array {
  const walls = [...wall];
  for (let e = 0; e < edges; e++) {
    for (let i = axisStart[e] as number; i + 1 < (axisStart[e + 1] as number); i++) walls.push(...quad(axis, 2 * i));
  }
  return Float64Array.from(walls);
}

/** The point of the network that an access stands for, EPSG:25832. */
export function pointAt(graph: WalkGraph, { edge, along }: Pick<Access, 'edge' | 'along'>): Point {
  const start = 2 * (graph.shapeStart[edge] as number);
  const { x, y } = placeAlong(graph.shape.subarray(start, 2 * (graph.shapeStart[edge + 1] as number)), along);
  return [x, y];
}
