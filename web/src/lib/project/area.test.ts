import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import { boxOf, boxOfAddress, holds, sizeKm, textsOf, union, viewOf, widened } from './area.ts';

const DORTMUND: Bounds = [7.3, 51.42, 7.64, 51.6];
const box = fc
  .tuple(
    fc.double({ min: -170, max: 160, noNaN: true }),
    fc.double({ min: -70, max: 60, noNaN: true }),
    fc.double({ min: 0.001, max: 9, noNaN: true }),
    fc.double({ min: 0.001, max: 9, noNaN: true }),
  )
  .map(([west, south, width, height]): Bounds => [west, south, west + width, south + height]);

describe('a box in degrees', () => {
  it('is read with comma or point, and refused where sides are swapped, missing or off the globe', () => {
    expect(boxOf(['7,3', ' 51.42', '7,64', '51,6'])).toEqual(DORTMUND);
    for (const wrong of [
      ['7,64', '51,42', '7,3', '51,6'],
      ['7,3', '51,6', '7,64', '51,42'],
      ['7,3', '', '7,64', '51,6'],
      ['7,3', '51,42', '7,64'],
      ['7,3', '51,42', '7,64', '151,6'],
      ['west', '51,42', '7,64', '51,6'],
    ])
      expect(boxOf(wrong)).toBeNull();
  });

  it('comes back from its texts and from an address', () => {
    for (const sign of [',', '.'] as const) expect(boxOf(textsOf(DORTMUND, sign))).toEqual(DORTMUND);
    expect(textsOf(DORTMUND, ',')).toEqual(['7,3', '51,42', '7,64', '51,6']);
    expect(boxOfAddress('7.3,51.42,7.64,51.6')).toEqual(DORTMUND);
    expect(boxOfAddress('7.3,51.42')).toBeNull();
    expect(boxOfAddress(null)).toBeNull();
  });

  it('holds what it was united with, and what it was widened from', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        const both = union(a, b);
        expect([holds(both, a), holds(both, b)]).toEqual([true, true]);
        expect(holds(widened(a, 1), a)).toBe(true);
      }),
    );
  });

  it('is as large as it is on the ground, and grows by its margin on both sides', () => {
    // 0.34° of longitude at 51.51° N are 23.5 km, 0.18° of latitude 20.0 km.
    const { width, height } = sizeKm(DORTMUND);
    expect([width, height].map((km) => Number(km.toFixed(1)))).toEqual([23.5, 20]);
    const wider = sizeKm(widened(DORTMUND, 5));
    expect(wider.width - width).toBeCloseTo(10, 1);
    expect(wider.height - height).toBeCloseTo(10, 1);
  });

  it('is shown whole at first, and not much smaller than it could be', () => {
    const { center, zoom } = viewOf(DORTMUND);
    expect(center).toEqual([7.47, 51.51]);
    const pixels = (512 * 2 ** zoom) / 360;
    const height = (0.18 * pixels) / Math.cos((51.51 * Math.PI) / 180);
    expect(0.34 * pixels).toBeLessThanOrEqual(800);
    expect(height).toBeLessThanOrEqual(600);
    expect(height).toBeGreaterThan(540);
  });
});
