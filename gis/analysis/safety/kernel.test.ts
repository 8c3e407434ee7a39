import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../network/types.ts';
import { axisOf, project } from './axis.ts';
import { axisKernel } from './kernel.ts';
import type { Lixel } from './kernel.ts';
import { networkKernel } from './network-kernel.ts';
import type { NetworkLixels } from './network-kernel.ts';
import { quarticShare } from './quartic.ts';
import { StreetIndex } from './street-index.ts';
import { line, town } from './test-streets.ts';

const OPTIONS = { lixelM: 10, bandwidthM: 100, years: 1 };
/** Accidents under the curve: value × length, a kilometre at a time. */
const under = (lixels: readonly Lixel[]): number =>
  lixels.reduce((sum, { from, to, density }) => sum + (density * (to - from)) / 1000, 0);
const underAll = ({ from, to, density }: NetworkLixels): number =>
  density.reduce((sum, value, i) => sum + (value * ((to[i] as number) - (from[i] as number))) / 1000, 0);

describe('density along an axis', () => {
  const straight = axisOf([
    [
      [0, 0],
      [0, 1000],
    ],
  ]);

  it('of one accident is the quartic kernel: 15/16 an accident by the bandwidth in the middle, nothing beyond it', () => {
    const lixels = axisKernel(straight, [{ chainage: 500, piece: 0, weight: 1 }], { ...OPTIONS, lixelM: 0.5 });
    const at = (chainage: number) => lixels.find(({ to }) => to >= chainage)?.density ?? NaN;
    // By hand: K(0)/h = 0.9375 / 100 m = 9.375 a kilometre; K(0.5)/h = 0.9375 · 0.5625 / 100 m = 5.273 a kilometre.
    expect(at(500)).toBeCloseTo(9.375, 2);
    expect(at(550)).toBeCloseTo(5.273, 1);
    expect(at(600.5)).toBe(0);
    expect(at(399)).toBe(0);
    expect(under(lixels)).toBeCloseTo(1, 9);
  });

  it('is a rate by year: the same accidents in four years are a quarter', () => {
    const one = [{ chainage: 300, piece: 0, weight: 1 }];
    const [year, four] = [axisKernel(straight, one, OPTIONS), axisKernel(straight, one, { ...OPTIONS, years: 4 })];
    four.forEach(({ density }, i) => expect(density).toBeCloseTo((year[i]?.density as number) / 4, 12));
  });

  it('loses no accident at an end, crosses no gap, and closes round a ring', () => {
    const two = axisOf([
      [
        [0, 0],
        [0, 100],
      ],
      [
        [0, 400],
        [0, 500],
      ],
    ]);
    const lixels = axisKernel(two, [{ chainage: 95, piece: 0, weight: 1 }], OPTIONS);
    expect(under(lixels.filter(({ to }) => to <= 100))).toBeCloseTo(1, 9);
    expect(under(lixels.filter(({ from }) => from >= 100))).toBe(0);
    const ring = axisOf([
      [
        [0, 0],
        [100, 0],
        [100, 100],
        [0, 100],
        [0, 0],
      ],
    ]);
    const round = axisKernel(ring, [{ chainage: 5, piece: 0, weight: 2 }], OPTIONS);
    expect(under(round)).toBeCloseTo(2, 9);
    // As high just before the joint as as far after the accident.
    expect(round.at(-1)?.density).toBeCloseTo(round[1]?.density as number, 9);
  });

  it('has as many accidents under it as there are, wherever they lie and however short the street', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 2000, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
        fc.integer({ min: 10, max: 25 }),
        fc.integer({ min: 50, max: 150 }),
        (length, shares, lixelM, bandwidthM) => {
          const axis = axisOf([
            [
              [0, 0],
              [length, 0],
            ],
          ]);
          const all = shares.map((share) => ({ chainage: share * length, piece: 0, weight: 1 }));
          expect(under(axisKernel(axis, all, { lixelM, bandwidthM, years: 1 }))).toBeCloseTo(all.length, 6);
        },
      ),
    );
  });
});

describe('density over the streets', () => {
  it('on one straight street is the density along its axis, also where the line has many vertices', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 8 }), (places) => {
        const { graph } = town([
          line('Lange Straße', [
            [0, 0],
            [0, 130],
            [0, 131],
            [0, 400],
            [0, 600],
          ]),
        ]);
        const axis = axisOf([
          [
            [0, 0],
            [0, 600],
          ],
        ]);
        const index = new StreetIndex(graph);
        const points = places.map((y): Point => [0, y]);
        const one = axisKernel(
          axis,
          points.map((at) => ({ ...project(axis, at), weight: 1 })),
          OPTIONS,
        );
        const two = networkKernel(
          graph,
          points.map((at) => ({ ...(index.nearest(at, 5) as { edge: number; along: number }), weight: 1 })),
          OPTIONS,
        );
        expect(graph.edges).toBe(1);
        const [at, density] = [[...two.from], [...two.density]];
        one.forEach((lixel) => {
          const i = at.findIndex((from) => Math.abs(from - lixel.from) < 1e-3);
          expect(i < 0 ? 0 : density[i]).toBeCloseTo(lixel.density, 3);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('splits an accident equally among the arms of a junction, so that none is counted twice', () => {
    const { graph } = town([
      line('Quer', [
        [-300, 0],
        [0, 0],
      ]),
      line('Quer', [
        [0, 0],
        [300, 0],
      ]),
      line('Stich', [
        [0, 0],
        [0, 300],
      ]),
    ]);
    const index = new StreetIndex(graph);
    const on = index.nearest([-50, 0], 5);
    const lixels = networkKernel(graph, [{ ...(on as { edge: number; along: number }), weight: 1 }], OPTIONS);
    expect(underAll(lixels)).toBeCloseTo(1, 5);
    // Beyond the junction lies what the kernel has beyond 50 m, half of it on either arm.
    const beyond = 1 - quarticShare(0.5);
    for (const edge of [1, 2]) {
      const sum = [...lixels.density].reduce(
        (all, value, i) =>
          all +
          (lixels.edge[i] === edge ? (value * ((lixels.to[i] as number) - (lixels.from[i] as number))) / 1000 : 0),
        0,
      );
      expect(sum).toBeCloseTo(beyond / 2, 5);
    }
  });

  it('keeps the number of accidents on grids with dead ends and blocks shorter than the bandwidth', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 90 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 270 }), fc.integer({ min: 0, max: 270 })), {
          minLength: 1,
          maxLength: 6,
        }),
        (block, places) => {
          const lines = [0, 1, 2, 3].flatMap((i) => [
            line(`Ost ${i}`, [
              [0, i * block],
              [3 * block + 15, i * block],
            ]),
            line(`Nord ${i}`, [
              [i * block, -10],
              [i * block, 3 * block],
            ]),
          ]);
          const { graph } = town(lines);
          const index = new StreetIndex(graph);
          const on = places.flatMap((at) => index.nearest(at, 500) ?? []).map((one) => ({ ...one, weight: 1 }));
          expect(on).toHaveLength(places.length);
          expect(underAll(networkKernel(graph, on, { ...OPTIONS, bandwidthM: 150 }))).toBeCloseTo(places.length, 3);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('goes round a loop street and comes to an end', () => {
    const { graph } = town([
      line('Ring', [
        [0, 0],
        [40, 0],
        [40, 40],
        [0, 40],
        [0, 0],
      ]),
      line('Stiel', [
        [0, 0],
        [0, -80],
      ]),
    ]);
    const index = new StreetIndex(graph);
    const on = index.nearest([0, -10], 5) as { edge: number; along: number };
    expect(underAll(networkKernel(graph, [{ ...on, weight: 3 }], { ...OPTIONS, bandwidthM: 150 }))).toBeCloseTo(3, 4);
  });
});
