import { Zip, ZipPassThrough } from 'fflate';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { Surroundings } from '../stage/surroundings.ts';
import { SLIDE } from '../stage/frame.ts';
import { rasterOf } from './raster.ts';
import { openSheet } from './sheet.ts';
import type { Steps } from './steps.ts';

/** Widths of pictures of slides, pixels. */
export const IMAGE_WIDTHS = { '4k': 3840, hd: 1920 } as const;

/** Each slide as a PNG as it is seen, in one zip. */
export async function makeImages(
  rendition: Rendition,
  surroundings: Surroundings,
  { width, steps }: { width: number; steps: Steps },
): Promise<Blob> {
  const of = rendition.slides.length;
  const digits = Math.max(2, String(of).length);
  const parts: Blob[] = [];
  let failed: unknown = null;
  const zip = new Zip((error, bytes) => {
    failed ??= error;
    // As blobs, which the browser may put on disk: a hundred slides in 4K are half a gigabyte.
    if (!error) parts.push(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  });
  await steps.each(rendition.slides, async (rendered, index) => {
    const sheet = await openSheet(rendered, { number: index + 1, of, width }, surroundings);
    try {
      const { blob } = await rasterOf(sheet.slide, width / SLIDE.width);
      const name = `${surroundings.words.slide}-${String(index + 1).padStart(digits, '0')}.png`;
      // A PNG is packed already.
      const file = new ZipPassThrough(name);
      zip.add(file);
      file.push(new Uint8Array(await blob.arrayBuffer()), true);
    } finally {
      sheet.close();
    }
  });
  return steps.last(async () => {
    zip.end();
    if (failed !== null) throw failed;
    return new Blob(parts, { type: 'application/zip' });
  });
}
