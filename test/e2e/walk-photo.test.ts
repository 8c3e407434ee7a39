import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { isJpeg, storedBytes } from './stored.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** The demo's walk to come (gis/demo/walks.ts). */
const WALK = 'd3a00000-0000-4000-8003-000000000001';
const PHONE = { viewport: { width: 390, height: 844 } };
const [WIDTH, HEIGHT] = [900, 1200];
/** Of storage, in bytes. */
const ALMOST_NOTHING = 4_000_000;

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

/** A picture whose middle is a pattern that cannot be mistaken, with a place in its EXIF as phones write it. */
async function picture(): Promise<Buffer> {
  const dots = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let at = 0; at < WIDTH * HEIGHT; at++) {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    // A chessboard of 16 px in red and blue; JPEG keeps blocks of that size apart.
    dots.set((Math.floor(x / 16) + Math.floor(y / 16)) % 2 === 0 ? [230, 20, 20] : [20, 20, 230], at * 3);
  }
  return sharp(dots, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .withExif({
      IFD0: { Make: 'GEHEIMKAMERA' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 31/1 25/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 28/1 15/1' },
    })
    .jpeg({ quality: 95 })
    .toBuffer();
}

/** A picture that JPEG cannot make small: about a megabyte. */
const noise = (): Promise<Buffer> =>
  sharp(randomBytes(WIDTH * HEIGHT * 3), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg()
    .toBuffer();

const SECRET = /Exif\0\0|GPSL|GEHEIMKAMERA/;

/** How far red and blue differ at most around the middle of a JPEG, which the test covers: of the pattern 210, of its average 0. */
async function middle(jpeg: Buffer): Promise<number> {
  const { width = 0, height = 0 } = await sharp(jpeg).metadata();
  const box = { left: Math.round(width * 0.46), top: Math.round(height * 0.46), width: 60, height: 60 };
  const raw = await sharp(jpeg).extract(box).removeAlpha().raw().toBuffer();
  let contrast = 0;
  for (let at = 0; at < raw.length; at += 3)
    contrast = Math.max(contrast, Math.abs((raw[at] ?? 0) - (raw[at + 2] ?? 0)));
  return contrast;
}

/** Takes the test's picture by the file dialog, as on a device without a camera. */
async function take(page: Page, jpeg: Buffer): Promise<void> {
  await page.getByRole('button', { name: 'Foto', exact: true }).click();
  await page.locator('input[type=file]').setInputFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer: jpeg });
  await page.locator('dialog canvas').first().waitFor();
  // Whoever is done sooner is asked to look again, on a slow machine after that, too.
  await page.getByText('Gesichter werden gesucht').first().waitFor({ state: 'detached', timeout: 60_000 });
}

/** Goes over the picture with one finger that stays down; places in parts of its width and height, whatever the zoom. */
async function paint(page: Page, [first, ...rest]: readonly [number, number][]): Promise<void> {
  const box = (await page.locator('dialog canvas').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const at = ([x, y]: [number, number] = [0, 0]): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(first));
  await page.mouse.down();
  for (const next of rest) await page.mouse.move(...at(next), { steps: 6 });
  await page.mouse.up();
}

/** Takes the test's picture and covers its middle. */
async function takeAndCover(page: Page, jpeg: Buffer): Promise<void> {
  await take(page, jpeg);
  await paint(page, [
    [0.4, 0.45],
    [0.6, 0.45],
    [0.6, 0.55],
    [0.4, 0.55],
  ]);
}

/** The one photo that the page keeps on the device. */
async function keptPhoto(page: Page): Promise<Buffer> {
  await page.getByRole('img', { name: 'Foto 1' }).waitFor();
  const jpegs = (await storedBytes(page)).filter(isJpeg);
  expect(jpegs).toHaveLength(1);
  return jpegs[0] ?? Buffer.alloc(0);
}

/** Two fingers that go apart from the middle of something until they are three times as far from each other. */
async function pinch(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { x, y, width, height } = (await page.getByRole('application').boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  const fingers = (apart: number) =>
    [-1, 1].map((side, id) => ({ id, x: x + width / 2 + (side * apart) / 2, y: y + height / 2 }));
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(60).slice(0, 1) });
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(60) });
  for (let apart = 60; apart <= 180; apart += 20) {
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
  }
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

describe('a photo in the field', () => {
  it('with a place in its EXIF leaves none, and what was covered is neither on the device nor on the wire', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'steering', ...PHONE });
    const sent: Buffer[] = [];
    page.on('request', (request) => {
      const body = request.postDataBuffer();
      if (body) sent.push(body);
    });
    const jpeg = await picture();
    expect(jpeg.toString('latin1')).toMatch(SECRET);
    expect(await middle(jpeg)).toBeGreaterThan(150);
    await page.goto(`${dashboard.url}/walks/${WALK}/go`);
    await page.getByRole('navigation').waitFor();
    await takeAndCover(page, jpeg);
    expect((await storedBytes(page)).filter(isJpeg)).toEqual([]);
    await page.getByRole('button', { name: 'Fertig' }).click();
    await page.getByRole('img', { name: 'Foto 1' }).waitFor();

    const stored = await storedBytes(page);
    const jpegs = stored.filter(isJpeg);
    expect(jpegs).toHaveLength(1);
    expect(stored.filter((bytes) => SECRET.test(bytes.toString('latin1')))).toEqual([]);
    const kept = jpegs[0] ?? Buffer.alloc(0);
    expect(await sharp(kept).metadata()).toMatchObject({ width: WIDTH, height: HEIGHT });
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
    expect(await middle(kept)).toBeLessThan(50);

    await expect.poll(() => sent.some(isJpeg), { timeout: 30_000 }).toBe(true);
    expect(sent.filter((bytes) => SECRET.test(bytes.toString('latin1')))).toEqual([]);
    for (const bytes of sent.filter(isJpeg)) expect(bytes.equals(kept)).toBe(true);
    await close();
  });

  it('is covered with the keyboard alone: of the original pixels there nothing is kept, beside them everything', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'steering', viewport: { width: 1024, height: 768 } });
    await page.goto(`${dashboard.url}/walks/${WALK}/go`);
    await page.getByRole('navigation').waitFor();
    await take(page, await picture());
    const dialog = page.locator('dialog');
    // The one beside the picture; another tells of faces.
    const status = dialog.getByRole('application').locator('..').getByRole('status');
    await dialog.getByRole('application').focus();
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press('Shift+ArrowLeft', 'Shift+ArrowUp');
    await expect.poll(() => status.textContent()).toContain('37 % von links, 40 % von oben');
    // Given up: the dialog is still there, and nothing is covered.
    await press('Enter', 'Shift+ArrowRight', 'Escape');
    await expect.poll(() => status.textContent()).toBe('Abgebrochen');
    expect(await dialog.getByRole('button', { name: 'Rückgängig' }).isDisabled()).toBe(true);
    await press(
      'Shift+ArrowLeft',
      'Enter',
      'Shift+ArrowRight',
      'Shift+ArrowRight',
      'Shift+ArrowDown',
      'Shift+ArrowDown',
      ' ',
    );
    await expect.poll(() => status.textContent()).toBe('Verdeckt');
    await press('Control+z');
    await expect.poll(() => status.textContent()).toBe('Zurückgenommen');
    expect(await dialog.getByRole('button', { name: 'Rückgängig' }).isDisabled()).toBe(true);
    await press('Enter', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowUp', 'Shift+ArrowUp', 'Enter');
    await expect.poll(() => status.textContent()).toBe('Verdeckt');
    await dialog.getByRole('button', { name: 'Fertig' }).focus();
    await press('Enter');
    const kept = await keptPhoto(page);
    expect(await middle(kept)).toBeLessThan(50);
    expect(
      await middle(await sharp(kept).extract({ left: 0, top: 0, width: 300, height: 300 }).toBuffer()),
    ).toBeGreaterThan(150);
    await close();
  });

  it('is enlarged by two fingers, which cover nothing, and covered there: the place in the picture is gone, and only that', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'steering', ...PHONE, hasTouch: true });
    await page.goto(`${dashboard.url}/walks/${WALK}/go`);
    await page.getByRole('navigation').waitFor();
    await take(page, await picture());
    const canvas = page.locator('dialog canvas');
    const before = (await canvas.boundingBox())?.width ?? 0;
    await pinch(page);
    await expect.poll(async () => ((await canvas.boundingBox())?.width ?? 0) / before).toBeCloseTo(3, 1);
    expect(await page.getByRole('button', { name: 'Rückgängig' }).isDisabled()).toBe(true);
    const rows = [0.44, 0.46, 0.48, 0.5, 0.52, 0.54];
    await paint(
      page,
      rows.flatMap((y, n): [number, number][] =>
        n % 2 === 0
          ? [
              [0.42, y],
              [0.56, y],
            ]
          : [
              [0.56, y],
              [0.42, y],
            ],
      ),
    );
    await page.getByRole('button', { name: 'Ganzes Bild' }).click();
    await page.getByRole('button', { name: 'Fertig' }).click();
    const kept = await keptPhoto(page);
    expect(await sharp(kept).metadata()).toMatchObject({ width: WIDTH, height: HEIGHT });
    expect(await middle(kept)).toBeLessThan(50);
    // A finger is as wide on the screen as before: a third of that in the picture.
    expect(
      await middle(await sharp(kept).extract({ left: 240, top: 300, width: 200, height: 200 }).toBuffer()),
    ).toBeGreaterThan(150);
    await close();
  });

  it('is refused in words where the disk is full, and a note still is kept', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'planner', ...PHONE });
    const cdp = await page.context().newCDPSession(page);
    // Room for the ballast and little more, before anything is written: browsers reckon in allotments.
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: dashboard.url, quotaSize: ALMOST_NOTHING });
    await page.goto(`${dashboard.url}/walks/${WALK}/go`);
    await page.getByRole('navigation').waitFor();
    const full = page.getByText('Der Speicher des Geräts ist voll').first();
    for (let n = 0; n < 12; n++) {
      await takeAndCover(page, await noise());
      await page.getByRole('button', { name: 'Fertig' }).click();
      const kept = page.getByRole('img', { name: `Foto ${n + 1}` });
      await full.or(kept).first().waitFor();
      if (await full.isVisible()) break;
    }
    await full.waitFor();
    // The picture is still there to be tried again.
    await page.locator('dialog canvas').waitFor();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.locator('dialog').getByRole('button', { name: 'Schließen' }).click();
    await page.getByLabel('Notiz').fill('Speicher voll, Notiz geht noch');
    await page.getByText('gespeichert', { exact: true }).waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel('Notiz').inputValue()).toBe('Speicher voll, Notiz geht noch');
    await close();
  });
});
