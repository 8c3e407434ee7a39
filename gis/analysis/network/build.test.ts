import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildWalkGraph } from './build.ts';
import { describeGraph } from './describe.ts';
import { anyPlan, anyPoint, crossingAt, line, plan } from './example.ts';
import { nodeLines } from './noding.ts';
import { lengthOf } from './planar.ts';
import { edgeCosts, PROFILES } from './profiles.ts';
import { costAt, reach } from './search.ts';
import { pointAt, SnapIndex } from './snap.ts';
import { CROSSINGS, NO_CROSSING } from './types.ts';
import type { Access, NetworkData, Point, WalkGraph } from './types.ts';

/** Metres on foot for a child alone; Infinity where there is no way. */
function childWalks(data: NetworkData, from: Point, to: Point, profile: keyof typeof PROFILES = 'child-alone'): number {
  const graph = buildWalkGraph(data);
  const index = new SnapIndex(graph);
  const costs = edgeCosts(graph, PROFILES[profile], 'metres');
  const [a, b] = [index.nearest(from), index.nearest(to)] as [Access, Access];
  return costAt(graph, costs, reach(graph, costs, [a], Infinity), b);
}
const kinds = (graph: WalkGraph): string[] =>
  [...graph.crossing]
    .filter((kind) => kind !== NO_CROSSING)
    .map((kind) => CROSSINGS[kind] as string)
    .sort();
const main = (...points: Point[]) => line('main', points);
const side = (...points: Point[]) => line('residential', points);

describe('noding', () => {
  it('cuts where lines of one level cross, and where one ends on another, but not under a bridge', () => {
    const road = side([0, 0], [100, 0]);
    expect(nodeLines(plan([road, side([50, -50], [50, 50])])).edges).toBe(4);
    expect(nodeLines(plan([road, side([50, 0.004], [50, 50])])).edges).toBe(3);
    expect(
      nodeLines(
        plan([
          road,
          line(
            'residential',
            [
              [50, -50],
              [50, 50],
            ],
            { level: 1 },
          ),
        ]),
      ).edges,
    ).toBe(2);
  });

  it('joins a bridge to the street at its foot, though the two are of different levels', () => {
    const bridge = line(
      'residential',
      [
        [0, 0],
        [100, 0],
      ],
      { level: 1 },
    );
    const graph = nodeLines(plan([side([-50, 0], [0, 0]), side([100, 0], [150, 0]), bridge]));
    expect(graph.nodes).toBe(4);
  });

  it('keeps a bridge apart from the street below, though both have a vertex there', () => {
    const bridge = line(
      'residential',
      [
        [0, -50],
        [0, 0],
        [0, 50],
      ],
      { level: 1 },
    );
    expect(nodeLines(plan([side([-50, 0], [0, 0], [50, 0]), bridge])).edges).toBe(2);
  });

  it('drops pieces without length and pieces drawn twice, and keeps the main street of the two', () => {
    const path = line('path', [
      [0, 0],
      [0, 0],
      [50, 0],
      [50, 0],
      [50, 30],
    ]);
    const graph = nodeLines(plan([path, main([0, 0], [100, 0])]));
    const lengths = [...graph.length].sort((a, b) => a - b);
    expect(lengths).toEqual([30, 50, 50]);
    expect([...graph.line].filter((of) => of === 1)).toHaveLength(2);
  });

  it('keeps loops, and cuts a line where it crosses itself', () => {
    const ring = nodeLines(plan([side([0, 0], [50, 0], [50, 50], [0, 50], [0, 0])]));
    expect([ring.nodes, ring.edges, ring.length[0]]).toEqual([1, 1, 200]);
    const knot = nodeLines(plan([side([0, 0], [100, 0], [100, 50], [50, 50], [50, -50])]));
    expect([knot.nodes, knot.edges]).toEqual([3, 3]);
  });

  it('leaves no two edges that cross, whatever is drawn', () => {
    fc.assert(
      fc.property(anyPlan, (data) => {
        const graph = nodeLines(data);
        const again = nodeLines(
          plan(
            [...graph.line].map((of, e) => {
              const at = (i: number): Point => [graph.shape[2 * i] as number, graph.shape[2 * i + 1] as number];
              const [start, end] = [graph.shapeStart[e] as number, graph.shapeStart[e + 1] as number];
              return {
                ...(data.lines[of] as (typeof data.lines)[number]),
                parts: [Array.from({ length: end - start }, (_, i) => at(start + i))],
              };
            }),
          ),
        );
        expect(again.edges).toBe(graph.edges);
        expect(lengthOf([0, 0, again.length.reduce((a, b) => a + b, 0), 0])).toBeCloseTo(
          graph.length.reduce((a, b) => a + b, 0),
          3,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('refuses lines on both ends of the earth', () => {
    expect(() => nodeLines(plan([side([0, 0], [10, 0]), side([1e6, 0], [1e6, 10])]))).toThrow(RangeError);
  });
});

describe('a barrier', () => {
  const street = main([0, -300], [0, 300]);
  const west: Point = [-20, 0];
  const east: Point = [20, 0];

  it('is not crossed where nothing helps, and walked along either side without crossing', () => {
    expect(childWalks(plan([street]), west, east)).toBe(Infinity);
    // 14 m to the side, 100 m along it, 14 m from it.
    expect(childWalks(plan([street]), west, [-20, 100])).toBeCloseTo(128, 2);
    expect(childWalks(plan([street]), east, [20, 100])).toBeCloseTo(128, 2);
  });

  it('that bends is walked along on either side without crossing, and never changed without one', () => {
    const bends = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 8 });
    const place = fc.tuple(
      fc.nat(7),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.integer({ min: 1, max: 40 }),
    );
    fc.assert(
      fc.property(bends, place, place, fc.constantFrom(1, -1), fc.constantFrom(1, -1), (ys, a, b, sideA, sideB) => {
        const at = ([piece, share, off]: typeof a, which: number): Point => {
          const i = piece % (ys.length - 1);
          const y = (ys[i] as number) + share * ((ys[i + 1] as number) - (ys[i] as number));
          return [60 * (i + share), y + which * off];
        };
        const data = plan([main(...ys.map((y, i): Point => [60 * i, y]))]);
        const walked = childWalks(data, at(a, sideA), at(b, sideB));
        if (sideA !== sideB) expect(walked).toBe(Infinity);
        else expect(walked).toBeLessThan(60 * 8 * 1.5 + 80);
      }),
    );
  });

  it('is crossed in the middle of a block where a crossing is recorded beside it', () => {
    const data = plan([street], [crossingAt('signals', [9, 50])]);
    expect(kinds(buildWalkGraph(data))).toEqual(['none', 'none', 'signals']);
    expect(childWalks(data, west, east)).toBeCloseTo(14 + 50 + 12 + 50 + 14, 2);
    expect(childWalks(plan([street], [crossingAt('signals', [16, 50])]), west, east)).toBe(Infinity);
  });

  it('takes the better of two crossings recorded at one place', () => {
    const data = plan([street], [crossingAt('island', [0, 50]), crossingAt('zebra', [1, 51])]);
    expect(kinds(buildWalkGraph(data))).toEqual(['none', 'none', 'zebra']);
  });

  it('is crossed where a line that is itself a crossing leads over it', () => {
    const footway = line(
      'path',
      [
        [-30, 40],
        [30, 40],
      ],
      { crossing: 'zebra' },
    );
    expect(kinds(buildWalkGraph(plan([street, footway])))).toEqual(['none', 'none', 'zebra']);
    const upToIt = line(
      'path',
      [
        [-30, 40],
        [0, 40],
      ],
      { crossing: 'zebra' },
    );
    expect(kinds(buildWalkGraph(plan([street, upToIt])))).toEqual(['none', 'none', 'none']);
    const plain = line('path', [
      [-30, 40],
      [30, 40],
    ]);
    expect(kinds(buildWalkGraph(plan([street, plain])))).toEqual(['none', 'none', 'none']);
    expect(childWalks(plan([street, footway]), west, east)).toBeCloseTo(14 + 40 + 12 + 40 + 14, 2);
    expect(childWalks(plan([street, plain]), west, east)).toBe(Infinity);
  });

  it('at a T-junction lets the side street be passed freely, and joins it to its own side', () => {
    const data = plan([street, side([0, 0], [100, 0])]);
    expect(childWalks(data, [20, -80], [20, 80])).toBeCloseTo(14 + 160 + 14, 2);
    expect(childWalks(data, [100, 5], [20, 80])).toBeCloseTo(5 + 94 + 80 + 14, 2);
    expect(childWalks(data, [100, 5], [-20, 80])).toBe(Infinity);
  });

  it('that crosses another makes four corners, with a crossing over each arm', () => {
    const other = main([-300, 0], [300, 0]);
    const graph = buildWalkGraph(plan([street, other], [crossingAt('signals', [0, 0])]));
    expect(kinds(graph)).toEqual(['none', 'none', 'none', 'none', 'signals', 'signals', 'signals', 'signals']);
    const data = plan([street, other], [crossingAt('signals', [0, 40])]);
    // From the south-west to the north-east neither corner helps: only the northern arm can be crossed.
    expect(childWalks(data, [-50, 20], [50, 20])).toBeCloseTo(14 + 44 + 34 + 12 + 34 + 44 + 14, 1);
    expect(childWalks(data, [-50, -20], [50, 20])).toBe(Infinity);
    expect(childWalks(data, [-50, -20], [50, -20], 'adult')).toBeCloseTo(14 + 44 + 12 + 44 + 14, 2);
  });

  it('cut off at the edge of the data is not walked round, a dead end is where wanted', () => {
    const graph = (openEnds: 'cut' | 'round') => buildWalkGraph(plan([street]), { openEnds });
    expect(describeGraph(graph('cut')).crossings.none).toBe(2);
    expect(describeGraph(graph('round')).crossings.none).toBe(0);
    const onwards = plan([main([0, -300], [0, 0]), side([0, 0], [0, 100])]);
    // The sides run together over the last 6 m.
    expect(childWalks(onwards, [-20, -50], [20, -50])).toBeCloseTo(2 * (14 + 44 + Math.hypot(6, 6)), 2);
  });

  it('that nobody may walk along cuts all the same', () => {
    const road = line(
      'main',
      [
        [0, -300],
        [0, 300],
      ],
      { walkable: false },
    );
    const way = line('path', [
      [-50, 0],
      [50, 0],
    ]);
    expect(childWalks(plan([road, way]), [-50, 1], [50, 1])).toBe(Infinity);
    expect(childWalks(plan([road, way], [crossingAt('signals', [0, 5])]), [-50, 1], [50, 1])).toBe(Infinity);
    expect(childWalks(plan([road, way], [crossingAt('signals', [0, 1])]), [-50, 1], [50, 1])).toBeCloseTo(102, 2);
    expect(new SnapIndex(buildWalkGraph(plan([road]))).nearest(east)).toBeNull();
  });

  it('of other classes is a parameter', () => {
    const data = plan([side([0, -300], [0, 300])]);
    expect(describeGraph(buildWalkGraph(data)).crossings.none).toBe(0);
    expect(describeGraph(buildWalkGraph(data, { barriers: ['residential'] })).crossings.none).toBe(2);
  });
});

describe('a street in two parts, a loop, islands', () => {
  it('joins parts that touch, and tells those apart that do not', () => {
    const parts = (gap: number) =>
      line('residential', [], {
        parts: [
          [
            [0, 0],
            [50, 0],
          ],
          [
            [50 + gap, 0],
            [120, 0],
          ],
        ],
      });
    expect(describeGraph(buildWalkGraph(plan([parts(0)]))).components).toEqual([3]);
    const apart = buildWalkGraph(plan([parts(3), side([0, 0], [0, 40])]));
    expect(describeGraph(apart).components).toEqual([3, 2]);
    expect(apart.component[apart.from[0] as number]).toBe(0);
    const smallFirst = buildWalkGraph(
      plan([side([0, 0], [9, 0]), side([0, 50], [9, 50], [9, 60]), side([9, 50], [20, 50])]),
    );
    expect([...smallFirst.component]).toEqual([1, 1, 0, 0, 0, 0]);
    expect(describeGraph(smallFirst).components).toEqual([4, 2]);
  });

  it('walks a closed ring either way round', () => {
    const ring = side([0, 0], [100, 0], [100, 100], [0, 100], [0, 0]);
    expect(childWalks(plan([ring]), [0, 10], [10, 0])).toBeCloseTo(20, 3);
    expect(childWalks(plan([ring]), [100, 90], [0, 90])).toBeCloseTo(120, 3);
    const around = main([0, 0], [100, 0], [100, 100], [0, 100], [0, 0]);
    expect(childWalks(plan([around]), [50, 20], [20, 50])).toBeCloseTo(14 + 44 + 44 + 14, 2);
    expect(childWalks(plan([around]), [50, 20], [50, -20])).toBe(Infinity);
  });
});

describe('joining places', () => {
  const street = main([0, -300], [0, 0], [10, 300]);

  it('happens along edges, not at nodes, and not beyond the limit', () => {
    const graph = buildWalkGraph(plan([side([0, 0], [200, 0])]));
    const index = new SnapIndex(graph);
    expect(index.nearest([70, 30])).toEqual({ edge: 0, along: 70, aside: 30 });
    expect(index.nearest([70, 251])).toBeNull();
    expect(index.nearest([70, 251], { most: 300 })?.aside).toBe(251);
  });

  it('keeps every place on its own side of a barrier', () => {
    const data = plan([street, side([-80, 0], [0, 0], [80, 10])]);
    const graph = buildWalkGraph(data);
    const index = new SnapIndex(graph);
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 200, noNaN: true }),
        fc.double({ min: -290, max: 290, noNaN: true }),
        (off, y) => {
          const middle = y < 0 ? 0 : y / 30;
          for (const way of [-1, 1]) {
            const [x] = pointAt(graph, index.nearest([middle + way * off, y]) as Access);
            const [, foot] = pointAt(graph, index.nearest([middle + way * off, y]) as Access);
            expect(Math.sign(x - (foot < 0 ? 0 : foot / 30))).toBe(way);
          }
        },
      ),
    );
  });

  it('does not reach across a railway', () => {
    const rail = line('rail', [
      [0, -100],
      [0, 100],
    ]);
    const path = line('path', [
      [5, -300],
      [5, 300],
    ]);
    const index = new SnapIndex(buildWalkGraph(plan([rail, path])));
    expect(index.nearest([-5, 0])).toBeNull();
    expect(index.nearest([6, 0])).toEqual({ edge: 0, along: 300, aside: 1 });
  });

  it('prefers the largest part of the network where wanted, and what has no steps', () => {
    const data = plan([
      side([0, 0], [100, 0], [100, 100]),
      side([100, 0], [200, 0]),
      line(
        'path',
        [
          [0, 20],
          [50, 20],
        ],
        { steps: true },
      ),
    ]);
    const graph = buildWalkGraph(data);
    const index = new SnapIndex(graph);
    expect(index.nearest([30, 15])?.aside).toBe(5);
    expect(index.nearest([30, 15], { component: 'main-first' })?.aside).toBe(15);
    expect(index.nearest([30, 15], { stepFree: true })?.aside).toBe(15);
    expect(index.nearest([30, 15], { component: 'main-first', most: 10 })?.aside).toBe(5);
    const costs = edgeCosts(graph, { ...PROFILES['step-free'], stepFreeUnknown: false }, 'metres');
    expect(index.nearest([30, 15], { usable: edgeCosts(graph, PROFILES['step-free'], 'metres') })?.aside).toBe(15);
    expect(index.nearest([30, 15], { usable: costs })).toBeNull();
  });

  it('finds the nearest of all edges', () => {
    fc.assert(
      fc.property(anyPlan, anyPoint, (data, point) => {
        const graph = buildWalkGraph({ ...data, lines: data.lines.map((one) => ({ ...one, kind: 'path' })) });
        const access = new SnapIndex(graph).nearest(point, { most: 1000 });
        const walked = [...Array(graph.edges).keys()].flatMap((e) =>
          Array.from({ length: 41 }, (_, i) =>
            pointAt(graph, { edge: e, along: ((graph.length[e] as number) * i) / 40 }),
          ),
        );
        const least = Math.min(Infinity, ...walked.map(([x, y]) => Math.hypot(x - point[0], y - point[1])));
        if (least < 1000) expect(access?.aside).toBeLessThanOrEqual(least + 1e-6);
        if (access) {
          const [x, y] = pointAt(graph, access);
          expect(Math.hypot(x - point[0], y - point[1])).toBeCloseTo(access.aside, 3);
        }
      }),
    );
  });
});

it('a network sums up: what is walked by kind, crossings by kind, connected parts', () => {
  const data = plan(
    [
      main([0, 0], [0, 100]),
      side([0, 50], [106, 50]),
      line(
        'path',
        [
          [300, 0],
          [300, 10],
        ],
        { steps: true },
      ),
    ],
    [crossingAt('signals', [0, 25])],
  );
  const summary = describeGraph(buildWalkGraph(data));
  expect(summary.components).toEqual([9, 2]);
  expect(summary.crossings).toEqual({ signals: 1, zebra: 0, island: 0, none: 3 });
  expect(summary.lengthM.street).toBeCloseTo(200 + 100, 3);
  expect(summary.lengthM.steps).toBeCloseTo(10, 3);
  expect(summary.lengthM.crossing).toBeCloseTo(48, 3);
});
