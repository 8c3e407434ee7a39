import { linksOf } from './links.ts';
import { componentsOf } from './components.ts';
import { lengthOf } from './planar.ts';
import { EDGE_KINDS, NO_CROSSING } from './types.ts';
import type { WalkGraph } from './types.ts';

/** What is recorded of one edge, see {@link WalkGraph}. */
export interface DraftEdge {
  from: number;
  to: number;
  kind: number;
  crossing: number;
  stepFree: number;
  line: number;
  side: number;
  closed: number;
}

const KIND_OF_CROSSING = EDGE_KINDS.indexOf('crossing');
const COLUMNS = {
  x: Float64Array,
  y: Float64Array,
  from: Uint32Array,
  to: Uint32Array,
  length: Float32Array,
  kind: Uint8Array,
  crossing: Uint8Array,
  stepFree: Uint8Array,
  line: Uint32Array,
  side: Int8Array,
  closed: Uint8Array,
} as const;
type Column = keyof typeof COLUMNS;
type Columns = { [C in Column]: InstanceType<(typeof COLUMNS)[C]> };

/** A walking network that is being built or changed: begins empty or as a copy, and grows. */
export class Draft {
  nodes: number;
  edges: number;
  /** Arrays with room at their ends. */
  readonly columns: Columns;
  /** Where an edge was cut, in the order in which it happened: what lies beyond `at` metres is now on `next`. */
  readonly cuts = new Map<number, { at: number; next: number }[]>();
  readonly #base: WalkGraph | null;
  readonly #shapes = new Map<number, Float64Array>();
  readonly #axes = new Map<number, Float64Array>();
  #crossings: Map<number, number[]> | null = null;

  constructor(base: WalkGraph | null) {
    this.#base = base;
    this.nodes = base?.nodes ?? 0;
    this.edges = base?.edges ?? 0;
    const room = <C extends Column>(column: C): Columns[C] => {
      const old = base?.[column];
      const grown = new COLUMNS[column]((old?.length ?? 0) + 1024) as Columns[C];
      if (old) grown.set(old);
      return grown;
    };
    this.columns = {
      x: room('x'),
      y: room('y'),
      from: room('from'),
      to: room('to'),
      length: room('length'),
      kind: room('kind'),
      crossing: room('crossing'),
      stepFree: room('stepFree'),
      line: room('line'),
      side: room('side'),
      closed: room('closed'),
    };
  }

  #put<C extends Column>(column: C, index: number, value: number): void {
    const old = this.columns[column];
    if (index >= old.length) {
      const grown = new COLUMNS[column](2 * index) as Columns[C];
      grown.set(old);
      this.columns[column] = grown;
    }
    this.columns[column][index] = value;
  }

  addNode(x: number, y: number): number {
    this.#put('x', this.nodes, x);
    this.#put('y', this.nodes, y);
    return this.nodes++;
  }

  /** @param axis of the left side of a barrier, its centre line @param least metres that it is long at least */
  addEdge(edge: DraftEdge, shape: Float64Array, axis: Float64Array | null = null, least = 0): number {
    const e = this.edges++;
    for (const [column, value] of Object.entries(edge) as [keyof DraftEdge, number][]) this.#put(column, e, value);
    this.#put('length', e, Math.max(least, lengthOf(shape)));
    this.#shapes.set(e, shape);
    if (axis) this.#axes.set(e, axis);
    if (edge.kind === KIND_OF_CROSSING && this.#crossings) this.#note(this.#crossings, e);
    return e;
  }

  edge(e: number): DraftEdge {
    const { from, to, kind, crossing, stepFree, line, side, closed } = this.columns;
    return {
      from: from[e] as number,
      to: to[e] as number,
      kind: kind[e] as number,
      crossing: crossing[e] as number,
      stepFree: stepFree[e] as number,
      line: line[e] as number,
      side: side[e] as number,
      closed: closed[e] as number,
    };
  }

  shapeOf(e: number): Float64Array {
    return this.#shapes.get(e) ?? chainOf(this.#base?.shapeStart, this.#base?.shape, e);
  }

  /** Centre line beside the left side of a barrier, empty for other edges. */
  axisOf(e: number): Float64Array {
    return this.#axes.get(e) ?? chainOf(this.#base?.axisStart, this.#base?.axis, e);
  }

  /** Edges whose line's box touches a box. Looks at all of them: for a few changes that is quicker than an index. */
  edgesIn(minX: number, minY: number, maxX: number, maxY: number): number[] {
    const found: number[] = [];
    const touches = (chain: Float64Array, start: number, end: number): boolean => {
      let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let i = start; i < end; i += 2) {
        const x = chain[i] as number;
        const y = chain[i + 1] as number;
        if (x < x0) x0 = x;
        if (x > x1) x1 = x;
        if (y < y0) y0 = y;
        if (y > y1) y1 = y;
      }
      return x0 <= maxX && x1 >= minX && y0 <= maxY && y1 >= minY;
    };
    const old = this.#base;
    for (let e = 0; old && e < old.edges; e++) {
      if (this.#shapes.has(e)) continue;
      if (touches(old.shape, 2 * (old.shapeStart[e] as number), 2 * (old.shapeStart[e + 1] as number))) found.push(e);
    }
    for (const [e, shape] of this.#shapes) if (touches(shape, 0, shape.length)) found.push(e);
    return found.sort((a, b) => a - b);
  }

  /** Cuts an edge in two that meet in `node`; the first keeps the number. @returns the number of the second */
  cut(
    e: number,
    node: number,
    shapes: readonly [Float64Array, Float64Array],
    axes?: readonly [Float64Array, Float64Array],
  ): number {
    const next = this.addEdge({ ...this.edge(e), from: node }, shapes[1], axes?.[1]);
    const at = lengthOf(shapes[0]);
    this.columns.to[e] = node;
    this.columns.length[e] = at;
    this.#shapes.set(e, shapes[0]);
    if (axes) this.#axes.set(e, axes[0]);
    const known = this.cuts.get(e);
    if (known) known.push({ at, next });
    else this.cuts.set(e, [{ at, next }]);
    return next;
  }

  /** Crossings that lead to a corner. */
  crossingsAt(node: number): readonly number[] {
    if (!this.#crossings) {
      this.#crossings = new Map();
      for (let e = 0; e < this.edges; e++) {
        if (this.columns.crossing[e] !== NO_CROSSING) this.#note(this.#crossings, e);
      }
    }
    return this.#crossings.get(node) ?? [];
  }

  #note(crossings: Map<number, number[]>, e: number): void {
    for (const node of [this.columns.from[e] as number, this.columns.to[e] as number]) {
      const known = crossings.get(node);
      if (known) known.push(e);
      else crossings.set(node, [e]);
    }
  }

  finish(wall: Float64Array): WalkGraph {
    const { nodes, edges, columns } = this;
    const node = { x: columns.x.slice(0, nodes), y: columns.y.slice(0, nodes) };
    const edge = {
      from: columns.from.slice(0, edges),
      to: columns.to.slice(0, edges),
      length: columns.length.slice(0, edges),
      kind: columns.kind.slice(0, edges),
      crossing: columns.crossing.slice(0, edges),
      stepFree: columns.stepFree.slice(0, edges),
      line: columns.line.slice(0, edges),
      side: columns.side.slice(0, edges),
      closed: columns.closed.slice(0, edges),
    };
    const shapes = pack(edges, this.#base?.edges ?? 0, this.#base?.shapeStart, this.#base?.shape, this.#shapes);
    const axes = pack(edges, this.#base?.edges ?? 0, this.#base?.axisStart, this.#base?.axis, this.#axes);
    return {
      nodes,
      edges,
      ...node,
      ...edge,
      component: componentsOf(nodes, edge),
      shapeStart: shapes.start,
      shape: shapes.chain,
      axisStart: axes.start,
      axis: axes.chain,
      wall,
      ...linksOf(nodes, edge.from, edge.to),
    };
  }
}

const NOTHING = new Float64Array(0);

function chainOf(start: Uint32Array | undefined, chain: Float64Array | undefined, e: number): Float64Array {
  if (!start || !chain || e + 1 >= start.length) return NOTHING;
  return chain.subarray(2 * (start[e] as number), 2 * (start[e + 1] as number));
}

/** Lays out all chains one after another; what did not change is copied in runs, which is what makes an edit quick. */
function pack(
  edges: number,
  oldEdges: number,
  oldStart: Uint32Array | undefined,
  oldChain: Float64Array | undefined,
  changed: ReadonlyMap<number, Float64Array>,
): { start: Uint32Array; chain: Float64Array } {
  const start = new Uint32Array(edges + 1);
  for (let e = 0; e < edges; e++) {
    const now = changed.get(e);
    const before = oldStart && e < oldEdges ? (oldStart[e + 1] as number) - (oldStart[e] as number) : 0;
    start[e + 1] = (start[e] as number) + (now ? now.length / 2 : before);
  }
  const chain = new Float64Array(2 * (start[edges] as number));
  let unchangedFrom = 0;
  const copyRun = (end: number): void => {
    const last = Math.min(end, oldEdges);
    if (!oldStart || !oldChain || last <= unchangedFrom) return;
    const run = oldChain.subarray(2 * (oldStart[unchangedFrom] as number), 2 * (oldStart[last] as number));
    chain.set(run, 2 * (start[unchangedFrom] as number));
  };
  for (const e of [...changed.keys()].sort((a, b) => a - b)) {
    copyRun(e);
    chain.set(changed.get(e) as Float64Array, 2 * (start[e] as number));
    unchangedFrom = e + 1;
  }
  copyRun(oldEdges);
  return { start, chain };
}
