import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { cover } from './cover.ts';
import { boxOf, maskOf, type Pixels, type Stroke } from './strokes.ts';

const SIZE = 64;
const noise = (seed: number): Pixels => {
  let state = seed;
  const next = (): number => ((state = (state * 1103515245 + 12345) % 2147483648) >>> 16) % 256;
  const data = new Uint8ClampedArray(SIZE * SIZE * 4).map((_, at) => (at % 4 === 3 ? 255 : next()));
  return { data, width: SIZE, height: SIZE };
};
const copy = ({ data, width, height }: Pixels): Pixels => ({ data: data.slice(), width, height });
const stroke = fc.record({
  tool: fc.constant('cover' as const),
  width: fc.integer({ min: 4, max: 24 }),
  dots: fc.array(fc.record({ x: fc.integer({ min: -8, max: 72 }), y: fc.integer({ min: -8, max: 72 }) }), {
    minLength: 1,
    maxLength: 6,
  }),
});
const coloursUnder = ({ data }: Pixels, mask: Uint8Array): Set<string> =>
  new Set([...mask.keys()].filter((at) => mask[at] === 1).map((at) => data.slice(at * 4, at * 4 + 4).join()));

describe('what is covered is gone', () => {
  it('pictures that differ only under the cover, with the same average, come out the same to the last byte', () => {
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 4 }), fc.nat(), (strokes, seed) => {
        const [one, mask] = [noise(seed), maskOf(strokes, SIZE, SIZE)];
        const other = copy(one);
        // The pixels of each row of a blot turned round: another face, the same average.
        for (let y = 0; y < SIZE; y++) {
          for (let x = 0; x < SIZE;) {
            let end = x;
            while (end < SIZE && mask[y * SIZE + end] === 1) end++;
            for (let n = x; n < end; n++) {
              const [to, from] = [(y * SIZE + n) * 4, (y * SIZE + (end - 1 - (n - x))) * 4];
              other.data.set(one.data.slice(from, from + 4), to);
            }
            x = Math.max(end, x + 1);
          }
        }
        cover(one, mask);
        cover(other, mask);
        expect(Buffer.compare(Buffer.from(one.data), Buffer.from(other.data))).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('a blot has two shades of one colour, whatever was under it', () => {
    const picture = noise(7);
    const mask = maskOf(
      [
        {
          tool: 'cover',
          width: 20,
          dots: [
            { x: 20, y: 20 },
            { x: 44, y: 40 },
          ],
        },
      ],
      SIZE,
      SIZE,
    );
    expect(coloursUnder(picture, mask).size).toBeGreaterThan(300);
    expect(cover(picture, mask)).toBe(1);
    expect(coloursUnder(picture, mask).size).toBe(2);
  });

  it('two blots apart have each its own colour, and are counted as two', () => {
    const picture = noise(3);
    for (let at = 0; at < SIZE * SIZE; at++) {
      picture.data.fill(at % SIZE < SIZE / 2 ? 20 : 220, at * 4, at * 4 + 3);
    }
    const dots = [[{ x: 12, y: 12 }], [{ x: 52, y: 52 }]];
    const mask = maskOf(
      dots.map((one): Stroke => ({ tool: 'cover', width: 12, dots: one })),
      SIZE,
      SIZE,
    );
    expect(cover(picture, mask)).toBe(2);
    const red = (x: number, y: number): number => picture.data[(y * SIZE + x) * 4] ?? 0;
    expect(red(52, 52)).toBeGreaterThan(red(12, 12) + 100);
  });

  it('what is not covered stays as it was', () => {
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 4 }), fc.nat(), (strokes, seed) => {
        const [before, after, mask] = [noise(seed), noise(seed), maskOf(strokes, SIZE, SIZE)];
        cover(after, mask);
        for (let at = 0; at < mask.length; at++) {
          if (mask[at] === 0) expect(after.data[at * 4]).toBe(before.data[at * 4]);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('where a finger has been', () => {
  it('covers the way between two dots without a hole, however far apart the events of a quick finger are', () => {
    const mask = maskOf(
      [
        {
          tool: 'cover',
          width: 10,
          dots: [
            { x: 4, y: 32 },
            { x: 60, y: 32 },
          ],
        },
      ],
      SIZE,
      SIZE,
    );
    for (let x = 4; x <= 60; x++) expect(mask[32 * SIZE + x]).toBe(1);
    expect(mask[10 * SIZE + 30]).toBe(0);
  });

  it('a tap covers a disc', () => {
    const mask = maskOf([{ tool: 'cover', width: 20, dots: [{ x: 32, y: 32 }] }], SIZE, SIZE);
    expect(mask.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(290);
    expect(mask.reduce((sum, one) => sum + one, 0)).toBeLessThan(340);
  });

  it('a box covers every pixel that it touches, whichever corner it was begun at, and no other', () => {
    fc.assert(
      fc.property(fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: -72, max: 584 }))), (eighths) => {
        const [left = 0, top = 0, right = 0, bottom = 0] = eighths.map((n) => n / 8);
        const mask = maskOf([boxOf({ x: left, y: top }, { x: right, y: bottom })], SIZE, SIZE);
        const wrong = [...mask.keys()].filter((at) => {
          const [x, y] = [at % SIZE, Math.floor(at / SIZE)];
          const touched =
            x + 1 > Math.min(left, right) &&
            x < Math.max(left, right) &&
            y + 1 > Math.min(top, bottom) &&
            y < Math.max(top, bottom);
          return mask[at] !== (touched ? 1 : 0);
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('a pen covers nothing', () => {
    expect(maskOf([{ tool: 'pen', width: 20, dots: [{ x: 32, y: 32 }] }], SIZE, SIZE)).not.toContain(1);
  });
});
