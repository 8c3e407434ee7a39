import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

const require = createRequire(import.meta.url);
/** Real faces, in rows: a picture of a hundred of them that the finder's own package ships. Its cells, in pixels. */
const SHEET = join(dirname(require.resolve('@vladmandic/human')), '../assets/screenshot-facematch.jpg');
const CELL = { side: 104, across: 106.7, down: 112.6, top: 284 };
/** From hairline to chin, a face is about that part of its cell. */
const FACE_OF_CELL = 0.8;

/** A face within a picture: whose it is (row and column on the sheet), how high, where its middle lies, and how it leans. */
export interface Person {
  from: [row: number, column: number];
  face: number;
  at: [x: number, y: number];
  lean?: number;
}

/** A street without anybody: sky, a row of houses with windows, asphalt with a kerb and marks. */
function street(width: number, height: number): Buffer {
  const [houses, kerb] = [height * 0.12, height * 0.7];
  const windows = Array.from({ length: 60 }, (_, n) => {
    const [x, y] = [(n % 12) * (width / 12) + width / 48, houses + 30 + Math.floor(n / 12) * (height / 9)];
    return `<rect x="${x}" y="${y}" width="${width / 26}" height="${height / 16}" fill="#39434d" stroke="#d8d2c6" stroke-width="5"/>`;
  });
  const marks = Array.from(
    { length: 7 },
    (_, n) => `<rect x="${(n * width) / 7}" y="${height * 0.86}" width="${width / 14}" height="14" fill="#e9e9e4"/>`,
  );
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <rect width="100%" height="100%" fill="#b9cbd8"/>
      <rect y="${houses}" width="100%" height="${kerb - houses}" fill="#a9826a"/>${windows.join('')}
      <rect y="${kerb}" width="100%" height="${height - kerb}" fill="#6d6f70"/>
      <rect y="${kerb}" width="100%" height="12" fill="#c9c5bb"/>${marks.join('')}
    </svg>`,
  );
}

/** A photo as people take it on a walk: a street with these persons, as JPEG. */
export async function photoOf(people: readonly Person[], width = 1536, height = 2048): Promise<Buffer> {
  const heads = await Promise.all(
    people.map(async ({ from: [row, column], face, at: [x, y], lean = 0 }) => {
      const side = Math.round(face / FACE_OF_CELL);
      const cell = { left: Math.round(column * CELL.across), top: Math.round(CELL.top + row * CELL.down) };
      const head = await sharp(SHEET)
        .extract({ ...cell, width: CELL.side, height: CELL.side })
        .resize(side, side)
        .ensureAlpha()
        .png()
        .toBuffer();
      const { data, info } = await sharp(head)
        .rotate(lean, { background: '#0000' })
        .png()
        .toBuffer({ resolveWithObject: true });
      return { input: data, left: Math.round(x - info.width / 2), top: Math.round(y - info.height / 2) };
    }),
  );
  return sharp(street(width, height)).flatten().composite(heads).jpeg({ quality: 88 }).toBuffer();
}
