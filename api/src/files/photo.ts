import readExif from 'exif-reader';
import sharp from 'sharp';
import { Problem } from '../errors.ts';

/** A photo as it is kept: turned upright, without any metadata, in sRGB. */
export interface PreparedPhoto {
  original: Buffer;
  /** At most 2,048 px a side, for the screen. */
  full: Buffer;
  /** At most 480 px a side, for lists. */
  thumb: Buffer;
  mediaType: 'image/jpeg' | 'image/png';
  width: number;
  height: number;
  /** Day on which it was taken as the camera says (YYYY-MM-DD), before that was stripped; null where it says nothing. */
  takenOn: string | null;
}

/** A camera's 100 megapixels are enough; more is a bomb. */
const MOST_PIXELS = 100_000_000;
const FULL_PX = 2048;
const THUMB_PX = 480;
const PATIENCE_SECONDS = 60;

function unreadable(): Problem {
  return new Problem({
    status: 422,
    type: 'photo-unreadable',
    title: { de: 'Das Foto lässt sich nicht lesen', en: 'The photo cannot be read' },
    detail: {
      de: 'Die Datei ist beschädigt, unvollständig oder größer als 100 Megapixel. Bitte das Foto noch einmal aufnehmen oder neu speichern.',
      en: 'The file is damaged, incomplete or larger than 100 megapixels. Please take the photo again or save it anew.',
    },
  });
}

function dayOf(exif: Buffer | undefined): string | null {
  if (!exif) return null;
  try {
    const tags = readExif(exif);
    const taken = tags.Photo?.DateTimeOriginal ?? tags.Image?.DateTime;
    return taken instanceof Date && taken.getTime() > 0 ? taken.toISOString().slice(0, 10) : null;
  } catch {
    // What a camera writes there is often broken; the photo is not.
    return null;
  }
}

/**
 * Decodes a photo and encodes it anew. Nothing of the file survives but its pixels: no EXIF, no position, no thumbnail of the
 * uncropped picture, nothing appended to it.
 * @param path a file that is a JPEG, PNG, WebP, AVIF or TIFF by its content
 * @throws Problem 422 where it cannot be decoded
 */
export async function preparePhoto(path: string): Promise<PreparedPhoto> {
  try {
    const input = () => sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true });
    const { exif, format } = await input().metadata();
    const png = format === 'png';
    const upright = () => input().timeout({ seconds: PATIENCE_SECONDS }).autoOrient();
    const jpeg = (quality: number) => upright().flatten({ background: 'white' }).jpeg({ quality });
    const whole = png ? upright().png() : jpeg(88);
    const { data: original, info } = await whole.toBuffer({ resolveWithObject: true });
    // From the kept picture: the file need not be decoded again.
    const smaller = (side: number) =>
      sharp(original)
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: 'white' });
    const full = await smaller(FULL_PX).jpeg({ quality: 82 }).toBuffer();
    const thumb = await smaller(THUMB_PX).jpeg({ quality: 76 }).toBuffer();
    return {
      original,
      full,
      thumb,
      mediaType: png ? 'image/png' : 'image/jpeg',
      width: info.width,
      height: info.height,
      takenOn: dayOf(exif),
    };
  } catch {
    throw unreadable();
  }
}
