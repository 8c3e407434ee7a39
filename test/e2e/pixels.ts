import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** Red, green and blue, each 0 to 255. */
export type Rgb = [number, number, number];

/** How far two colours are apart: the largest difference of a channel. */
export const apart = (a: Rgb, b: Rgb): number => Math.max(...a.map((value, at) => Math.abs(value - (b[at] ?? 0))));

export const rgbOf = (hex: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;

/** The most frequent colour of a square of the page, and how many colours there are in it. */
export async function patchAt(
  page: Page,
  centre: { x: number; y: number },
  size = 24,
): Promise<{ most: Rgb; colours: number }> {
  const clip = { x: centre.x - size / 2, y: centre.y - size / 2, width: size, height: size };
  const png = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data: channels } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const seen = new Map<string, number>();
    for (let i = 0; i < channels.length; i += 4) {
      const colour = [channels[i], channels[i + 1], channels[i + 2]].join();
      seen.set(colour, (seen.get(colour) ?? 0) + 1);
    }
    const [first] = [...seen].sort((a, b) => b[1] - a[1]);
    return {
      most: (first?.[0] ?? '').split(',').map(Number) as [number, number, number],
      colours: seen.size,
    };
  }, png);
}

/** Waits until the map was drawn once: before that nothing lies under a pointer, and no key opens anything. */
export const mapDrawn = (page: Page): Promise<void> => page.locator('[data-drawn=true]').waitFor();

/** Middle of the map on the page, in CSS pixels. */
export async function middleOfMap(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox();
  if (!box) throw new Error('there is no map');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/**
 * Pixels in which two pictures of one size differ to the eye.
 * @param part of the width that is compared, e.g. `[0, 0.5]` the left half
 */
export async function differing(one: Buffer, other: Buffer, [from, to]: [from: number, to: number]): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((png) => sharp(png).raw().toBuffer({ resolveWithObject: true })));
  if (!a || !b || a.info.width !== b.info.width || a.info.height !== b.info.height) throw new Error('not of one size');
  const { width, height, channels } = a.info;
  let found = 0;
  for (let y = 0; y < height; y++) {
    for (let x = Math.ceil(from * width); x < to * width; x++) {
      const at = (y * width + x) * channels;
      const far = [0, 1, 2].some((channel) => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) > 40);
      if (far) found++;
    }
  }
  return found;
}
