/** Edges at node n are `link[first[n] … first[n + 1]]`, and `other` the node at their far end; a loop stands there twice. */
export interface Links {
  first: Uint32Array;
  link: Uint32Array;
  other: Uint32Array;
}

/** Lists the edges at each node, in the order of their numbers. */
export function linksOf(nodes: number, from: ArrayLike<number>, to: ArrayLike<number>): Links {
  const first = new Uint32Array(nodes + 1);
  for (let e = 0; e < from.length; e++) {
    first[(from[e] as number) + 1] = (first[(from[e] as number) + 1] as number) + 1;
    first[(to[e] as number) + 1] = (first[(to[e] as number) + 1] as number) + 1;
  }
  for (let n = 0; n < nodes; n++) first[n + 1] = (first[n + 1] as number) + (first[n] as number);
  const next = first.slice(0, nodes);
  const link = new Uint32Array(2 * from.length);
  const other = new Uint32Array(2 * from.length);
  const put = (node: number, edge: number, far: number): void => {
    const slot = next[node] as number;
    next[node] = slot + 1;
    link[slot] = edge;
    other[slot] = far;
  };
  for (let e = 0; e < from.length; e++) {
    put(from[e] as number, e, to[e] as number);
    put(to[e] as number, e, from[e] as number);
  }
  return { first, link, other };
}
