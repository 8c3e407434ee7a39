import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxAround, LEAST_ZOOM, packLayers, tileAddresses, tilesOf } from './pack.ts';

const layer = { id: 'streets', tiles: '/tiles/streets/3/{z}/{x}/{y}.mvt', minzoom: 9, maxzoom: 16 };
const STATION: [number, number] = [7.4593, 51.5177];

describe('tiles of a box', () => {
  it('names the tile that OpenStreetMap names for the station of Dortmund', () => {
    // https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames, reckoned with its formula
    expect(tilesOf([...STATION, ...STATION], 16)).toEqual({ z: 16, x: [34125, 34125], y: [21789, 21789] });
  });

  it('covers every point of the box at every level', () => {
    const degrees = fc.record({
      lon: fc.double({ min: -179, max: 179, noNaN: true }),
      lat: fc.double({ min: -80, max: 80, noNaN: true }),
      wide: fc.double({ min: 0, max: 0.02, noNaN: true }),
      high: fc.double({ min: 0, max: 0.02, noNaN: true }),
      within: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      z: fc.integer({ min: 0, max: 16 }),
    });
    fc.assert(
      fc.property(degrees, ({ lon, lat, wide, high, within: [across, up], z }) => {
        const { x, y } = tilesOf([lon, lat, lon + wide, lat + high], z);
        const at: [number, number] = [lon + across * wide, lat + up * high];
        const one = tilesOf([...at, ...at], z);
        expect(one.x[0]).toBeGreaterThanOrEqual(x[0]);
        expect(one.x[1]).toBeLessThanOrEqual(x[1]);
        expect(one.y[0]).toBeGreaterThanOrEqual(y[0]);
        expect(one.y[1]).toBeLessThanOrEqual(y[1]);
      }),
    );
  });

  it('the margin is as many metres to the side as upwards', () => {
    const [west, south, east, north] = boxAround([STATION], 400);
    const metres = 111_320;
    expect((north - south) * metres).toBeCloseTo(800, 0);
    expect((east - west) * metres * Math.cos((STATION[1] * Math.PI) / 180)).toBeCloseTo(800, 0);
  });
});

describe('what is taken along', () => {
  const quarter = boxAround([STATION, [7.4649, 51.524]], 400);

  it('a quarter is taken to the deepest level, and no address stands twice', () => {
    const [taken] = packLayers([layer], quarter);
    expect([taken?.minzoom, taken?.maxzoom]).toEqual([LEAST_ZOOM, 16]);
    const addresses = tileAddresses(taken ? [taken] : []);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses).toContain('/tiles/streets/3/16/34125/21789.mvt');
  });

  it('a walk across the city takes less deep levels instead of thousands of tiles', () => {
    const city = boxAround([STATION, [7.6, 51.6]], 400);
    const taken = packLayers([layer, { ...layer, id: 'green' }], city);
    expect(tileAddresses(taken).length).toBeLessThanOrEqual(900);
    expect(taken.map(({ maxzoom }) => maxzoom)).toEqual([15, 15]);
  });

  it('a layer that has only deeper levels than are taken is left out', () => {
    expect(packLayers([{ ...layer, minzoom: 4, maxzoom: 8 }], quarter)).toEqual([]);
  });
});
