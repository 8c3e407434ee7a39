import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageName, imageOfName } from './images.ts';
import type { ImageSpec } from './images.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const hatch: fc.Arbitrary<ImageSpec> = fc.record({
  kind: fc.constant('hatch' as const),
  hatch: fc.constantFrom('diagonal', 'dots', 'cross', 'rings', 'horizontal'),
  line: colour,
  under: fc.option(colour, { nil: null }),
});
const point: fc.Arbitrary<ImageSpec> = fc.record({
  kind: fc.constant('point' as const),
  shape: fc.constantFrom('circle', 'square', 'triangle', 'diamond', 'hexagon'),
  fill: colour,
  edge: colour,
  icon: fc.option(fc.constantFrom('playground', 'kita', 'accident'), { nil: null }),
});

describe('names of images', () => {
  it('hold all that is needed to draw the image again', () => {
    fc.assert(
      fc.property(fc.oneof(hatch, point), (image) => {
        expect(imageOfName(imageName(image))).toEqual(image);
      }),
    );
  });

  it('are the same only for the same image', () => {
    fc.assert(
      fc.property(fc.oneof(hatch, point), fc.oneof(hatch, point), (one, other) => {
        expect(imageName(one) === imageName(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it.each(['', 'hatch', 'hatch|dots', 'marker|dots|#000000|', 'poi_bus'])('"%s" is no image of ours', (name) => {
    expect(imageOfName(name)).toBeUndefined();
  });
});
