import type { Pixels } from './strokes.ts';

/** Two shades in fixed stripes, so that everybody sees that something was covered here and not blurred. */
const STRIPE = 24;
const SHADE = 18;
/** The average is kept no finer than this: it shall tell a wall from a coat, and nothing more. */
const COARSE = 16;

/**
 * The connected blots of a mask: for each pixel 0 where it is free, else the number of its blot from 1 on. Pixels that
 * touch by a side are connected.
 */
function blotsOf(mask: Uint8Array, width: number, height: number): { of: Uint32Array; count: number } {
  const of = new Uint32Array(mask.length);
  const waiting = new Uint32Array(mask.length);
  let count = 0;
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] !== 1 || of[start] !== 0) continue;
    let depth = 0;
    const take = (at: number): void => {
      if (mask[at] !== 1 || of[at] !== 0) return;
      of[at] = count;
      waiting[depth++] = at;
    };
    count++;
    take(start);
    while (depth > 0) {
      const at = waiting[--depth] as number;
      const x = at % width;
      if (x > 0) take(at - 1);
      if (x < width - 1) take(at + 1);
      if (at >= width) take(at - width);
      if (at < width * (height - 1)) take(at + width);
    }
  }
  return { of, count };
}

const coarse = (value: number): number => Math.round(value / COARSE) * COARSE;

/**
 * Replaces what a mask covers, in place: each connected blot becomes **one** colour, the average of what was under it, in
 * a fixed pattern of stripes. Of the covered pixels nothing stays but that coarse average. Blur and mosaic keep enough to
 * be undone; this does not.
 * @returns how many blots there are
 */
export function cover({ data, width, height }: Pixels, mask: Uint8Array): number {
  const { of, count } = blotsOf(mask, width, height);
  const sums = new Float64Array((count + 1) * 4);
  for (let at = 0; at < of.length; at++) {
    const sum = (of[at] as number) * 4;
    if (sum === 0) continue;
    for (let part = 0; part < 3; part++)
      sums[sum + part] = (sums[sum + part] as number) + (data[at * 4 + part] as number);
    sums[sum + 3] = (sums[sum + 3] as number) + 1;
  }
  for (let at = 0; at < of.length; at++) {
    const sum = (of[at] as number) * 4;
    if (sum === 0) continue;
    const striped = (((at % width) + Math.floor(at / width)) % STRIPE) * 2 < STRIPE;
    for (let part = 0; part < 3; part++) {
      const mean = coarse((sums[sum + part] as number) / (sums[sum + 3] as number));
      // Into the range first: a white blot keeps its pattern, too.
      data[at * 4 + part] = Math.min(255 - SHADE, Math.max(SHADE, mean)) + (striped ? SHADE : -SHADE);
    }
    data[at * 4 + 3] = 255;
  }
  return count;
}
