import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import type { Browser } from 'playwright-core';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard, Visit } from './visit.ts';

/** Points of PDF to millimetres. */
const MM = 25.4 / 72;
const SIZES = { a5: [148, 210], a4: [210, 297] } as const;
type Format = keyof typeof SIZES;

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

async function open(query: string, options: Parameters<typeof visit>[2] = {}): Promise<Visit> {
  const opened = await visit(browser, dashboard, { as: 'public', ...options });
  await opened.page.goto(`${dashboard.url}/brochure${query}`);
  await opened.page.getByRole('heading', { level: 1 }).waitFor();
  await opened.settled();
  return opened;
}

interface Printed {
  bytes: Buffer;
  /** Of each page in millimetres. */
  sizes: number[][];
  /** What stands on each page. */
  pages: string[];
}

/** The brochure as somebody would save it from the browser. */
async function print(query: string): Promise<Printed> {
  const { page, complaints, close } = await open(query);
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  expect(complaints).toEqual([]);
  await close();
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const [sizes, pages]: [number[][], string[]] = [[], []];
  for (let number = 1; number <= pdf.numPages; number++) {
    const sheet = await pdf.getPage(number);
    const [left = 0, bottom = 0, right = 0, top = 0] = sheet.view;
    sizes.push([Math.round((right - left) * MM), Math.round((top - bottom) * MM)]);
    const { items } = await sheet.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  return { bytes, sizes, pages };
}

/** How often a text stands on a page, however its spaces were set. */
const times = (page: string, text: string) => page.replaceAll(/\s+/g, '').split(text.replaceAll(' ', '')).length - 1;

describe('the brochure in print', () => {
  const LANGUAGES = [
    ['de', /Angebote im Quartier/, /SourceSans/],
    ['tr', /Mahalledeki teklifler/, /SourceSans/],
    ['ar', /\p{Script=Arabic}{3}/u, /NotoSansArabic/],
    ['bg', /Предложения/, /SourceSans/],
  ] as const;
  const PAGES: Record<Format, readonly [number, number]> = { a5: [10, 20], a4: [6, 12] };

  for (const format of ['a5', 'a4'] as const) {
    for (const [language, title, font] of LANGUAGES) {
      it(`${language} on ${format}: right size, no blank page, text to be found, fonts of its own inside`, async () => {
        const { bytes, sizes, pages } = await print(`?lang=${language}&format=${format}`);
        const [least, most] = PAGES[format];
        expect(pages.length).toBeGreaterThanOrEqual(least);
        expect(pages.length).toBeLessThanOrEqual(most);
        for (const size of sizes) expect(size).toEqual(SIZES[format]);
        expect(pages[0]).toMatch(title);
        // More than the line at the foot.
        for (const page of pages) expect(page.replaceAll(/\s/g, '').length).toBeGreaterThan(120);
        for (const [i, page] of pages.entries()) if (i > 0) expect(page).toContain(String(i + 1));
        expect(bytes.toString('latin1')).toMatch(font);
      });
    }
  }

  for (const query of ['?lang=de', '?lang=de&format=a4', '?lang=de&also=tr', '?lang=de&also=ar&format=a4']) {
    it(`no offer is torn across pages, and each is there (${query})`, async () => {
      const { page, close } = await open(query);
      const offers = await page.locator('article.offer').count();
      await close();
      expect(offers).toBeGreaterThan(20);
      const { pages } = await print(query);
      const counts = pages.map((one) => [times(one, 'Kosten:'), times(one, 'Anmeldung nötig:')]);
      for (const [costs, registrations] of counts) expect(registrations).toBe(costs);
      expect(counts.reduce((sum, [costs = 0]) => sum + costs, 0)).toBe(offers);
    });
  }

  it('two languages stand in one booklet, each offer in both', async () => {
    const { pages } = await print('?lang=de&also=tr');
    const text = pages.join(' ');
    expect(text).toContain('Mahalledeki teklifler');
    expect(times(text, 'Ücret:')).toBe(times(text, 'Kosten:'));
  });
});

describe('the codes', () => {
  it('each is read as the address of its offer, in the language of the booklet', async () => {
    const { page, close } = await open('?lang=tr');
    const codes = await page.locator('a.scan').evaluateAll((links) =>
      links.map((link) => {
        const svg = link.querySelector('svg') as SVGElement;
        // A picture by itself names what it is; 400 pixels are what a phone sees of it.
        for (const [name, value] of [
          ['xmlns', 'http://www.w3.org/2000/svg'],
          ['width', '400'],
          ['height', '400'],
        ] as const)
          svg.setAttribute(name, value);
        return { href: (link as HTMLAnchorElement).href, svg: svg.outerHTML };
      }),
    );
    await close();
    expect(codes.length).toBeGreaterThan(20);
    expect(new Set(codes.map(({ href }) => href)).size).toBe(codes.length);
    for (const { href, svg } of codes) {
      expect(href).toMatch(/\/find\/[^/]+\?lang=tr$/);
      const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      expect(decodeQR({ width: info.width, height: info.height, data: new Uint8Array(data) })).toBe(href);
    }
  });
});

describe('the brochure on screen', () => {
  for (const [width, height, colorScheme, query] of [
    [1440, 900, 'light', '?lang=de&kind=kita'],
    [1024, 768, 'dark', '?lang=ar&also=de'],
    [390, 844, 'light', '?lang=de&also=tr'],
    [390, 844, 'dark', '?lang=bg&kind=kita&speaks=tr&on=2099-01-01'],
  ] as const) {
    it(`has no axe finding at ${width} px, ${colorScheme} (${query}), and nothing wider than the screen`, async () => {
      const { page, complaints, close } = await open(query, { viewport: { width, height }, colorScheme });
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await close();
    });
  }

  it('is changed without JavaScript, keeps what was chosen, and offers no button that needs it', async () => {
    const { page, close } = await open('?lang=de', { javaScriptEnabled: false });
    await page.getByLabel('Papier').selectOption('a4');
    await page.getByText('Art · Sprachen').click();
    await page.getByRole('checkbox', { name: 'Bewegung' }).check();
    await page.getByRole('button', { name: 'Angebote zeigen' }).click();
    await page.waitForURL(/format=a4/);
    expect(page.url()).toContain('kind=sport');
    expect(await page.getByLabel('Papier').inputValue()).toBe('a4');
    expect(await page.getByRole('checkbox', { name: 'Bewegung' }).isChecked()).toBe(true);
    expect(await page.getByRole('heading', { level: 3, name: 'Kita', exact: true }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Drucken' }).count()).toBe(0);
    await close();
  });

  it('the button prints, once the fonts are there', async () => {
    const { page, close } = await open('?lang=de');
    await page.evaluate(() => {
      window.print = () => (document.title = `printed with ${document.fonts.status} fonts`);
    });
    await page.getByRole('button', { name: 'Drucken' }).click();
    await expect.poll(() => page.title()).toBe('printed with loaded fonts');
    await close();
  });

  it('is reached from the chain of offers with its area, language and day', async () => {
    const { page, complaints, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/offers?language=tr&on=2026-12-01&area=all`);
    await page.getByRole('link', { name: 'Als Heft drucken' }).click();
    await page.getByRole('heading', { level: 1, name: 'Angebote im Quartier' }).waitFor();
    expect(await page.getByLabel('Gebiet').inputValue()).toBe('all');
    expect(await page.getByLabel('Gültig am').inputValue()).toBe('2026-12-01');
    expect(await page.getByRole('checkbox', { name: 'Türkisch' }).isChecked()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });
});

// The last one: what it adds stays.
describe('an offer of ten thousand letters', () => {
  const HOSTILE = '<script>document.title = "gone"</script>\u202Eesrever Verbraucherinsolvenzberatungsstellenleiterin';
  it('breaks neither the page nor the print of the others', async () => {
    const before = await print('?lang=de');
    const { page, close } = await visit(browser, dashboard, { as: 'planner' });
    await page.goto(dashboard.url);
    // A field takes two thousand letters.
    const words = ['title', 'description', 'contact', 'topic', 'cost'];
    const fields = Object.fromEntries(words.map((name) => [name, HOSTILE + 'x'.repeat(2000 - HOSTILE.length)]));
    const status = await page.evaluate(
      async (body) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch('/api/offer-register', { method: 'POST', headers, body })).status;
      },
      JSON.stringify({ offer: { ...fields, kind: 'sport', comes_to_you: true }, runs: [] }),
    );
    expect(status).toBe(201);
    await close();
    for (const width of [390, 1440]) {
      const shown = await open('?lang=de', { viewport: { width, height: 844 } });
      expect(await shown.page.title()).toContain('Angebote im Quartier');
      expect(await shown.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await shown.close();
    }
    const after = await print('?lang=de');
    expect(after.pages.length).toBeGreaterThan(before.pages.length);
    expect(after.pages.length).toBeLessThanOrEqual(before.pages.length + 5);
    for (const one of after.pages) expect(one.replaceAll(/\s/g, '').length).toBeGreaterThan(120);
    expect(after.pages.join(' ')).toContain('<script>');
    for (const title of ['Willkommensbesuche', 'Griffbereit', 'Elterncafé'])
      expect(times(after.pages.join(' '), title)).toBeGreaterThanOrEqual(times(before.pages.join(' '), title));
  });
});
