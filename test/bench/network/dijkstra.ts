import createGraph from 'ngraph.graph';
import type { Graph } from 'ngraph.graph';
import type { EdgeCosts } from '@quartierblick/gis/analysis/network/profiles.ts';
import { partCost, startCost } from '@quartierblick/gis/analysis/network/search.ts';
import type { Access, WalkGraph } from '@quartierblick/gis/analysis/network/types.ts';

type Costed = Graph<unknown, number>;

/** The same network in objects: nodes by number, links with their cost. */
export function objectsOf(graph: WalkGraph, costs: EdgeCosts): Costed {
  const objects: Costed = createGraph({ multigraph: true });
  for (let n = 0; n < graph.nodes; n++) objects.addNode(n);
  for (let e = 0; e < graph.edges; e++) {
    const cost = costs.edge[e] as number;
    if (cost < Infinity) objects.addLink(graph.from[e] as number, graph.to[e] as number, cost);
  }
  return objects;
}

interface Waiting {
  node: number;
  cost: number;
}

/** A binary heap, the cheapest first. */
class Heap {
  readonly #items: Waiting[] = [];

  push(item: Waiting): void {
    const items = this.#items;
    let i = items.push(item) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = items[parent] as Waiting;
      if (above.cost <= item.cost) break;
      items[i] = above;
      i = parent;
    }
    items[i] = item;
  }

  pop(): Waiting | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (!top || !last || items.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      const right = items[child + 1];
      if (right && right.cost < (items[child] as Waiting).cost) child++;
      const below = items[child] as Waiting;
      if (below.cost >= last.cost) break;
      items[i] = below;
      i = child;
    }
    items[i] = last;
    return top;
  }
}

/** Dijkstra's search up to a bound, as one writes it over a graph of objects. @returns the cost of each node that is reached */
export function dijkstra(
  objects: Costed,
  graph: WalkGraph,
  costs: EdgeCosts,
  source: Access,
  bound: number,
): Map<number, number> {
  const best = new Map<number, number>();
  const heap = new Heap();
  const offer = (node: number, cost: number): void => {
    if (cost > bound || cost >= (best.get(node) ?? Infinity)) return;
    best.set(node, cost);
    heap.push({ node, cost });
  };
  const start = startCost(source, costs);
  const left = (graph.length[source.edge] as number) - source.along;
  offer(graph.from[source.edge] as number, start + partCost(graph, costs, source.edge, source.along));
  offer(graph.to[source.edge] as number, start + partCost(graph, costs, source.edge, left));
  for (let next = heap.pop(); next; next = heap.pop()) {
    const { node, cost } = next;
    if (cost > (best.get(node) as number)) continue;
    objects.forEachLinkedNode(
      node,
      (far, link) => {
        offer(far.id as number, cost + link.data);
      },
      false,
    );
  }
  return best;
}
