import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGE_GROUPS } from '../network/types.ts';
import type { Point } from '../network/types.ts';
import { ageParts, byAge } from './ages.ts';
import { areaFinder } from './areas.ts';
import type { Surface } from './areas.ts';
import { childrenOf } from './children.ts';
import type { PublishedCell } from './children.ts';
import { spreadOverHomes } from './dasymetric.ts';
import type { Home } from './dasymetric.ts';
import { gatherChildren } from './demand.ts';
import { demandNotes } from './demand-notes.ts';
import type { DemandTally } from './demand-notes.ts';
import { streetPieces } from './street-pieces.ts';
import { nearestOf, straightGraph } from './test-graph.ts';

const home = (x: number, more: Partial<Home> = {}): Home => ({
  ...{ at: [x, 5], footprintM2: 100, floors: 4, knownUse: true },
  ...more,
});
/** Zones of 100 m side by side. */
const zoneOf = ([x]: Point) => Math.floor(x / 100);
const square = (x: number, y: number, size: number): Surface => [
  [
    [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ],
  ],
];

describe('people on buildings', () => {
  it('go by floor area: twice the storeys, twice the people', () => {
    const { share } = spreadOverHomes([home(10), home(20, { floors: 8 }), home(30, { footprintM2: 200 })], 1, zoneOf);
    expect([...share]).toEqual([0.2, 0.4, 0.4]);
  });

  it('take the median of the zone where storeys are not known, and a number where one is given', () => {
    const homes = [home(1), home(2, { floors: 2 }), home(3, { floors: 4 }), home(4, { floors: null })];
    const assumed = spreadOverHomes(homes, 1, zoneOf);
    expect([...assumed.share]).toEqual([4 / 14, 2 / 14, 4 / 14, 4 / 14]);
    expect(assumed.assumedFloors).toBe(1);
    expect(spreadOverHomes(homes, 1, zoneOf, { floorsUnknown: 1 }).share[3]).toBe(1 / 11);
  });

  it('leave out buildings of unknown use where homes are known, and use them where none is', () => {
    const homes = [home(10), home(20, { knownUse: false }), home(110, { knownUse: false })];
    const { zone, share } = spreadOverHomes(homes, 2, zoneOf);
    expect([[...zone], [...share]]).toEqual([
      [0, -1, 1],
      [1, 0, 1],
    ]);
  });

  it('add up to each zone’s total, whatever the buildings are', () => {
    const anyHome = fc.record({
      x: fc.double({ min: -50, max: 450, noNaN: true }),
      ...{ footprintM2: fc.double({ min: 0, max: 5000, noNaN: true }), knownUse: fc.boolean() },
      floors: fc.option(fc.integer({ min: 0, max: 20 })),
    });
    fc.assert(
      fc.property(fc.array(anyHome, { maxLength: 40 }), (list) => {
        const homes = list.map(({ x, ...rest }) => home(x, rest));
        const {
          zone,
          share,
          homes: count,
        } = spreadOverHomes(homes, 4, (at) => {
          const found = zoneOf(at);
          return found >= 0 && found < 4 ? found : -1;
        });
        for (let z = 0; z < 4; z++) {
          const sum = share.reduce((total, part, i) => total + (zone[i] === z ? part : 0), 0);
          expect(sum).toBeCloseTo((count[z] ?? 0) > 0 ? 1 : 0, 9);
        }
      }),
    );
  });
});

describe('areas', () => {
  it('are found as by trying each', () => {
    const surfaces = [square(0, 0, 100), square(100, 0, 100), square(0, 100, 40), square(500, 500, 3)];
    const find = areaFinder(surfaces);
    const inside = (x: number, y: number) =>
      surfaces.findIndex((surface) => {
        const [[[west = 0, south = 0] = [], , [east = 0, north = 0] = []] = []] = surface[0] ?? [];
        return x >= west && x < east && y >= south && y < north;
      });
    const metres = fc.integer({ min: -200, max: 6000 }).map((n) => n / 10 + 0.05);
    fc.assert(
      fc.property(metres, metres, (x, y) => {
        expect(find([x, y])).toBe(inside(x, y));
      }),
    );
  });

  it('have holes, and none of them is nowhere', () => {
    const [outer = []] = square(0, 0, 100)[0] ?? [];
    const [hole = []] = square(40, 40, 20)[0] ?? [];
    const find = areaFinder([[[outer, hole]]]);
    expect([find([50, 50]), find([30, 50]), find([101, 50])]).toEqual([-1, 0, -1]);
    expect(areaFinder([])([0, 0])).toBe(-1);
  });
});

describe('children of a cell', () => {
  const cell = (more: Partial<PublishedCell>): PublishedCell => ({
    ...{ inhabitants: 40, state: 'value', children: 10, childrenState: 'value', census: false },
    ...more,
  });
  const shares = { under6: 0.1, from6To18: 0.15 };

  it('are the published ones, with the noise of a census around them and none around zero', () => {
    expect(childrenOf(cell({}), shares).count).toEqual({ least: 10, expected: 10, most: 10 });
    expect(childrenOf(cell({ census: true }), shares).count).toEqual({ least: 8, expected: 10, most: 12 });
    expect(childrenOf(cell({ childrenState: 'uncertain' }), shares).count?.most).toBe(12);
    expect(childrenOf(cell({ census: true, children: 0 }), shares).count?.most).toBe(0);
  });

  it('hidden are none to two; unknown they are no number, never zero', () => {
    const hidden = childrenOf(cell({ children: null, childrenState: 'suppressed' }), shares);
    expect(hidden.count).toEqual({ least: 0, expected: 1, most: 2 });
    const gone = cell({ inhabitants: null, state: 'not-available', children: null, childrenState: 'not-available' });
    expect(childrenOf(gone, shares)).toEqual({ count: null, origin: 'unknown' });
  });

  it('are estimated from inhabitants where only those are published, unless the shares are missing', () => {
    const only = cell({ children: null, childrenState: 'not-available' });
    expect(childrenOf(only, shares)).toEqual({ count: { least: 10, expected: 10, most: 10 }, origin: 'estimated' });
    expect(childrenOf(only, null).count).toBeNull();
  });

  it('by age add up to all, by the shares of the unit and equal years where the statistics end', () => {
    expect(ageParts(shares)).toEqual([0.4, 0.3, 0.3]);
    expect(ageParts(null)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(byAge({ least: 8, expected: 10, most: 12 }, shares).map(({ expected }) => expected)).toEqual([4, 3, 3]);
  });
});

/** A street from (0, 0) to (200, 0), one on from there to (300, 0), and one across it that only a crossing reaches. */
const graph = straightGraph(
  [
    [0, 0],
    [200, 0],
    [300, 0],
    [0, -12],
    [200, -12],
  ],
  [
    [0, 1],
    [1, 2],
    [3, 4],
    [1, 4],
  ],
  [3],
);
const snap = nearestOf(graph);
const placed = (x: number, y = 6, area = 0) => ({ at: [x, y] as const, weight: 1, area });

describe('pieces of street', () => {
  it('hold three homes or more: of the same edge, else of the next one', () => {
    const homes = [3, 8, 12, 60, 66, 71, 150, 230].map((x) => placed(x));
    const { pieceOf, x, lonely } = streetPieces(graph, homes, snap);
    expect([...pieceOf]).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
    expect([x.length, lonely]).toEqual([2, 0]);
  });

  it('never join across a crossing, and count those that stay alone', () => {
    const homes = [placed(100), placed(104), placed(108), placed(100, -20)];
    const { pieceOf, lonely, y } = streetPieces(graph, homes, snap);
    expect([...pieceOf]).toEqual([0, 0, 0, 1]);
    expect(lonely).toBe(1);
    // Each stands on the side of its homes.
    expect([snap([104, y[0] ?? 0])?.edge, snap([100, y[1] ?? 0])?.edge]).toEqual([0, 2]);
  });

  it('never mix areas, so that each keeps its total', () => {
    const homes = [placed(10, 6, 0), placed(11, 6, 1), placed(12, 6, 0), placed(13, 6, 1)];
    const { pieceOf, area } = streetPieces(graph, homes, snap);
    expect([...pieceOf]).toEqual([0, 1, 0, 1]);
    expect(area).toEqual([0, 1]);
  });

  it('take every home near a street exactly once, and none far from all', () => {
    const anywhere = fc.record({
      x: fc.double({ min: -300, max: 700, noNaN: true }),
      ...{ y: fc.double({ min: -300, max: 300, noNaN: true }), area: fc.integer({ min: 0, max: 2 }) },
    });
    fc.assert(
      fc.property(fc.array(anywhere, { maxLength: 60 }), (list) => {
        const homes = list.map(({ x, y, area }) => placed(x, y, area));
        const pieces = streetPieces(graph, homes, snap);
        const counts = pieces.x.map(() => 0);
        for (const [i, { at, area }] of homes.entries()) {
          const piece = pieces.pieceOf[i] ?? -1;
          expect(piece === -1).toBe(snap(at) === null);
          if (piece < 0) continue;
          counts[piece] = (counts[piece] ?? 0) + 1;
          expect(pieces.area[piece]).toBe(area);
        }
        expect(counts.filter((n) => n < 3)).toHaveLength(pieces.lonely);
      }),
    );
  });
});

describe('children at streets', () => {
  const exactly = (n: number) => byAge({ least: n, expected: n, most: n }, null);
  const sumOf = (rows: readonly (readonly number[])[]) => rows.flat().reduce((a, b) => a + b, 0);

  it('keep the total of every zone, with home or without', () => {
    const zone = fc.record({
      children: fc.option(fc.nat(300)),
      homes: fc.array(fc.double({ min: 0, max: 99, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(zone, { minLength: 1, maxLength: 8 }), (list) => {
        const homes = list.flatMap(({ homes: xs }, z) => xs.map((x) => home(100 * z + x, { at: [100 * z + x, 5] })));
        const spread = spreadOverHomes(homes, list.length, zoneOf);
        const all = homes.map(({ at }, i) => ({ at, weight: spread.share[i] ?? 0, area: zoneOf(at) }));
        const { demand, withoutHome } = gatherChildren(
          list.map(({ children }, z) => ({
            ...{ inside: [100 * z + 50, 50] as const, unit: z },
            children: children === null ? null : exactly(children),
          })),
          spread,
          streetPieces(graph, all, snap),
        );
        for (const [z, { children }] of list.entries()) {
          const there = demand.expected.map((row) => row.filter((_, i) => demand.unit[i] === z));
          expect(sumOf(there)).toBeCloseTo(children ?? 0, 6);
        }
        const homeless = list.reduce(
          (sum, { children, homes: xs }) => sum + (xs.length === 0 ? (children ?? 0) : 0),
          0,
        );
        expect(withoutHome).toBeCloseTo(homeless, 6);
        expect(demand.least).toHaveLength(AGE_GROUPS.length);
      }),
    );
  });
});

describe('notes', () => {
  const none: DemandTally = {
    ...{ zones: 'grid', peopleYears: [2022], shareYears: [2024], suppressed: 0, estimated: 0, unknown: 0 },
    ...{
      withoutShares: 0,
      fromDensity: 0,
      perturbation: 0,
      assumedFloors: 0,
      withoutHome: 0,
      withoutStreet: 0,
      lonely: 0,
    },
  };

  it('say that it is modelled, of which years, and the assumption about ages, always', () => {
    const notes = demandNotes(none);
    expect(notes).toHaveLength(2);
    expect(notes[0]?.de).toMatch(/^Modelliert: .*2022.*2024/);
  });

  it('count what is not known, in both languages', () => {
    const said = demandNotes({ ...none, unknown: 1234, suppressed: 3, perturbation: 2 });
    expect(said.map(({ de }) => de).join()).toContain('unbekannter Kinderzahl: 1.234;');
    expect(said.map(({ en }) => en).join()).toContain('unknown number of children: 1,234;');
    expect(said).toHaveLength(5);
  });
});
