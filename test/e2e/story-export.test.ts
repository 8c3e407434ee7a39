import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { getDocumentProxy, extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Story } from '@quartierblick/gis/stories/story.ts';
import { launchBrowser } from '../support/browser.ts';
import { cookieFor, startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';
import { DEMO_STORY } from '@quartierblick/gis/demo/index.ts';
import { blankSlide } from '@quartierblick/gis/stories/blank.ts';

/** Stands on a slide that only planners get, and in notes: whoever finds it in a public file has found a leak. */
const PLANTED = 'Zinnoberkranich';
const COMPARED = 'Zwei Hälften';
const SAID = 'Purpurotter';
const SHOTS = process.env['EXPORT_SHOTS'];
const words = (de: string) => ({ de, en: '' });

type Files = Record<string, Uint8Array>;

let browser: Browser;
let dashboard: Dashboard;
let folder: string;
/** A story of two slides, one with notes, the other for planners: what is left out of a file shows in a short one, too. */
let short: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qb-export-'));
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
  await plant();
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Adds a slide for planners to the demo's story, and notes that name somebody; makes the short story of these two. */
async function plant(): Promise<void> {
  const { name, value } = await cookieFor(dashboard, 'planner');
  const at = `${dashboard.url}/api/stories`;
  const headers = { cookie: `${name}=${value}`, 'content-type': 'application/json', origin: dashboard.url };
  const kept = (await (await fetch(`${at}/${DEMO_STORY}`, { headers })).json()) as { story: Story; version: number };
  const [first, ...rest] = kept.story.slides;
  const noted = { ...first, notes: words(`Begrüßen, dann ${SAID} erwähnen.`) };
  const secret = {
    ...blankSlide('text', '0b6f0bd5-6d0f-4a7e-9d5c-4c1d5a1e0a01', words(PLANTED)),
    ...{ body: words(`- ${PLANTED} eins\n- ${PLANTED} zwei`), audience: 'planner' },
  };
  const compared = {
    ...blankSlide('map', '0b6f0bd5-6d0f-4a7e-9d5c-4c1d5a1e0a02', words(COMPARED)),
    view: '?v=7.4718,51.5228,14.5&l=playgrounds,stops,streets&cmp=side&bl=offers,crossings,streets',
  };
  const long = { ...kept.story, slides: [noted, ...rest, compared, secret] };
  const answer = await fetch(`${at}/${DEMO_STORY}`, {
    method: 'PUT',
    headers: { ...headers, 'if-match': `"${kept.version}"` },
    body: JSON.stringify({ story: long }),
  });
  expect(answer.status).toBe(200);
  const made = await fetch(at, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...long, title: words('Kurz'), slides: [noted, secret] }),
  });
  expect(made.status).toBe(201);
  short = ((await made.json()) as { key: string }).key;
}

interface Order {
  edition: string;
  make: string;
  look?: string;
  notes?: boolean;
}

/** Opens the dialog in the editor and makes a file. */
async function exported(
  page: Page,
  { edition, make, look = 'hell', notes = false }: Order,
  story = DEMO_STORY,
): Promise<{ name: string; bytes: Buffer }> {
  await page.goto(`${dashboard.url}/stories/${story}`);
  await page.getByRole('button', { name: 'Mehr', exact: true }).click();
  await page.getByRole('button', { name: 'Ausgeben' }).click();
  const dialog = page.getByRole('dialog', { name: 'Geschichte ausgeben' });
  await dialog.getByLabel('Ausgabe').selectOption(edition);
  await dialog.getByLabel('Farben').selectOption(look);
  if (make === 'Bilder') await dialog.getByLabel('Größe der Bilder').selectOption('1920 × 1080');
  if (notes) await dialog.getByRole('switch', { name: /Notizen/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 240_000 }),
    dialog.getByRole('button', { name: new RegExp(`^Erstellen.*${make}`) }).click(),
  ]);
  const bytes = readFileSync(await download.path());
  if (SHOTS) writeFileSync(join(SHOTS, `${look}-${download.suggestedFilename()}`), bytes);
  return { name: download.suggestedFilename(), bytes };
}

/** Everything in a file that is text, names of its parts among it. */
const textsOf = (files: Files): string =>
  Object.entries(files)
    .filter(([name]) => /\.(xml|rels|txt)$/.test(name))
    .map(([name, bytes]) => `${name} ${strFromU8(bytes)}`)
    .join('\n');
const numbered = (files: Files, pattern: RegExp): string[] => Object.keys(files).filter((name) => pattern.test(name));
const slidesOf = (files: Files): string[] =>
  numbered(files, /^ppt\/slides\/slide\d+\.xml$/)
    .sort((a, b) => Number(/\d+/.exec(a)) - Number(/\d+/.exec(b)))
    .map((name) => strFromU8(files[name] as Uint8Array));

/** The slides of the demo's story and the two that were added. */
const SLIDES = 18;

describe('a story as a file', () => {
  let open: Files;
  let bytes: Buffer;

  it('is a deck whose texts, figures, tables and charts can be worked on', { timeout: 300_000 }, async () => {
    const { page, complaints, close } = await visit(browser, dashboard);
    const made = await exported(page, { edition: 'Öffentlichkeit', make: 'PowerPoint' });
    await page.getByText('Fertig:').waitFor();
    await close();
    expect(complaints).toEqual([]);
    expect(made.name).toBe('Blick in die Nordstadt-Öffentlichkeit.pptx');
    bytes = made.bytes;
    open = unzipSync(bytes);
    const slides = slidesOf(open);
    expect(slides).toHaveLength(SLIDES);
    const all = slides.join('\n');
    for (const text of ['Wer hier lebt', 'Die Bornstraße', 'Bildungsketten', 'öffentliche Ausgabe', 'Stand '])
      expect(all).toContain(text);
    // Figures of the demo, in the reader's form (gis/demo/project.ts).
    for (const text of ['4.017', 'Menschen', '40 %', '294']) expect(slides[1]).toContain(`<a:t>${text}</a:t>`);
    expect(all).toContain('<a:tbl>');
    expect(numbered(open, /^ppt\/charts\/chart\d+\.xml$/).length).toBeGreaterThanOrEqual(2);
    for (const slide of slides) expect(slide).toContain('lang="de-DE"');
    for (const [, alt] of all.matchAll(/<p:pic>.*?descr="([^"]*)"/gs)) expect(alt).not.toMatch(/^$|\.(png|jpe?g)$/);
    const about = strFromU8(open['docProps/core.xml'] as Uint8Array);
    expect(about).toContain('Blick in die Nordstadt');
    expect(about).not.toMatch(/planung@|PptxGenJS/);
  });

  it('says over each half of a comparison what it shows, as text', () => {
    const slide = slidesOf(open).find((one) => one.includes(COMPARED)) ?? '';
    for (const state of ['Spielplätze, Haltestellen', 'Angebote für Familien, Querungen'])
      expect(slide).toMatch(new RegExp(`<a:t>${state}[^<]*</a:t>`));
  });

  it('has maps that are sharp on a wall and not blank', async () => {
    const pictures = await Promise.all(
      numbered(open, /^ppt\/media\/.*\.(png|jpe?g)$/).map(async (name) => {
        const image = sharp(open[name]);
        const [{ width = 0 }, { entropy }] = await Promise.all([image.metadata(), image.stats()]);
        return { width, entropy };
      }),
    );
    const maps = pictures.filter(({ width }) => width >= 2600);
    expect(maps.length).toBeGreaterThanOrEqual(4);
    for (const { entropy } of maps) expect(entropy).toBeGreaterThan(0.3);
  });

  it('holds nothing for the public that is not theirs, and no notes', () => {
    const all = textsOf(open);
    expect(all).not.toContain(PLANTED);
    expect(all).not.toContain(SAID);
    expect(all).not.toMatch(/Begrüßen|Vom Kind aus denken/);
  });

  it('has the presenter’s notes only where they were asked for', async () => {
    const { page, close } = await visit(browser, dashboard);
    const order = { edition: 'intern', make: 'PowerPoint' };
    const without = textsOf(unzipSync((await exported(page, order, short)).bytes));
    const files = unzipSync((await exported(page, { ...order, look: 'dunkel', notes: true }, short)).bytes);
    await close();
    expect(without).toContain(PLANTED);
    expect(without).not.toContain(SAID);
    expect(slidesOf(files).join('')).not.toContain(SAID);
    expect(textsOf(files)).toContain(SAID);
  });

  it('opens in an office suite with its texts in place', { timeout: 240_000 }, (context) => {
    const missing = ['soffice', 'pdftotext'].filter((name) => spawnSync(name, ['--version']).error);
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
    writeFileSync(join(folder, 'deck.pptx'), bytes);
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    execFileSync('soffice', [
      profile,
      '--headless',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      join(folder, 'deck.pptx'),
    ]);
    const text = execFileSync('pdftotext', [join(folder, 'deck.pdf'), '-'], { encoding: 'utf8' });
    for (const said of ['Blick in die Nordstadt', 'Wer hier lebt', 'Wo gespielt wird', 'öffentliche Ausgabe'])
      expect(text).toContain(said);
    expect(text.split('\f').length - 1).toBe(SLIDES);
  });

  it('is a picture of every slide as it is seen', { timeout: 300_000 }, async () => {
    const { page, complaints, close } = await visit(browser, dashboard);
    const made = await exported(page, { edition: 'Öffentlichkeit', make: 'Bilder' });
    await close();
    expect(complaints).toEqual([]);
    expect(made.name).toBe('Blick in die Nordstadt-Öffentlichkeit.zip');
    const files = unzipSync(made.bytes);
    expect(Object.keys(files)).toEqual(
      Array.from({ length: SLIDES }, (_, index) => `Folie-${String(index + 1).padStart(2, '0')}.png`),
    );
    for (const [name, png] of Object.entries(files)) {
      const image = sharp(png);
      const [{ width, height }, { entropy }] = await Promise.all([image.metadata(), image.stats()]);
      expect([name, width, height]).toEqual([name, 1920, 1080]);
      expect(entropy, name).toBeGreaterThan(0.1);
    }
  });

  it('is a PDF of one slide a page, whose text can be selected', async () => {
    const { page, complaints, close } = await visit(browser, dashboard);
    // The dialogue would wait for a person; that it is asked for once is all there is to see.
    await page.addInitScript(() => {
      window.print = () => document.body.append(Object.assign(document.createElement('i'), { id: 'asked' }));
    });
    await page.goto(`${dashboard.url}/stories/${DEMO_STORY}/print?edition=public&look=light`);
    await page.getByText('Alle Folien sind gezeichnet.').waitFor({ timeout: 180_000 });
    await page.locator('#asked').waitFor({ state: 'attached' });
    expect(await page.locator('#asked').count()).toBe(1);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    await close();
    if (SHOTS) writeFileSync(join(SHOTS, 'print.pdf'), pdf);
    expect(complaints).toEqual([]);
    const paper = await getDocumentProxy(new Uint8Array(pdf));
    expect(paper.numPages).toBe(SLIDES);
    const [, , w, h] = (await paper.getPage(3)).view;
    expect((w ?? 0) / (h ?? 1)).toBeCloseTo(16 / 9, 2);
    const { text } = await extractText(paper, { mergePages: true });
    for (const said of ['Wer hier lebt', 'Wo gespielt wird', 'öffentliche Ausgabe']) expect(text).toContain(said);
    expect(text).not.toContain(PLANTED);
    expect(text).not.toContain(SAID);
  });

  it('is given up where that is asked, without a file', async () => {
    const { page, close } = await visit(browser, dashboard);
    let files = 0;
    page.on('download', () => (files += 1));
    await page.goto(`${dashboard.url}/stories/${DEMO_STORY}/present?edition=public`);
    await page.getByRole('toolbar').hover();
    await page.getByRole('button', { name: 'Ausgeben' }).click();
    const dialog = page.getByRole('dialog', { name: 'Geschichte ausgeben' });
    await dialog.getByRole('button', { name: /^Erstellen.*PowerPoint/ }).click();
    await dialog.getByText(/\d+ von \d+ Folien/).waitFor();
    await dialog.getByRole('button', { name: 'Abbrechen' }).click();
    await dialog.getByText('Abgebrochen.').waitFor();
    await page.waitForTimeout(3000);
    expect(files).toBe(0);
    // Keys in the dialog are not the presentation's.
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(page.url()).toContain('/present');
    await close();
  });

  it('is nothing that somebody without an account is offered', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/stories/${DEMO_STORY}/present`);
    await page.getByRole('toolbar').waitFor();
    expect(await page.getByRole('button', { name: 'Ausgeben' }).count()).toBe(0);
    await close();
  });
});
