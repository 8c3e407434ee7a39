import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openPack } from '../support/packs.ts';
import { findings } from './axe.ts';
import { differing } from './pixels.ts';
import { coloursOf, PATIENCE_MS, startDashboard, visit } from './visit.ts';
import type { Dashboard, Visit } from './visit.ts';
// Last: the schemas of stories take part in the api's description only where the api was loaded before them.
import { DEMO_STORY } from '@quartierblick/gis/demo/index.ts';

let browser: Browser;
let dashboard: Dashboard;
const folder = mkdtempSync(join(tmpdir(), 'qb-stick-'));
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
  rmSync(folder, { recursive: true, force: true });
});
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const HALL = { viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1, reducedMotion: 'reduce' } as const;
/**
 * Of the pixels of a slide, this share may look different (more than 40 of 255 in a channel). Measured: 0 on every slide, but on
 * the tilted map up to 0.006, because letters on it are placed a pixel or two aside from one time to the next.
 */
const TOLERANCE = 0.001;
const ON_TILTED = 0.015;
/** Who has flown back stands a fraction of a pixel aside, which letters and signs show and nothing else does. Measured: 0.0013. */
const FLOWN_BACK = 0.004;
const TILTED = 4;
const PIXELS = HALL.viewport.width * HALL.viewport.height;
const SLIDES = 16;

type Edition = 'public' | 'steering' | 'planner';
const files = new Map<string, Promise<string>>();

/** Makes a pack in the editor, as a planner does, and puts it onto the stick; once for each kind. */
function packOf(edition: Edition, notes = false): Promise<string> {
  const name = `${edition}${notes ? '-notes' : ''}`;
  const made = files.get(name) ?? make(edition, notes, join(folder, `${name}.html`));
  files.set(name, made);
  return made;
}

async function dialogOf(): Promise<Visit> {
  const one = await visit(browser, dashboard);
  opened.push(one);
  await one.page.goto(`${dashboard.url}/stories/${DEMO_STORY}`);
  await one.page.getByRole('button', { name: 'Mehr', exact: true }).click();
  await one.page.getByRole('button', { name: 'Forum-Paket' }).click();
  return one;
}

async function make(edition: Edition, notes: boolean, path: string): Promise<string> {
  const { page, complaints } = await dialogOf();
  const dialog = page.getByRole('dialog', { name: 'Forum-Paket' });
  await dialog.getByRole('combobox', { name: 'Ausgabe' }).selectOption(edition);
  if (notes) await dialog.getByRole('checkbox', { name: /Notizen/ }).check();
  expect(await findings(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 150_000 }),
    dialog.getByRole('button', { name: 'Zusammenstellen' }).click(),
  ]);
  await download.saveAs(path);
  await dialog.getByText('ihre Prüfsumme stimmt').waitFor();
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
  expect(await dialog.locator('code').innerText()).toBe(hash);
  expect(await findings(page)).toEqual([]);
  expect(complaints).toEqual([]);
  return path;
}

interface Stick {
  page: Page;
  /** Console errors, and requests for anything but the file, data and blobs of its own. */
  complaints: string[];
}

/** Opens a file from the stick in a browser without a network. */
async function plugIn(path: string, options: BrowserContextOptions = HALL, hash = ''): Promise<Stick> {
  const context = await browser.newContext({ locale: 'de-DE', ...options });
  opened.push(context);
  context.setDefaultTimeout(PATIENCE_MS);
  await context.setOffline(true);
  const complaints: string[] = [];
  await context.route(/^(https?|wss?):/, (route) => route.abort());
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  page.on('websocket', (socket) => complaints.push(`socket: ${socket.url()}`));
  page.on('pageerror', (error) => complaints.push(`page error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  await page.goto(pathToFileURL(path).href + hash);
  await page.locator('.slide').first().waitFor();
  return { page, complaints };
}

/** A picture of the page when nothing on it moves any more. */
async function still(page: Page): Promise<Buffer> {
  let last = await page.screenshot();
  let same = 0;
  for (let tries = 0; tries < 60 && same < 3; tries += 1) {
    await page.waitForTimeout(250);
    const next = await page.screenshot();
    same = next.equals(last) ? same + 1 : 0;
    last = next;
  }
  expect(same).toBe(3);
  return last;
}

const place = (page: Page) => page.locator('.sheet footer .place').innerText();

async function presented(edition: Edition, options: BrowserContextOptions): Promise<Visit> {
  const one = await visit(browser, dashboard, options);
  opened.push(one);
  await one.page.goto(`${dashboard.url}/stories/${DEMO_STORY}/present?edition=${edition}`);
  await one.page.locator('.slide').first().waitFor();
  return one;
}

/** Pictures of all slides, gone through with the keys of a clicker on both at once; each is to look on one as on the other. */
async function gone(page: Page, other: Visit): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (let n = 1; n <= SLIDES; n += 1) {
    for (const one of [page, other.page]) await expect.poll(() => place(one)).toContain(`${n}/${SLIDES}`);
    await other.settled();
    let here: Buffer = Buffer.alloc(0);
    const share = async () => {
      const [picture, there] = await Promise.all([still(page), still(other.page)]);
      here = picture;
      return (await differing(here, there, [0, 1])) / PIXELS;
    };
    // Looked at again: on a busy machine a map holds still in the middle of being drawn, too.
    await expect.poll(share, { message: `slide ${n}` }).toBeLessThanOrEqual(n === TILTED ? ON_TILTED : TOLERANCE);
    pictures.push(here);
    if (n < SLIDES) for (const one of [page, other.page]) await one.keyboard.press('PageDown');
  }
  return pictures;
}

describe('a pack from the stick', () => {
  it.each([
    ['planner', 'light'],
    ['public', 'dark'],
  ] as const)(
    'shows the %s edition, %s, as the server does: every slide by keys, without a request and without an error',
    async (edition, colorScheme) => {
      const path = await packOf(edition, edition === 'planner');
      const options = { ...HALL, colorScheme };
      const { page, complaints } = await plugIn(path, options);
      const there = await presented(edition, options);
      const here = await gone(page, there);
      // They are pictures of something: no two slides alike, and none of one colour.
      expect(new Set(here.map((picture) => picture.toString('base64'))).size).toBe(SLIDES);
      for (const picture of here) expect((await sharp(picture).stats()).entropy).toBeGreaterThan(0.1);
      expect([...complaints, ...there.complaints]).toEqual([]);
    },
    600_000,
  );

  it('overview, black, jump, laser, language and the panel about it work without a network, and axe finds nothing', async () => {
    const { page, complaints } = await plugIn(await packOf('public'));
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('o');
    await expect.poll(() => page.locator('.overview img').count(), { timeout: 60_000 }).toBeGreaterThan(2);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => place(page)).toContain(`3/${SLIDES}`);
    await page.keyboard.press('b');
    await page.getByRole('button', { name: 'Der Bildschirm ist schwarz' }).waitFor();
    await page.keyboard.press('b');
    for (const key of ['1', '2', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => place(page)).toContain(`12/${SLIDES}`);
    await expect.poll(() => page.url()).toMatch(/#12$/);
    await page.getByRole('button', { name: 'Show in English' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Chains of learning').first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.keyboard.press('i');
    const panel = page.getByRole('dialog', { name: 'About this pack' });
    await panel.getByText(/All \d+ parts are unchanged/).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');
    expect(await place(page)).toContain(`12/${SLIDES}`);
    // No notes in it: the key means nothing.
    await page.keyboard.press('n');
    expect(await page.getByRole('complementary').count()).toBe(0);
    // Neither does leaving lead anywhere.
    await page.keyboard.press('Escape');
    expect(await place(page)).toContain(`12/${SLIDES}`);
    expect(await page.locator('a[href^=http]').count()).toBe(0);
    expect(complaints).toEqual([]);
  }, 300_000);

  it('shows notes over the slide where they were asked for, and a figure’s lineage without a way out', async () => {
    const { page, complaints } = await plugIn(await packOf('planner', true));
    await page.keyboard.press('n');
    await page.getByRole('complementary', { name: 'Notizen' }).getByText('Begrüßen').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await page.getByText('beides passt nicht zusammen').waitFor();
    await page.keyboard.press('n');
    await page.locator('.slide').getByRole('button', { name: '4.017' }).click();
    await page.getByRole('dialog', { name: 'Woher diese Zahl kommt' }).getByText('Blick nach Dortmund').waitFor();
    expect(await page.getByRole('link').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('flies from map to map and lets itself be moved beyond its tiles, never white', async () => {
    const { page, complaints } = await plugIn(await packOf('public'), { viewport: HALL.viewport }, '#9');
    const map = page.locator('.slide canvas.maplibregl-canvas').first();
    await still(page);
    await page.keyboard.press('PageUp');
    for (let n = 0; n < 4; n += 1) await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toContain(`13/${SLIDES}`);
    for (let n = 0; n < 8; n += 1) {
      await page.waitForTimeout(200);
      expect(await coloursOf(page, await map.screenshot())).toBeGreaterThan(40);
    }
    const before = await still(page);
    await page.keyboard.press('e');
    await map.focus();
    // Ever closer: tiles of these zooms are not in the file, so what there is is drawn larger.
    for (let n = 0; n < 2; n += 1) {
      await page.keyboard.press('+');
      await page.waitForTimeout(500);
    }
    await page.keyboard.press('ArrowRight');
    const moved = await still(page);
    expect(await differing(before, moved, [0.4, 1])).toBeGreaterThan(5000);
    expect(await coloursOf(page, await map.screenshot())).toBeGreaterThan(40);
    await page.keyboard.press('Escape');
    await expect
      .poll(async () => (await differing(before, await still(page), [0, 1])) / PIXELS, { timeout: 30_000 })
      .toBeLessThan(FLOWN_BACK);
    expect(complaints).toEqual([]);
  }, 300_000);

  it('says that it was changed, and that it is not whole', async () => {
    const file = readFileSync(await packOf('public'), 'utf8');
    const { manifest } = openPack(Buffer.from(file));
    const { id, sha256 } = manifest.parts.find(({ kind }) => kind === 'tiles') ?? {};
    const changed = join(folder, 'changed.html');
    writeFileSync(changed, file.replace(`"${sha256}"`, `"${'0'.repeat(64)}"`));
    const { page } = await plugIn(changed);
    await page.getByRole('alert').getByText('1 Teile sind beschädigt').waitFor();
    expect(id).toBe('tiles-0');
    const cut = join(folder, 'cut.html');
    writeFileSync(cut, file.slice(0, file.length / 2));
    const half = await browser.newContext({ locale: 'de-DE' });
    opened.push(half);
    const other = await half.newPage();
    await other.goto(pathToFileURL(cut).href);
    await other.getByText('ist die Datei unvollständig').waitFor();
  });
});

describe('making a pack', () => {
  it('can be cancelled, says when it was cut, and warns of editions that are not public', async () => {
    const { page } = await dialogOf();
    const dialog = page.getByRole('dialog', { name: 'Forum-Paket' });
    await dialog.getByRole('combobox', { name: 'Ausgabe' }).selectOption('planner');
    await dialog.getByText('Diese Ausgabe ist nicht öffentlich').waitFor();
    await page.route(/\/pack\?/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await route.continue().catch(() => undefined);
    });
    await dialog.getByRole('button', { name: 'Zusammenstellen' }).click();
    await dialog.getByText('Die Folien werden berechnet').waitFor();
    await dialog.getByRole('button', { name: 'Abbrechen' }).click();
    await dialog.getByRole('button', { name: 'Zusammenstellen' }).waitFor();
    expect(await dialog.getByText('Fertig').count()).toBe(0);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.route(/\/pack\?/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.body()).subarray(0, 100_000) });
    });
    await dialog.getByRole('button', { name: 'Zusammenstellen' }).click();
    await dialog.getByText('nicht vollständig').waitFor();
  });
});
