import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildWalkGraph } from './build.ts';
import { anyPlan, anyPoint, crossingAt, line, plan } from './example.ts';
import { edgeCosts, PROFILE_IDS, PROFILES } from './profiles.ts';
import type { EdgeCosts } from './profiles.ts';
import { lengthOf } from './planar.ts';
import { pathTo, reachedEdges } from './reached.ts';
import { Scratch } from './scratch.ts';
import { arrivalAt, costAt, reach, sourceAt } from './search.ts';
import { pointAt, SnapIndex } from './snap.ts';
import type { Access, Point, WalkGraph } from './types.ts';

/** All pairs of nodes, by brute force. */
function floydWarshall(graph: WalkGraph, { edge }: EdgeCosts): number[][] {
  const cost = Array.from({ length: graph.nodes }, (_, i) =>
    Array.from({ length: graph.nodes }, (_, j) => (i === j ? 0 : Infinity)),
  );
  const row = (i: number): number[] => cost[i] as number[];
  for (let e = 0; e < graph.edges; e++) {
    const [a, b] = [graph.from[e] as number, graph.to[e] as number];
    row(a)[b] = Math.min(row(a)[b] as number, edge[e] as number);
    row(b)[a] = Math.min(row(b)[a] as number, edge[e] as number);
  }
  for (let k = 0; k < graph.nodes; k++)
    for (let i = 0; i < graph.nodes; i++)
      for (let j = 0; j < graph.nodes; j++)
        row(i)[j] = Math.min(row(i)[j] as number, (row(i)[k] as number) + (row(k)[j] as number));
  return cost;
}

function bruteForce(graph: WalkGraph, costs: EdgeCosts, between: number[][], a: Access, b: Access): number {
  const ends = ({ edge, along }: Access): [number, number][] => {
    const length = graph.length[edge] as number;
    const part = (metres: number): number =>
      length > 0 ? ((costs.edge[edge] as number) * Math.max(0, metres)) / length : 0;
    return [
      [graph.from[edge] as number, part(along)],
      [graph.to[edge] as number, part(length - along)],
    ];
  };
  if (costs.edge[a.edge] === Infinity || costs.edge[b.edge] === Infinity) return Infinity;
  const rate = (costs.edge[a.edge] as number) / (graph.length[a.edge] as number);
  const ways = ends(a).flatMap(([n, s]) => ends(b).map(([m, t]) => s + t + (between[n]?.[m] as number)));
  if (a.edge === b.edge) ways.push(a.along === b.along ? 0 : rate * Math.abs(a.along - b.along));
  return Math.min(...ways) + (a.aside + b.aside) * costs.perMetre;
}

const anyProfile = fc.constantFrom(...PROFILE_IDS);
const anyMetric = fc.constantFrom('metres' as const, 'seconds' as const);
const anySearch = fc.record({
  data: anyPlan,
  profile: anyProfile,
  metric: anyMetric,
  from: fc.array(anyPoint, { minLength: 1, maxLength: 4 }),
  to: fc.array(anyPoint, { minLength: 1, maxLength: 6 }),
  bound: fc.constantFrom(30, 120, 400, Infinity),
});
const isAccess = (access: Access | null): access is Access => access !== null;
const measured = (way: readonly Point[]): number => lengthOf(way.flat());

describe('a bounded search', () => {
  it('costs what trying all pairs gives, from several places at once and with arrays used again', () => {
    fc.assert(
      fc.property(anySearch, ({ data, profile, metric, from, to, bound }) => {
        const graph = buildWalkGraph(data);
        const index = new SnapIndex(graph);
        const costs = edgeCosts(graph, PROFILES[profile], metric);
        const between = floydWarshall(graph, costs);
        const sources = from.map((point) => index.nearest(point)).filter(isAccess);
        const places = to.map((point) => index.nearest(point)).filter(isAccess);
        const scratch = new Scratch(graph);
        reach(graph, costs, sources.toReversed(), 2 * bound, scratch);
        const result = reach(graph, costs, sources, bound, scratch);
        for (const place of places) {
          const all = sources.map((source) => bruteForce(graph, costs, between, source, place));
          const least = Math.min(Infinity, ...all);
          const cost = costAt(graph, costs, result, place);
          if (least > bound + 2e-3) expect(cost).toBe(Infinity);
          else if (least < bound - 1e-3) {
            expect(cost).toBeCloseTo(least, 2);
            expect(all[sourceAt(graph, costs, result, place)]).toBeCloseTo(least, 2);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds ways that are as long as they cost, and never shorter than the straight line', () => {
    fc.assert(
      fc.property(anySearch, ({ data, profile, from, to }) => {
        const graph = buildWalkGraph(data);
        const index = new SnapIndex(graph);
        const costs = edgeCosts(graph, PROFILES[profile], 'metres');
        const sources = from.map((point) => index.nearest(point)).filter(isAccess);
        const result = reach(graph, costs, sources, Infinity);
        for (const point of to) {
          const place = index.nearest(point);
          if (!place) continue;
          const arrival = arrivalAt(graph, costs, result, place);
          const way = pathTo(graph, costs, result, place);
          expect(way === null).toBe(arrival.cost === Infinity);
          if (!way) continue;
          const source = sources[arrival.source] as Access;
          const [start, end] = [pointAt(graph, source), pointAt(graph, place)];
          expect(measured([start, way[0] as Point])).toBeLessThan(0.01);
          expect(measured([end, way.at(-1) as Point])).toBeLessThan(0.01);
          const walked = arrival.cost - source.aside - place.aside;
          // A crossing may be drawn shorter than the carriageway is wide.
          expect(measured(way)).toBeLessThan(walked + 0.01);
          expect(walked).toBeGreaterThan(measured([start, end]) - 0.01);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('draws all pieces that are reached and no more: each with the cost at its ends, none longer than the bound allows', () => {
    fc.assert(
      fc.property(anySearch, ({ data, profile, metric, from, bound }) => {
        const graph = buildWalkGraph(data);
        const index = new SnapIndex(graph);
        const costs = edgeCosts(graph, PROFILES[profile], metric);
        const sources = from.map((point) => index.nearest(point)).filter(isAccess);
        const result = reach(graph, costs, sources, bound);
        const pieces = reachedEdges(graph, costs, result);
        for (const piece of pieces) {
          for (const share of [0, 0.3, 1]) {
            const along = piece.start + share * (piece.end - piece.start);
            const expected = piece.startCost + share * (piece.endCost - piece.startCost);
            const unbounded = { ...result, bound: Infinity };
            expect(costAt(graph, costs, unbounded, { edge: piece.edge, along, aside: 0 })).toBeCloseTo(expected, 2);
            expect(expected).toBeLessThan(bound + 2e-3);
          }
        }
        for (let e = 0; e < graph.edges; e++) {
          const length = graph.length[e] as number;
          for (const share of [0.1, 0.5, 0.77]) {
            const along = share * length;
            const cost = costAt(graph, costs, result, { edge: e, along, aside: 0 });
            const drawn = pieces.some((p) => p.edge === e && p.start - 0.01 <= along && along <= p.end + 0.01);
            if (cost < bound - 0.1 && length > 0) expect(drawn).toBe(true);
            if (cost === Infinity && bound < Infinity && drawn) {
              const unbounded = { ...result, bound: Infinity };
              expect(costAt(graph, costs, unbounded, { edge: e, along, aside: 0 })).toBeLessThan(bound + 0.1);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('begins with what a source costs already', () => {
    const graph = buildWalkGraph(
      plan([
        line('path', [
          [0, 0],
          [100, 0],
        ]),
      ]),
    );
    const costs = edgeCosts(graph, PROFILES.adult, 'metres');
    const sources = [
      { edge: 0, along: 0, aside: 5, offset: 30 },
      { edge: 0, along: 100, aside: 0 },
    ];
    const result = reach(graph, costs, sources, 1000);
    expect(costAt(graph, costs, result, { edge: 0, along: 10, aside: 2 })).toBe(47);
    expect(costAt(graph, costs, result, { edge: 0, along: 50, aside: 2 })).toBe(52);
    expect(sourceAt(graph, costs, result, { edge: 0, along: 10, aside: 2 })).toBe(0);
  });
});

describe('profiles', () => {
  const main = line('main', [
    [0, -200],
    [0, 0],
    [0, 200],
  ]);
  const side = line('residential', [
    [-100, 0],
    [0, 0],
    [100, 0],
  ]);
  const cost = (
    data: ReturnType<typeof plan>,
    profile: keyof typeof PROFILES,
    metric: 'metres' | 'seconds',
  ): number => {
    const graph = buildWalkGraph(data);
    const index = new SnapIndex(graph);
    const costs = edgeCosts(graph, PROFILES[profile], metric);
    const access = (x: number): Access => index.nearest([x, 0]) as Access;
    return costAt(graph, costs, reach(graph, costs, [access(-100)], Infinity), access(100));
  };

  it('let a child alone cross at signals and a zebra only, an adult everywhere', () => {
    const across = (kind: 'signals' | 'zebra' | 'island' | 'none') => plan([main, side], [crossingAt(kind, [0, 0])]);
    expect(cost(across('signals'), 'child-alone', 'metres')).toBeCloseTo(200, 2);
    expect(cost(across('zebra'), 'child-alone', 'metres')).toBeCloseTo(200, 2);
    expect(cost(across('island'), 'child-alone', 'metres')).toBe(Infinity);
    expect(cost(across('none'), 'child-alone', 'metres')).toBe(Infinity);
    expect(cost(across('none'), 'adult', 'metres')).toBeCloseTo(200, 2);
  });

  it('take the speeds of DIN 18034-1 and wait at a crossing', () => {
    const data = plan([main, side], [crossingAt('signals', [0, 0])]);
    expect(cost(data, 'child-with-adult', 'seconds')).toBeCloseTo(360 + 30, 2);
    expect(cost(data, 'child-alone', 'seconds')).toBeCloseTo(300 + 30, 2);
    expect(cost(data, 'adult', 'seconds')).toBeCloseTo(180 + 30, 2);
  });

  it('keep strollers off steps', () => {
    const steps = plan([
      line('path', [
        [-100, 0],
        [0, 0],
      ]),
      line(
        'path',
        [
          [0, 0],
          [100, 0],
        ],
        { steps: true },
      ),
    ]);
    expect(cost(steps, 'adult', 'metres')).toBeCloseTo(200, 2);
    expect(cost(steps, 'step-free', 'metres')).toBe(Infinity);
  });
});
