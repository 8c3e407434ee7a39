import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestBarrier } from './barrier.ts';
import { BUILD_DEFAULTS, buildWalkGraph } from './build.ts';
import { describeGraph } from './describe.ts';
import { Draft } from './draft.ts';
import { editGraph } from './edit.ts';
import { anyPlan, anyPoint, crossingAt, line, plan } from './example.ts';
import { edgeCosts, PROFILE_IDS, PROFILES } from './profiles.ts';
import { costAt, reach } from './search.ts';
import { pointAt, SnapIndex } from './snap.ts';
import { CROSSINGS, EDGE_KINDS, NO_CROSSING } from './types.ts';
import type { Access, Edit, NetworkData, Point, WalkGraph } from './types.ts';

const main = (...points: Point[]) => line('main', points);
const side = (...points: Point[]) => line('residential', points);
const isAccess = (access: Access | null): access is Access => access !== null;

/** Costs from each access to each other one. */
function table(graph: WalkGraph, accesses: readonly Access[], profile: keyof typeof PROFILES): number[] {
  const costs = edgeCosts(graph, PROFILES[profile], 'metres');
  return accesses.flatMap((from) => {
    const result = reach(graph, costs, [from], Infinity);
    return accesses.map((to) => costAt(graph, costs, result, to));
  });
}
const walk = (graph: WalkGraph, from: Point, to: Point, profile: keyof typeof PROFILES = 'child-alone'): number => {
  const index = new SnapIndex(graph);
  return table(graph, [index.nearest(from) as Access, index.nearest(to) as Access], profile)[1] as number;
};

const anyCrossingEdit = fc
  .tuple(fc.constantFrom('signals', 'zebra', 'island'), anyPoint, fc.integer({ min: -14, max: 14 }))
  .map(([kind, [x, y], by]): Edit & { type: 'crossing' } => ({
    id: 'c',
    type: 'crossing',
    kind,
    at: [x + by, y - by / 3],
  }));
const anyClosure = anyPoint.map((at): Edit => ({ id: 'x', type: 'closure', at }));
const anyPath = fc
  .tuple(fc.array(anyPoint, { minLength: 2, maxLength: 4 }), fc.integer({ min: -9, max: 9 }), fc.boolean())
  .map(([points, by, stepFree]): Edit => ({
    id: 'p',
    type: 'path',
    stepFree,
    line: points.map(([x, y]) => [x + by, y + by / 2]),
  }));
const anyProfile = fc.constantFrom(...PROFILE_IDS);
const anyPlaces = fc.array(anyPoint, { minLength: 2, maxLength: 5 });

/** Whether a crossing comes to lie so near to a recorded one that both become one, at the place of the one that was made first. */
function meetsAnother(data: NetworkData, at: Point): boolean {
  const draft = new Draft(buildWalkGraph({ ...data, crossings: [] }));
  const spot = ([x, y]: Point) => nearestBarrier(draft, Array(draft.edges).keys(), x, y, BUILD_DEFAULTS.crossingReachM);
  const own = spot(at);
  return data.crossings.some((one) => {
    const other = spot(one.at);
    if (!own || other?.edge !== own.edge) return false;
    return Math.abs(other.along - own.along) <= BUILD_DEFAULTS.junctionReachM + 0.01;
  });
}

/** Every array of the network belongs together. */
function expectSound(graph: WalkGraph): void {
  for (let e = 0; e < graph.edges; e++) {
    const [start, end] = [2 * (graph.shapeStart[e] as number), 2 * (graph.shapeStart[e + 1] as number)];
    const [from, to] = [graph.from[e] as number, graph.to[e] as number];
    expect([graph.shape[start], graph.shape[start + 1]]).toEqual([graph.x[from], graph.y[from]]);
    expect([graph.shape[end - 2], graph.shape[end - 1]]).toEqual([graph.x[to], graph.y[to]]);
    if (graph.side[e] === 1) {
      expect(graph.side[e + 1]).toBe(-1);
      expect(graph.line[e + 1]).toBe(graph.line[e]);
      expect((graph.axisStart[e + 1] as number) - (graph.axisStart[e] as number)).toBe((end - start) / 2);
    }
    if (!graph.closed[e]) expect(graph.component[from]).toBe(graph.component[to]);
  }
  expect(graph.first[graph.nodes]).toBe(2 * graph.edges);
}

describe('changes of a scenario', () => {
  it('a crossing never makes a way longer', () => {
    fc.assert(
      fc.property(
        anyPlan,
        anyPlaces,
        fc.array(anyCrossingEdit, { minLength: 1, maxLength: 3 }),
        anyProfile,
        (data, points, edits, profile) => {
          const graph = buildWalkGraph(data);
          const index = new SnapIndex(graph);
          const places = points.map((point) => index.nearest(point)).filter(isAccess);
          const before = table(graph, places, profile);
          const edited = editGraph(graph, edits);
          const after = table(edited.graph, places.map(edited.moved), profile);
          after.forEach((cost, i) => {
            if (before[i] !== Infinity) expect(cost).toBeLessThanOrEqual((before[i] as number) + 1e-3);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a closure never makes a way shorter, a path never longer', () => {
    fc.assert(
      fc.property(anyPlan, anyPlaces, anyClosure, anyPath, anyProfile, (data, points, closure, path, profile) => {
        const graph = buildWalkGraph(data);
        const index = new SnapIndex(graph);
        const places = points.map((point) => index.nearest(point)).filter(isAccess);
        const before = table(graph, places, profile);
        const closed = editGraph(graph, [closure]);
        table(closed.graph, places.map(closed.moved), profile).forEach((cost, i) => {
          if (cost !== Infinity) expect(cost).toBeGreaterThanOrEqual((before[i] as number) - 1e-3);
        });
        const drawn = editGraph(graph, [path]);
        table(drawn.graph, places.map(drawn.moved), profile).forEach((cost, i) => {
          if (before[i] !== Infinity) expect(cost).toBeLessThanOrEqual((before[i] as number) + 1e-3);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('give the network that a fresh build with the crossing in the data gives', () => {
    fc.assert(
      fc.property(anyPlan, anyPlaces, anyCrossingEdit, anyProfile, (data, points, edit, profile) => {
        fc.pre(!meetsAnother(data, edit.at));
        const graph = buildWalkGraph(data);
        const { graph: edited, refused, moved } = editGraph(graph, [edit], { reachM: 15 });
        const fresh = buildWalkGraph({ ...data, crossings: [...data.crossings, crossingAt(edit.kind, edit.at)] });
        expect(describeGraph(edited).crossings).toEqual(describeGraph(fresh).crossings);
        expect(edited.nodes).toBe(fresh.nodes);
        if (refused.length > 0) expect(edited).toEqual(graph);
        const index = new SnapIndex(graph);
        const freshIndex = new SnapIndex(fresh);
        const places = points.map((point) => index.nearest(point)).filter(isAccess);
        const same = points.map((point) => freshIndex.nearest(point)).filter(isAccess);
        const away = places.map((place, i) => Math.abs(place.aside - (same[i] as Access).aside));
        // Where two edges are equally near, either may be taken.
        fc.pre(
          places.every((place, i) => {
            const [a, b] = [pointAt(graph, place), pointAt(fresh, same[i] as Access)];
            return Math.hypot(a[0] - b[0], a[1] - b[1]) < 1e-6;
          }),
        );
        expect(Math.max(0, ...away)).toBeLessThan(1e-6);
        const [a, b] = [table(edited, places.map(moved), profile), table(fresh, same, profile)];
        a.forEach((cost, i) =>
          cost === Infinity ? expect(b[i]).toBe(Infinity) : expect(cost).toBeCloseTo(b[i] as number, 2),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('make one crossing of two that lie 2 m apart, the better of both', () => {
    const road = plan([main([0, 0], [0, 200])], [crossingAt('island', [0, 100])]);
    const graph = buildWalkGraph(road);
    const near = editGraph(graph, [{ id: 'c', type: 'crossing', kind: 'signals', at: [0, 101.9] }]).graph;
    expect(describeGraph(near).crossings).toEqual(
      describeGraph(buildWalkGraph({ ...road, crossings: [crossingAt('signals', [0, 100])] })).crossings,
    );
    const apart = editGraph(graph, [{ id: 'c', type: 'crossing', kind: 'signals', at: [0, 102.1] }]).graph;
    expect(apart.nodes).toBe(near.nodes + 2);
  });

  it('leave sound networks, places where they were, and the network before as it was', () => {
    const anyEdit = fc.oneof(anyCrossingEdit, anyClosure, anyPath);
    fc.assert(
      fc.property(anyPlan, anyPlaces, fc.array(anyEdit, { minLength: 1, maxLength: 6 }), (data, points, edits) => {
        const graph = buildWalkGraph(data);
        expectSound(graph);
        const index = new SnapIndex(graph);
        const places = points.map((point) => index.nearest(point)).filter(isAccess);
        const { graph: edited, moved } = editGraph(graph, edits);
        expectSound(edited);
        expect(graph).toEqual(buildWalkGraph(data));
        for (const place of places) {
          const [a, b] = [pointAt(graph, place), pointAt(edited, moved(place))];
          expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeLessThan(1e-3);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a crossing that is drawn', () => {
  const street = main([0, -300], [0, 300]);
  const graph = buildWalkGraph(plan([street]));
  const drawn = (at: Point): Edit => ({ id: 'c', type: 'crossing', at, kind: 'zebra' });

  it('joins both sides of the barrier there', () => {
    const { graph: edited } = editGraph(graph, [drawn([25, 50])]);
    expect(walk(edited, [-20, 0], [20, 0])).toBeCloseTo(14 + 50 + 12 + 50 + 14, 2);
  });

  it('is refused far from every barrier', () => {
    expect(editGraph(graph, [drawn([31, 50])]).refused).toEqual([{ id: 'c', reason: 'no-barrier' }]);
  });

  it('counts for all arms of a junction at which it lies', () => {
    const junction = buildWalkGraph(plan([street, main([-300, 0], [300, 0])]));
    const { graph: edited } = editGraph(junction, [drawn([1, 1])]);
    expect(describeGraph(edited).crossings).toEqual({ signals: 0, zebra: 4, island: 0, none: 4 });
  });
});

describe('a path that is drawn', () => {
  const drawn = (...points: Point[]): Edit => ({ id: 'p', type: 'path', line: points, stepFree: true });

  it('joins what it touches, within 15 m of its ends', () => {
    const graph = buildWalkGraph(plan([side([0, 0], [200, 0]), side([0, 100], [200, 100])]));
    expect(walk(graph, [50, 0], [50, 100])).toBe(Infinity);
    const { graph: edited } = editGraph(graph, [drawn([50, 10], [50, 92])]);
    expect(walk(edited, [50, 0], [50, 100])).toBeCloseTo(100, 3);
    expect(editGraph(graph, [drawn([50, 30], [50, 70])]).refused).toEqual([{ id: 'p', reason: 'joins-nothing' }]);
  });

  it('meets the streets that it crosses', () => {
    const graph = buildWalkGraph(plan([side([0, 0], [200, 0]), side([0, 50], [200, 50]), side([0, 100], [200, 100])]));
    const { graph: edited } = editGraph(graph, [drawn([50, 0], [50, 100])]);
    expect(walk(edited, [80, 50], [20, 100])).toBeCloseTo(30 + 50 + 30, 3);
    expect(describeGraph(edited).components).toEqual([9]);
  });

  it('makes no crossing with help where it leads over a barrier', () => {
    const graph = buildWalkGraph(plan([main([0, -300], [0, 300])]));
    const { graph: edited } = editGraph(graph, [drawn([-50, 0], [50, 0])]);
    expect(walk(edited, [-50, 0], [50, 0])).toBe(Infinity);
    expect(walk(edited, [-50, 0], [50, 0], 'adult')).toBeCloseTo(100, 3);
    expect([...edited.crossing].filter((kind) => kind !== NO_CROSSING).map((kind) => CROSSINGS[kind])).toEqual([
      'none',
      'none',
      'none',
    ]);
    expect([...edited.kind].filter((kind) => EDGE_KINDS[kind] === 'path')).toHaveLength(2);
  });

  it('that ends at a barrier joins its own side', () => {
    const graph = buildWalkGraph(plan([main([0, -300], [0, 300])]));
    const { graph: edited } = editGraph(graph, [drawn([-50, 0], [-8, 0])]);
    expect(walk(edited, [-50, 0], [-20, 50])).toBeCloseTo(44 + 50 + 14, 3);
    expect(walk(edited, [-50, 0], [20, 50])).toBe(Infinity);
  });
});

describe('a closure', () => {
  it('closes one edge, here one side of a barrier', () => {
    const graph = buildWalkGraph(
      plan([main([0, -300], [0, 0], [0, 300]), side([0, 0], [100, 0])], [crossingAt('signals', [0, 200])]),
    );
    const { graph: edited } = editGraph(graph, [{ id: 'x', type: 'closure', at: [-8, 100] }]);
    expect([...edited.closed].reduce((a, b) => a + b)).toBe(1);
    expect(walk(graph, [-20, -50], [-20, 250])).toBeCloseTo(14 + 300 + 14, 2);
    expect(walk(edited, [-20, -50], [-20, 250])).toBe(Infinity);
    expect(walk(edited, [-20, -50], [-20, 250], 'adult')).toBeCloseTo(14 + 50 + 12 + 200 + 12 + 50 + 14, 2);
    expect(new SnapIndex(edited).nearest([-20, 100])).not.toBeNull();
  });

  it('is refused where no edge is near, and leaves playgrounds and entrances to others', () => {
    const graph = buildWalkGraph(plan([side([0, 0], [100, 0])]));
    const { graph: edited, refused } = editGraph(graph, [
      { id: 'x', type: 'closure', at: [50, 31] },
      { id: 'e', type: 'entrance', at: [50, 0], playground: 'a' },
    ]);
    expect(refused).toEqual([{ id: 'x', reason: 'no-edge' }]);
    expect(edited).toEqual(graph);
  });
});
