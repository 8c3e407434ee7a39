import sharp from 'sharp';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { photoOf, type Person } from './faces.ts';
import { isJpeg, storedBytes } from './stored.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard, Visitor } from './visit.ts';

/** The demo's walk to come (gis/demo/walks.ts). */
const WALK = 'd3a00000-0000-4000-8003-000000000001';
const PHONE = { as: 'steering', viewport: { width: 390, height: 844 }, hasTouch: true } satisfies Visitor;
const SEARCH = { timeout: 60_000 };

/** Two at two metres and one further off. */
const THREE: Person[] = [
  { from: [1, 6], face: 200, at: [400, 800] },
  { from: [2, 3], face: 180, at: [900, 860], lean: 12 },
  { from: [2, 6], face: 80, at: [1250, 900], lean: -8 },
];
/** From 60 px, leaning up to 20° to either side. */
const TEN: Person[] = (
  [
    [1, 5, 60, -20],
    [1, 6, 65, 15],
    [2, 1, 70, -10],
    [2, 2, 80, 20],
    [2, 3, 90, 5],
    [2, 6, 110, -15],
    [3, 2, 130, 10],
    [4, 1, 150, -5],
    [4, 5, 180, 20],
    [5, 5, 220, -20],
  ] as const
).map(([row, column, face, lean], n) => ({
  from: [row, column],
  face,
  lean,
  at: [200 + (n % 4) * 360, 620 + Math.floor(n / 4) * 420],
}));

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

async function open(visitor: Visitor = PHONE) {
  const seen = await visit(browser, dashboard, visitor);
  await seen.page.goto(`${dashboard.url}/walks/${WALK}/go`);
  await seen.page.getByRole('navigation').waitFor();
  return seen;
}

/** Takes a picture by the file dialog, as on a device without a camera. */
async function take(page: Page, buffer: Buffer): Promise<void> {
  await page.getByRole('button', { name: 'Foto', exact: true }).click();
  await page.locator('input[type=file]').setInputFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer });
  await page.locator('dialog .paper canvas').waitFor();
}
const done = (page: Page) => page.getByRole('button', { name: 'Fertig', exact: true });
const kept = (page: Page) => page.getByRole('img', { name: 'Foto 1' });

/** How far the brightest and the darkest green differ in the middle of a face: of a blot's two shades at most about 50. */
async function detail(jpeg: Buffer, { at: [x, y], face }: Person): Promise<number> {
  const side = Math.round(face / 2);
  const dots = await sharp(jpeg)
    .extract({ left: Math.round(x - side / 2), top: Math.round(y - side / 2), width: side, height: side })
    .removeAlpha()
    .raw()
    .toBuffer();
  const greens = dots.filter((_, n) => n % 3 === 1);
  return Math.max(...greens) - Math.min(...greens);
}

describe('faces in a photo', () => {
  it('are found and covered without a touch, and what was under them is neither on the device nor on the wire', async () => {
    const { page, complaints, close } = await open();
    const sent: Buffer[] = [];
    page.on('request', (request) => sent.push(request.postDataBuffer() ?? Buffer.alloc(0)));
    const photo = await photoOf(THREE);
    for (const person of THREE) expect(await detail(photo, person)).toBeGreaterThan(90);
    await take(page, photo);
    await page.getByText('3 Gesichter gefunden und verdeckt').waitFor(SEARCH);
    expect(await findings(page)).toEqual([]);
    expect((await storedBytes(page)).filter(isJpeg)).toEqual([]);
    await done(page).click();
    await kept(page).waitFor();

    const [jpeg = Buffer.alloc(0), ...others] = (await storedBytes(page)).filter(isJpeg);
    expect(others).toEqual([]);
    for (const person of THREE) expect(await detail(jpeg, person)).toBeLessThan(70);
    await expect.poll(() => sent.some(isJpeg), { timeout: 30_000 }).toBe(true);
    for (const bytes of sent.filter(isJpeg)) expect(bytes.equals(jpeg)).toBe(true);
    // Among them any request that went elsewhere than to the dashboard.
    expect(complaints).toEqual([]);
    await close();
  });

  it('are uncovered with one touch where it is no face, and only that one', async () => {
    const { page, close } = await open();
    await take(page, await photoOf(THREE));
    const [first, second] = THREE as [Person, Person, Person];
    await page.getByRole('button', { name: 'Fundstelle 1: Kein Gesicht?' }).click(SEARCH);
    await page.getByText('3 Stellen gefunden, 2 verdeckt').waitFor();
    await done(page).click();
    await kept(page).waitFor();
    const [jpeg = Buffer.alloc(0)] = (await storedBytes(page)).filter(isJpeg);
    expect(await detail(jpeg, first)).toBeGreaterThan(90);
    expect(await detail(jpeg, second)).toBeLessThan(70);
    await close();
  });

  it('are found in at least 8 of 10 cases from 60 px on, upright and leaning, or the finder is not worth its bytes', async () => {
    const { page, close } = await open();
    await take(page, await photoOf(TEN));
    const line = page.getByText(/\d+ Gesichter gefunden und verdeckt/);
    await line.waitFor(SEARCH);
    await done(page).click();
    await kept(page).waitFor();
    const [jpeg = Buffer.alloc(0)] = (await storedBytes(page)).filter(isJpeg);
    const left = await Promise.all(TEN.map((person) => detail(jpeg, person)));
    expect(left.filter((one) => one < 70).length).toBeGreaterThanOrEqual(8);
    await close();
  });

  it('that are not there are not claimed, and the photo is kept as it is', async () => {
    const { page, close } = await open();
    await take(page, await photoOf([]));
    await page.getByText('Kein Gesicht gefunden').waitFor(SEARCH);
    await done(page).click();
    await kept(page).waitFor();
    await close();
  });

  it('are found without a network, once the walk was taken along', async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: 'Gang mitnehmen' }).click();
    await page.getByRole('region', { name: 'Gang mitnehmen' }).waitFor({ state: 'detached', timeout: 90_000 });
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('navigation').waitFor();
    await take(page, await photoOf(THREE));
    await page.getByText('3 Gesichter gefunden und verdeckt').waitFor(SEARCH);
    await close();
  });

  it('are awaited by whoever is done too soon: nothing is kept before they have been seen', async () => {
    const { page, close } = await open({ ...PHONE, serviceWorkers: 'block' });
    let release = (): void => undefined;
    const held = new Promise<void>((free) => (release = free));
    await page.route('**/blazeface.bin', async (route) => {
      await held;
      await route.continue();
    });
    await take(page, await photoOf(THREE));
    await done(page).click();
    await page.getByRole('button', { name: 'Gesichter werden gesucht …' }).waitFor();
    release();
    await page.getByText(/3 Gesichter gefunden und verdeckt|dauerte zu lange/).waitFor(SEARCH);
    expect((await storedBytes(page)).filter(isJpeg)).toEqual([]);
    await done(page).click();
    await kept(page).waitFor();
    await close();
  });

  it('that could not be searched are said to be a matter of hand, not to be none, and the photo can be kept', async () => {
    for (const missing of ['blazeface.bin', '*.wasm']) {
      const { page, close } = await open({ ...PHONE, serviceWorkers: 'block' });
      await page.route(`**/faces/**/${missing}`, (route) => route.abort());
      await take(page, await photoOf(THREE));
      await page.getByText('ließ sich nicht nach Gesichtern suchen').waitFor(SEARCH);
      await done(page).click();
      await kept(page).waitFor();
      await close();
    }
  });
});
