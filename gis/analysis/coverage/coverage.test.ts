import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildWalkGraph } from '../network/build.ts';
import { anyPlan, anyPoint, crossingAt, line, plan } from '../network/example.ts';
import type { Demand, Edit, NetworkData } from '../network/types.ts';
import { crossingCandidates, crossingGains } from './best-crossing.ts';
import { catchmentsOf } from './catchments.ts';
import { coverageByPlayground, coverageByUnit, coverageOf } from './coverage.ts';
import { east, homes, lanes, playground, west } from './example.ts';
import { prepareGround } from './ground.ts';
import type { Ground, Playground } from './ground.ts';
import { applyScenario } from './scenario.ts';
import { COVERAGE_DEFAULTS } from './settings.ts';

const cover = (data: NetworkData, playgrounds: Playground[], demand: Demand, uncrossed: number[] | null = null) => {
  const ground = prepareGround(buildWalkGraph(data), playgrounds, demand, COVERAGE_DEFAULTS);
  return { ground, coverage: coverageOf(ground, COVERAGE_DEFAULTS, uncrossed && new Set(uncrossed)) };
};
const reached = (data: NetworkData, playgrounds: Playground[], demand: Demand) =>
  cover(data, playgrounds, demand).coverage.map(({ reached: { expected } }) => expected);

describe('coverage', () => {
  it('takes no child over the main road where nothing helps, though the playground is near as the crow flies', () => {
    const { coverage } = cover(lanes, [playground(west)], homes([[-20, 0], east]));
    const [under6] = coverage;
    expect(under6).toMatchObject({
      all: { expected: 20, least: 10, most: 40 },
      reached: { expected: 10, least: 5, most: 20 },
      straight: { expected: 20 },
      withoutCrossing: null,
    });
  });

  it('takes them over signals, and says who would be lost without crossing the road', () => {
    const safe = { ...lanes, crossings: [crossingAt('signals', [0, 0])] };
    const { coverage } = cover(safe, [playground(west)], homes([[-20, 0], east]), [0]);
    for (const group of coverage) {
      expect(group.reached.expected).toBe(20);
      expect(group.withoutCrossing?.expected).toBe(10);
    }
  });

  it('lets a child under six cross at an island with an adult, a child alone not', () => {
    const island = { ...lanes, crossings: [crossingAt('island', [0, 0])] };
    expect(reached(island, [playground(west)], homes([east]))).toEqual([10, 0, 0]);
  });

  it('counts only playgrounds for the age; unknown ages suit everyone', () => {
    const demand = homes([[-20, 0]]);
    expect(reached(lanes, [playground(west, { ages: ['6-12'] })], demand)).toEqual([0, 10, 0]);
    expect(reached(lanes, [playground(west)], demand)).toEqual([10, 10, 10]);
    expect(reached(lanes, [], demand)).toEqual([0, 0, 0]);
  });

  it('measures from the gates where there are some, not from the middle', () => {
    const lane = plan([
      line('residential', [
        [0, 0],
        [1000, 0],
      ]),
    ]);
    const far = playground([500, 0], { entrances: [[900, 0]] });
    // 200 m from the gate, and a home beside the middle.
    expect(reached(lane, [far], homes([[699, 0]]))).toEqual([0, 10, 10]);
    expect(reached(lane, [far], homes([[701, 0]]))).toEqual([10, 10, 10]);
    expect(reached(lane, [far], homes([[500, 0]]))).toEqual([0, 10, 10]);
  });

  it('leaves out homes on an island of the network and those without any way near', () => {
    const two = plan([
      line('residential', [
        [0, 0],
        [100, 0],
      ]),
      line('residential', [
        [0, 600],
        [100, 600],
      ]),
    ]);
    expect(
      reached(
        two,
        [playground([0, 0])],
        homes([
          [50, 0],
          [50, 600],
          [5000, 5000],
        ]),
      ),
    ).toEqual([10, 10, 10]);
  });

  it('adds up: units to the whole, reached and not reached to all', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(anyPoint, { minLength: 1, maxLength: 12 }), anyPoint, (data, places, at) => {
        const { ground, coverage } = cover(data, [playground(at)], homes(places, 3, 4));
        const units = coverageByUnit(ground, coverage);
        coverage.forEach(({ all, reached: here, straight }, g) => {
          const sum = (pick: (unit: (typeof units)[number]) => number) => units.reduce((n, unit) => n + pick(unit), 0);
          expect(sum((unit) => unit.groups[g]?.all.expected ?? 0)).toBe(all.expected);
          expect(sum((unit) => unit.groups[g]?.reached.least ?? 0)).toBe(here.least);
          expect(sum((unit) => unit.groups[g]?.straight.most ?? 0)).toBe(straight.most);
          expect(here.most).toBeLessThanOrEqual(all.most);
        });
      }),
    );
  });

  it('keeps a catchment inside the circle of the same length', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(anyPoint, { minLength: 1, maxLength: 12 }), anyPoint, (data, places, at) => {
        const { coverage } = cover(data, [playground(at)], homes(places));
        for (const { group, metres } of coverage) {
          places.forEach(([x, y], i) => {
            if (metres[i] === Infinity) return;
            const line = Math.hypot(x - at[0], y - at[1]);
            expect(metres[i]).toBeGreaterThanOrEqual(line - 1e-3 * (1 + line));
            expect(line).toBeLessThanOrEqual(COVERAGE_DEFAULTS.reachM[group] * 1.001);
          });
        }
      }),
    );
  });
});

describe('the area of a playground', () => {
  it('is set against the children in its catchment; a school yard counts for its share, unknown stays unknown', () => {
    const demand = homes([[-20, 0]], 100);
    const all = [playground(west), playground(west, { kind: 'school-yard' }), playground(west, { areaM2: null })];
    const ground = prepareGround(buildWalkGraph(lanes), all, demand, COVERAGE_DEFAULTS);
    const [own, yard, unknown] = coverageByPlayground(
      ground,
      COVERAGE_DEFAULTS,
      catchmentsOf(ground, COVERAGE_DEFAULTS),
    );
    expect(own).toMatchObject({ children: { expected: 300 }, areaM2: 500, neededM2: 450, missingM2: 0 });
    expect(yard).toMatchObject({ areaM2: 150, missingM2: 300 });
    expect(unknown).toMatchObject({ areaM2: null, neededM2: 450, missingM2: null });
  });
});

describe('a scenario', () => {
  const demand = homes([[-20, 0], east]);
  const today = (data: NetworkData, playgrounds: Playground[], all: Demand) =>
    prepareGround(buildWalkGraph(data), playgrounds, all, COVERAGE_DEFAULTS);
  const sums = (ground: Ground) => coverageOf(ground, COVERAGE_DEFAULTS).map((one) => one.reached.expected);
  const after = (edits: Edit[]) => {
    const { ground, refused } = applyScenario(today(lanes, [playground(west)], demand), edits, COVERAGE_DEFAULTS);
    return { refused, sums: sums(ground) };
  };

  it('gains children by a crossing, a playground or an entrance, loses them by a closure', () => {
    expect(after([]).sums).toEqual([10, 10, 10]);
    expect(after([{ id: 'a', type: 'crossing', at: [1, 1], kind: 'zebra' }]).sums).toEqual([20, 20, 20]);
    const added = { id: 'b', type: 'playground', at: east, name: 'neu', areaM2: 300, ages: ['6-12'] } as const;
    expect(after([added]).sums).toEqual([10, 20, 10]);
    const gate = { id: 'c', type: 'entrance', at: [60, 3], playground: `playground ${west}` } as const;
    expect(after([gate]).sums).toEqual([20, 20, 20]);
    expect(after([{ id: 'd', type: 'closure', at: [-40, 1] }]).sums).toEqual([0, 0, 0]);
  });

  it('lets a playground of its own have a gate of its own', () => {
    const place = { id: 'b', type: 'playground', at: [0, 280], name: 'neu', areaM2: 300, ages: ['6-12'] } as const;
    const gate = { id: 'c', type: 'entrance', at: east, playground: 'b' } as const;
    expect(after([place, gate]).sums).toEqual([10, 20, 10]);
  });

  it('names what cannot be done, and does the rest', () => {
    const { refused, sums: found } = after([
      { id: 'far', type: 'crossing', at: [5000, 0], kind: 'signals' },
      { id: 'whose', type: 'entrance', at: east, playground: 'nobody' },
      { id: 'good', type: 'crossing', at: [0, 0], kind: 'signals' },
    ]);
    expect(refused).toEqual([
      { id: 'far', reason: 'no-barrier' },
      { id: 'whose', reason: 'no-playground' },
    ]);
    expect(found).toEqual([20, 20, 20]);
  });

  it('keeps a child whose way is exactly as long as allowed when a crossing cuts an edge of it', () => {
    const bend = plan([
      line('main', [
        [150, 50],
        [250, 100],
        [50, 250],
      ]),
    ]);
    const before = today(bend, [playground([300, 250])], homes([[250, 100]]));
    expect(coverageOf(before, COVERAGE_DEFAULTS)[0]?.metres[0]).toBe(200);
    const crossing = {
      id: 'x',
      type: 'crossing',
      at: [226.88166167221706, 117.3387537458372],
      kind: 'signals',
    } as const;
    expect(sums(applyScenario(before, [crossing], COVERAGE_DEFAULTS).ground)).toEqual([10, 10, 10]);
  });

  const places = fc.array(anyPoint, { minLength: 1, maxLength: 8 });
  it('never loses a child by a crossing or a path, nor gains one by a closure', () => {
    fc.assert(
      fc.property(anyPlan, places, anyPoint, anyPoint, anyPoint, (data, all, at, spot, end) => {
        const before = today(data, [playground(at)], homes(all));
        const now = sums(before);
        const then = (edit: Edit) => sums(applyScenario(before, [edit], COVERAGE_DEFAULTS).ground);
        const crossed = then({ id: 'x', type: 'crossing', at: spot, kind: 'signals' });
        const pathed = then({ id: 'x', type: 'path', line: [spot, end], stepFree: true });
        const closed = then({ id: 'x', type: 'closure', at: spot });
        now.forEach((n, g) => {
          expect(crossed[g]).toBeGreaterThanOrEqual(n);
          expect(pathed[g]).toBeGreaterThanOrEqual(n);
          expect(closed[g]).toBeLessThanOrEqual(n);
        });
      }),
    );
  });
});

describe('the best place for one crossing', () => {
  it('gives at every place what building it there gives', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(anyPoint, { minLength: 1, maxLength: 8 }), anyPoint, (data, places, at) => {
        const ground = prepareGround(buildWalkGraph(data), [playground(at)], homes(places), COVERAGE_DEFAULTS);
        const coverage = coverageOf(ground, COVERAGE_DEFAULTS);
        const candidates = crossingCandidates(ground.graph, new Set(data.lines.keys()), 40).slice(0, 6);
        for (const gain of crossingGains(ground, COVERAGE_DEFAULTS, coverage, candidates)) {
          const edit = { id: 'x', type: 'crossing', at: gain.at, kind: 'signals' } as const;
          const built = coverageOf(applyScenario(ground, [edit], COVERAGE_DEFAULTS).ground, COVERAGE_DEFAULTS);
          built.forEach((group, g) => {
            expect(gain.groups[g]?.expected).toBe(group.reached.expected - (coverage[g]?.reached.expected ?? 0));
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('names no place on a street that is no barrier', () => {
    const graph = buildWalkGraph(lanes);
    expect(crossingCandidates(graph, new Set([1, 2]))).toEqual([]);
    expect(crossingCandidates(graph, new Set([0])).length).toBe(40);
  });
});
