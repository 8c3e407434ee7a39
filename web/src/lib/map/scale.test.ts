import { describe, expect, it } from 'vitest';
import { lengthText, metresPerPixel, scaleBar } from './scale.ts';

describe('scale bar', () => {
  it('knows the ground resolution of Web Mercator with tiles of 512 pixels', () => {
    expect(metresPerPixel(0, 0)).toBeCloseTo(78271.517, 2);
    expect(metresPerPixel(51.5, 15)).toBeCloseTo(1.487, 2);
  });

  it.each([10, 12.3, 15.6, 19.9])('is a round length that fits, at zoom %d', (zoom) => {
    const { metres, pixels } = scaleBar(51.52, zoom);
    expect(String(metres)).toMatch(/^[125]0*$/);
    expect(pixels).toBeGreaterThan(40);
    expect(pixels).toBeLessThanOrEqual(110);
    expect(pixels * metresPerPixel(51.52, zoom)).toBeCloseTo(metres, 6);
  });

  it('says kilometres from a thousand metres on', () => {
    expect([lengthText(500, String), lengthText(2000, String)]).toEqual(['500 m', '2 km']);
  });
});
