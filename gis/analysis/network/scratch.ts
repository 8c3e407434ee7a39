import type { WalkGraph } from './types.ts';

const BUCKETS = 1024;
const NOBODY = -1;

/**
 * Arrays that every search on a graph uses again, and the queue of nodes that wait: buckets of equal width in a ring (Dial 1969),
 * so that adding and taking cost the same however many wait. A result is valid until the next search with the same scratch.
 */
export class Scratch {
  readonly cost: Float32Array;
  readonly source: Uint32Array;
  /** Edge by which the node was reached. */
  readonly via: Uint32Array;
  readonly reached: Uint32Array;
  count = 0;
  waiting = 0;
  readonly #head = new Int32Array(BUCKETS).fill(NOBODY);
  readonly #next: Int32Array;
  readonly #before: Int32Array;
  readonly #bucket: Int16Array;
  #perCost = 1;
  #now = 0;
  #measured: Float32Array | null = null;
  #most = 0;
  #mean = 0;

  constructor(graph: WalkGraph) {
    this.cost = new Float32Array(graph.nodes).fill(Infinity);
    this.source = new Uint32Array(graph.nodes);
    this.via = new Uint32Array(graph.nodes);
    this.reached = new Uint32Array(graph.nodes);
    this.#next = new Int32Array(graph.nodes);
    this.#before = new Int32Array(graph.nodes);
    this.#bucket = new Int16Array(graph.nodes).fill(NOBODY);
  }

  /** Forgets the search before, and sizes the buckets. @param spread of the costs that the search begins with */
  begin(edge: Float32Array, least: number, spread: number): void {
    for (let i = 0; i < this.count; i++) this.cost[this.reached[i] as number] = Infinity;
    this.count = 0;
    this.#measure(edge);
    // The ring must hold all that can wait at once. Any width is exact; half a usual edge has proved quick.
    const width = Math.max(this.#mean / 2, Math.max(this.#most, spread) / (BUCKETS - 3), 1e-6);
    this.#perCost = 1 / width;
    this.#now = Math.floor(least * this.#perCost) & (BUCKETS - 1);
  }

  #measure(edge: Float32Array): void {
    if (this.#measured === edge) return;
    this.#measured = edge;
    this.#most = 0;
    let sum = 0;
    let count = 0;
    for (const cost of edge) {
      if (cost === Infinity) continue;
      sum += cost;
      count++;
      if (cost > this.#most) this.#most = cost;
    }
    this.#mean = count > 0 ? sum / count : 1;
  }

  /** Notes that a node is reached at less cost than before, and lets it wait for its turn. */
  improve(node: number, cost: number, source: number, via: number): void {
    if (this.cost[node] === Infinity) this.reached[this.count++] = node;
    else if (this.#bucket[node] !== NOBODY) this.#leave(node);
    this.cost[node] = cost;
    this.source[node] = source;
    this.via[node] = via;
    const bucket = Math.floor(cost * this.#perCost) & (BUCKETS - 1);
    const head = this.#head[bucket] as number;
    this.#bucket[node] = bucket;
    this.#before[node] = NOBODY;
    this.#next[node] = head;
    if (head !== NOBODY) this.#before[head] = node;
    this.#head[bucket] = node;
    this.waiting++;
  }

  #leave(node: number): void {
    const next = this.#next[node] as number;
    const before = this.#before[node] as number;
    if (before === NOBODY) this.#head[this.#bucket[node] as number] = next;
    else this.#next[before] = next;
    if (next !== NOBODY) this.#before[next] = before;
    this.#bucket[node] = NOBODY;
    this.waiting--;
  }

  /** A node of the cheapest bucket. Within one bucket the order is free: what is improved later takes its turn again. */
  take(): number {
    while (this.#head[this.#now] === NOBODY) this.#now = (this.#now + 1) & (BUCKETS - 1);
    const node = this.#head[this.#now] as number;
    this.#leave(node);
    return node;
  }
}
