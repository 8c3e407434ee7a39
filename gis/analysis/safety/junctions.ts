import type { StreetGraph } from '../network/noding.ts';
import type { Point } from '../network/types.ts';

/** Where streets meet; nodes close to each other are one junction. */
export interface Junction {
  nodes: readonly number[];
  /** Middle of its nodes. */
  at: Point;
  /** Numbers of the lines that meet there. */
  lines: readonly number[];
}

/** Nodes nearer than this to each other are one junction (offset side streets, dual carriageways). A parameter of ours. */
export const MERGE_M = 30;

/** Whether at least three arms of at least two streets meet at a node: a carriageway that divides is no junction. */
function isJunction({ first, link, line }: StreetGraph, node: number, nameOf: (line: number) => string): boolean {
  const [from, to] = [first[node] as number, first[node + 1] as number];
  if (to - from < 3) return false;
  const names = new Set<string>();
  for (let k = from; k < to; k++) names.add(nameOf(line[link[k] as number] as number));
  return names.size > 1;
}

/**
 * Junctions of noded centre lines. Nodes are joined pair by pair, the nearest first, and only as long as all nodes of a junction
 * stay within `mergeM` of each other: side streets every 25 m must not chain into one junction of half a kilometre.
 * @param nameOf what tells streets apart: the name, or the key of a line without one
 */
export function junctionsOf(graph: StreetGraph, nameOf: (line: number) => string, mergeM = MERGE_M): Junction[] {
  const nodes = Array.from({ length: graph.nodes }, (_, node) => node).filter((node) =>
    isJunction(graph, node, nameOf),
  );
  const at = (node: number): Point => [graph.x[node] as number, graph.y[node] as number];
  const far = (a: number, b: number) => Math.hypot(at(a)[0] - at(b)[0], at(a)[1] - at(b)[1]);
  const group = new Map<number, number[]>(nodes.map((node) => [node, [node]]));
  for (const { a, b } of closePairs(nodes, at, mergeM)) {
    const [one, other] = [group.get(a) as number[], group.get(b) as number[]];
    if (one === other || one.some((p) => other.some((q) => far(p, q) >= mergeM))) continue;
    one.push(...other);
    for (const node of other) group.set(node, one);
  }
  return [...new Set(group.values())].map((members) => {
    const sorted = members.toSorted((a, b) => a - b);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const lines = sorted.flatMap((node) =>
      [...graph.link.subarray(graph.first[node], graph.first[node + 1])].map((edge) => graph.line[edge] as number),
    );
    return {
      nodes: sorted,
      at: [mean(sorted.map((n) => at(n)[0])), mean(sorted.map((n) => at(n)[1]))],
      lines: [...new Set(lines)].toSorted((a, b) => a - b),
    };
  });
}

/** Pairs of nodes nearer than a distance, the nearest first. */
function closePairs(nodes: readonly number[], at: (node: number) => Point, within: number): { a: number; b: number }[] {
  const cell = ([x, y]: Point) => [Math.floor(x / within), Math.floor(y / within)] as const;
  const cells = new Map<string, number[]>();
  const pairs: { a: number; b: number; distance: number }[] = [];
  for (const b of nodes) {
    const [i, j] = cell(at(b));
    for (const di of [-1, 0, 1]) {
      for (const dj of [-1, 0, 1]) {
        for (const a of cells.get(`${i + di} ${j + dj}`) ?? []) {
          const distance = Math.hypot(at(a)[0] - at(b)[0], at(a)[1] - at(b)[1]);
          if (distance < within) pairs.push({ a, b, distance });
        }
      }
    }
    const own = cells.get(`${i} ${j}`);
    if (own) own.push(b);
    else cells.set(`${i} ${j}`, [b]);
  }
  return pairs.toSorted((p, q) => p.distance - q.distance || p.a - q.a || p.b - q.b);
}
