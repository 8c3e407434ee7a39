import { describe, expect, it } from 'vitest';
import { viewOf } from './view-of.ts';

const CLOSEST = 17.5;
/** Pixels between two longitudes at a zoom. */
const pixels = (degrees: number, zoom: number): number => (degrees / 360) * 512 * 2 ** zoom;

describe('where the map of a walk looks first', () => {
  it('a walk across fits the width of a phone, one upwards its height, and neither is shown smaller than it must be', () => {
    const wide = viewOf(
      [
        { lon: 7.46, lat: 51.52 },
        { lon: 7.48, lat: 51.5205 },
      ],
      390,
      844,
      CLOSEST,
    );
    expect(pixels(0.02, wide.zoom)).toBeCloseTo(260, 0);
    const high = viewOf(
      [
        { lon: 7.47, lat: 51.51 },
        { lon: 7.4705, lat: 51.53 },
      ],
      390,
      844,
      CLOSEST,
    );
    expect(pixels(0.02, high.zoom) / Math.cos((51.52 * Math.PI) / 180)).toBeCloseTo(584, 0);
  });

  it('one stop alone is looked at closely, in its middle', () => {
    expect(viewOf([{ lon: 7.47, lat: 51.52 }], 390, 844, CLOSEST)).toEqual({ lon: 7.47, lat: 51.52, zoom: CLOSEST });
  });
});
