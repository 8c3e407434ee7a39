import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskOf } from '../strokes.ts';
import { coveringOf } from './covering.ts';
import { LOOK, looked, merged, onPicture, tilesOf, type Box } from './tiles.ts';

/** Pictures as the page makes them, held upright or across. */
const size = fc.record({ width: fc.integer({ min: 300, max: 2048 }), height: fc.integer({ min: 300, max: 2048 }) });

/** A black picture with one white box. */
function picture(width: number, height: number, { left, top, width: wide, height: high }: Box) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = top; y < top + high; y++) {
    data.fill(255, (y * width + left) * 4, (y * width + left + wide) * 4);
  }
  return { data, width, height };
}

/** Where a look is bright, in its own pixels. */
function brightOf(look: Float32Array): Box {
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let at = 0; at < LOOK * LOOK; at++) {
    if ((look[at * 3] ?? 0) < 200) continue;
    xs.push(at % LOOK);
    ys.push(Math.floor(at / LOOK));
  }
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) + 1 - left, height: Math.max(...ys) + 1 - top };
}

describe('the tiles of a picture', () => {
  it('have each face of 60 to 120 px whole in one of the small ones, however the picture is held', () => {
    fc.assert(
      fc.property(
        size,
        fc.integer({ min: 60, max: 120 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ width, height }, side, x, y) => {
          const [left, top] = [x * (width - side), y * (height - side)];
          const whole = tilesOf(width, height).filter(
            (tile) =>
              tile.side <= 512 &&
              tile.left <= left &&
              tile.top <= top &&
              tile.left + tile.side >= left + side &&
              tile.top + tile.side >= top + side,
          );
          expect(Math.max(width, height) <= 512 || whole.length > 0).toBe(true);
        },
      ),
    );
  });

  it('end with the whole picture, and are few enough for a phone', () => {
    for (const [width, height] of [
      [2048, 1536],
      [1536, 2048],
      [2048, 2048],
      [400, 300],
    ] as const) {
      const tiles = tilesOf(width, height);
      const last = tiles.at(-1);
      expect(last?.side).toBe(Math.max(width, height));
      expect(tiles.length).toBeLessThan(45);
    }
  });
});

describe('a place that was found', () => {
  it('lies in the picture where the model saw it in the small one, in any tile of any size', () => {
    for (const [width, height] of [
      [1536, 2048],
      [2048, 1152],
      [600, 500],
    ] as const) {
      const box = { left: Math.round(width * 0.4), top: Math.round(height * 0.45), width: 100, height: 60 };
      const pixels = picture(width, height, box);
      const seeing = tilesOf(width, height).filter(
        ({ left, top, side }) =>
          left <= box.left && top <= box.top && left + side >= box.left + 100 && top + side >= box.top + 60,
      );
      expect(seeing.length).toBeGreaterThan(0);
      for (const tile of seeing) {
        const found = onPicture(tile, brightOf(looked(pixels, tile)));
        const off = tile.side / LOOK;
        for (const key of ['left', 'top'] as const) expect(Math.abs(found[key] - box[key])).toBeLessThanOrEqual(off);
        for (const key of ['width', 'height'] as const)
          expect(Math.abs(found[key] - box[key])).toBeLessThanOrEqual(2 * off);
      }
    }
  });

  it('is looked at as the average of its pixels, so that a fine pattern turns grey and not into stripes', () => {
    const [width, height] = [512, 512];
    const data = new Uint8ClampedArray(width * height * 4).map((_, at) => ((at >> 2) % 2 === 0 ? 0 : 200));
    const look = looked({ data, width, height }, { left: 0, top: 0, side: 512 });
    expect(new Set(look)).toEqual(new Set([100]));
  });

  it('is one face, however many tiles saw it, and two faces side by side stay two', () => {
    const at = (left: number, score: number) => ({ box: { left, top: 50, width: 100, height: 100 }, score });
    expect(merged([at(300, 0.7), at(104, 0.6), at(100, 0.9), at(210, 0.8)])).toEqual([
      at(100, 0.9),
      at(210, 0.8),
      at(300, 0.7),
    ]);
  });

  it('is covered from the hair to the chin: all of the oval that the finder means, and what is above it', () => {
    const box = { left: 300, top: 260, width: 90, height: 90 };
    const mask = maskOf([coveringOf(box)], 700, 600);
    const covered = (x: number, y: number): number | undefined => mask[Math.round(y) * 700 + Math.round(x)];
    for (let turn = 0; turn < 2 * Math.PI; turn += 0.1) {
      expect(covered(345 + Math.cos(turn) * 45, 305 + Math.sin(turn) * 45)).toBe(1);
    }
    expect(covered(345, 260 - 27)).toBe(1);
    expect(covered(345, 260 - 60)).toBe(0);
    expect(covered(345 - 90, 305)).toBe(0);
  });

  it('at the edge of the picture is covered as far as the picture goes', () => {
    const mask = maskOf([coveringOf({ left: -30, top: -40, width: 120, height: 120 })], 400, 300);
    expect(mask[0]).toBe(1);
    expect(mask[60 * 400 + 30]).toBe(1);
  });
});
