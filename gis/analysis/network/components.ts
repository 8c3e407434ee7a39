/**
 * Number of the connected part of the network that each node belongs to, the one of most nodes first (union–find with halved
 * paths). What is closed connects nothing.
 */
export function componentsOf(
  nodes: number,
  { from, to, closed }: { from: Uint32Array; to: Uint32Array; closed: Uint8Array },
): Uint32Array {
  const parent = Uint32Array.from({ length: nodes }, (_, n) => n);
  const size = new Uint32Array(nodes).fill(1);
  const root = (node: number): number => {
    let n = node;
    while (parent[n] !== n) {
      parent[n] = parent[parent[n] as number] as number;
      n = parent[n] as number;
    }
    return n;
  };
  for (let e = 0; e < from.length; e++) {
    if (closed[e]) continue;
    const a = root(from[e] as number);
    const b = root(to[e] as number);
    if (a === b) continue;
    const [large, small] = (size[a] as number) >= (size[b] as number) ? [a, b] : [b, a];
    parent[small] = large;
    size[large] = (size[large] as number) + (size[small] as number);
  }
  const roots: number[] = [];
  for (let n = 0; n < nodes; n++) if (parent[n] === n) roots.push(n);
  roots.sort((a, b) => (size[b] as number) - (size[a] as number) || a - b);
  const number = new Uint32Array(nodes);
  roots.forEach((r, i) => (number[r] = i));
  const component = new Uint32Array(nodes);
  for (let n = 0; n < nodes; n++) component[n] = number[root(n)] as number;
  return component;
}
