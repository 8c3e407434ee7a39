import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { Problem } from '../errors.ts';
import { kindOf } from './kind.ts';
import { preparePhoto } from './photo.ts';

const folder = mkdtempSync(join(tmpdir(), 'qb-photos-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, bytes: Buffer | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Left half red, right half blue, with a position and a date as a phone writes them. */
async function phonePhoto(orientation: number, width = 64, height = 32): Promise<Buffer> {
  const half = { width: width / 2, height, channels: 3 as const };
  const red = await sharp({ create: { ...half, background: 'red' } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: 'blue' } })
    .composite([{ input: red, left: 0, top: 0 }])
    .withExif({
      IFD0: { Make: 'SecretPhone' },
      IFD2: { DateTimeOriginal: '2026:03:14 15:09:26' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 31/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 28/1 0/1' },
    })
    .withMetadata({ orientation })
    .jpeg({ quality: 95 })
    .toBuffer();
}

describe('photos on arrival', () => {
  it('lose EXIF, position and camera in every kept form, and tell their day before', async () => {
    const bytes = await phonePhoto(1);
    expect((await sharp(bytes).metadata()).exif?.includes('SecretPhone')).toBe(true);
    const photo = await preparePhoto(file('phone.jpg', bytes));
    for (const kept of [photo.original, photo.full, photo.thumb]) {
      const { exif, icc, xmp, iptc } = await sharp(kept).metadata();
      expect({ exif, icc, xmp, iptc }).toEqual({ exif: undefined, icc: undefined, xmp: undefined, iptc: undefined });
      expect(kept.includes('SecretPhone')).toBe(false);
      expect(kept.includes('GPS')).toBe(false);
    }
    expect(photo.takenOn).toBe('2026-03-14');
  });

  it('stand upright though the camera was turned', async () => {
    const { width, height, original } = await preparePhoto(file('turned.jpg', await phonePhoto(6)));
    expect([width, height]).toEqual([32, 64]);
    const { data, info } = await sharp(original).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)];
    // Turned clockwise by a quarter, what was left is on top.
    expect(at(16, 8)[0]).toBeGreaterThan(200);
    expect(at(16, 56)[2]).toBeGreaterThan(200);
  });

  it('come as smaller forms that are never larger than the photo', async () => {
    const large = await sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
    const photo = await preparePhoto(file('large.jpg', large));
    const sizeOf = async (bytes: Buffer) => (await sharp(bytes).metadata()).width;
    expect([photo.width, await sizeOf(photo.full), await sizeOf(photo.thumb)]).toEqual([3000, 2048, 480]);
    const small = await preparePhoto(file('small.png', await sharp(large).resize(100).png().toBuffer()));
    expect([small.mediaType, await sizeOf(small.full), await sizeOf(small.thumb)]).toEqual(['image/png', 100, 100]);
  });

  it('keep nothing that was hung onto them: a picture that is a page or an archive as well', async () => {
    const polyglot = Buffer.concat([await phonePhoto(1), Buffer.from('<script>alert(1)</script>PK\u0003\u0004')]);
    const photo = await preparePhoto(file('polyglot.jpg', polyglot));
    for (const kept of [photo.original, photo.full, photo.thumb]) expect(kept.includes('<script')).toBe(false);
  });

  it('are refused in words when damaged or a bomb of pixels', async () => {
    const bytes = await phonePhoto(1, 640, 640);
    await expect(preparePhoto(file('cut.jpg', bytes.subarray(0, bytes.length / 2)))).rejects.toThrow(Problem);
    const bomb = await sharp({ create: { width: 11_000, height: 11_000, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    await expect(preparePhoto(file('bomb.png', bomb))).rejects.toThrow(Problem);
  });
});

describe('the kind of a file', () => {
  const typeOf = (path: string, name: string) =>
    kindOf(path, name).then(
      ({ kind }) => kind,
      (error: unknown) => (error instanceof Problem ? error.details.type : String(error)),
    );

  it('is what its content says, not its name', async () => {
    const photo = file('really.pdf', await phonePhoto(1));
    expect(await typeOf(photo, 'really.pdf')).toBe('photo');
    expect(await typeOf(file('plan.pdf', '%PDF-1.7\n%âãÏÓ\n'), 'plan.jpg')).toBe('document');
    expect(await typeOf(file('note.txt', 'Dach undicht'), 'note.txt')).toBe('document');
  });

  it('is refused for pages, pictures with script, archives and programs, whatever they are called', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    expect(await typeOf(file('a.svg', svg), 'a.svg')).toBe('file-kind');
    expect(await typeOf(file('a.txt', svg), 'a.txt')).toBe('file-kind');
    expect(await typeOf(file('b.txt', '  <!DOCTYPE html><p>'), 'b.txt')).toBe('file-kind');
    expect(await typeOf(file('c.txt', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0])), 'c.txt')).toBe('file-kind');
    expect(await typeOf(file('d.pdf', 'MZ\0\0\0\0\0'), 'd.pdf')).toBe('file-kind');
    expect(await typeOf(file('e.jpg', ''), 'e.jpg')).toBe('file-kind');
  });

  it('says what to do with an iPhone’s HEIC', async () => {
    const head = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1')]);
    expect(await typeOf(file('IMG_1.HEIC', head), 'IMG_1.HEIC')).toBe('heic');
    expect(readFileSync(join(folder, 'IMG_1.HEIC')).length).toBeGreaterThan(0);
  });
});
