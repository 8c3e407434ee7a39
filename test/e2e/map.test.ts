import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { mapDrawn } from './pixels.ts';
import { coloursOf, startDashboard, visit } from './visit.ts';
import type { Dashboard, Visit } from './visit.ts';

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

let visitor: Visit;
const opened: Visit[] = [];
beforeEach(async () => {
  visitor = await visit(browser, dashboard, { reducedMotion: 'no-preference' });
  opened.push(visitor);
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function open(path = '/'): Promise<void> {
  await visitor.page.goto(dashboard.url + path);
  await visitor.page.getByRole('switch').first().waitFor();
  await mapDrawn(visitor.page);
  await visitor.settled();
}

interface Page {
  numberMatched: number;
  features: { id: number; properties: Record<string, unknown> }[];
}
const features = async (query: string): Promise<Page> =>
  (await (await visitor.page.request.get(`${dashboard.url}/api/layers/${query}`)).json()) as Page;

describe('layer panel', () => {
  it('its counts are those of the register, and a class can be hidden', async () => {
    await open();
    const { page } = visitor;
    const { numberMatched } = await features('properties/features?class=acquired&limit=1');
    const row = page.getByRole('button', { name: `erworben, ${numberMatched}: ein- und ausblenden` });
    await row.click();
    await expect.poll(() => page.url()).toContain('properties:100:acquired');
    await expect.poll(() => row.getAttribute('aria-pressed')).toBe('false');
  });

  it('a layer switched off stays off after a reload', async () => {
    await open();
    const { page, settled } = visitor;
    const accidents = page.getByRole('switch', { name: /Unfälle.*anzeigen/ });
    expect(await accidents.isChecked()).toBe(true);
    await accidents.click();
    await expect.poll(() => page.url()).toMatch(/[?&]l=(?!.*accidents)/);
    await page.reload();
    await accidents.waitFor();
    await settled();
    expect(await accidents.isChecked()).toBe(false);
  });

  it('opacity and order travel in the address', async () => {
    await open();
    const { page } = visitor;
    await page.getByRole('button', { name: 'Einstellungen: Gebäude' }).click();
    const slider = page.getByRole('slider').first();
    await slider.focus();
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft');
    await expect.poll(() => /buildings:\d+/.test(page.url())).toBe(true);
    const before = page.url().indexOf('offers') < page.url().indexOf('playgrounds');
    await page.getByRole('button', { name: /Reihenfolge von Spielplätze/ }).focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.url().indexOf('offers') < page.url().indexOf('playgrounds')).toBe(!before);
  });
});

describe('density', () => {
  it('another measure and classification change the legend, always with a denominator', async () => {
    await open('/?l=population-grid');
    const { page, settled } = visitor;
    await page.getByRole('button', { name: /Einstellungen: Bevölkerung/ }).click();
    await expect.poll(() => page.getByRole('complementary').first().innerText()).toContain('Gesamtfläche');
    await page.getByRole('combobox', { name: 'Kennzahl' }).selectOption('density-settlement');
    await page.getByText('Klasseneinteilung').first().click();
    await page.getByRole('combobox', { name: 'Klasseneinteilung' }).selectOption('natural');
    await settled();
    await expect.poll(() => page.url()).toMatch(/density-settlement:\d*:natural/);
    await expect.poll(() => page.getByText(/Siedlungs- und Verkehrsfläche/).count()).toBeGreaterThan(0);
  });

  it('states are told apart in the legend: hidden under 3, not available', async () => {
    await open('/?l=population-grid');
    const text = () => visitor.page.locator('body').innerText();
    await expect.poll(text).toContain('verdeckt');
    await expect.poll(text).toContain('nicht verfügbar');
  });

  it('columns load their renderer only when they are asked for', async () => {
    const { page, settled, complaints } = visitor;
    const scripts = new Set<string>();
    page.on('request', (request) => request.url().endsWith('.js') && scripts.add(request.url()));
    await open('/?l=population-grid');
    const before = scripts.size;
    await page.getByRole('button', { name: /Einstellungen: Bevölkerung/ }).click();
    await page.getByRole('switch', { name: /3D/ }).click();
    await expect.poll(() => scripts.size).toBeGreaterThan(before);
    await expect.poll(() => page.url()).toContain('3d');
    await settled();
    expect(complaints).toEqual([]);
  });
});

describe('details, table and search', () => {
  it('a property that is acquired and being renovated shows both, with history and source, at its own address', async () => {
    const page1 = await features('properties/features?class=acquired&mark=renovating&limit=1');
    await open(`/?sel=properties/${page1.features[0]?.id}`);
    const { page } = visitor;
    const panel = page.getByRole('article', { name: 'Einzelheiten' });
    await page.getByRole('heading', { name: String(page1.features[0]?.properties['address']) }).waitFor();
    for (const said of ['erworben', 'in Sanierung', 'Verlauf', 'Demo – erfunden'])
      await expect.poll(() => panel.innerText()).toContain(said);
  });

  it('the table says what the map says: its row opens the same property', async () => {
    await open();
    const { page, settled } = visitor;
    await page.getByRole('button', { name: 'Tabelle: Immobilien' }).click();
    const table = page.getByRole('table');
    await table.waitFor();
    await settled();
    await expect.poll(() => table.getByRole('row').count()).toBeGreaterThan(3);
    const first = table.getByRole('button', { name: /: Einzelheiten/ }).first();
    const title = ((await first.getAttribute('aria-label')) ?? (await first.innerText())).replace(/: Einzelheiten/, '');
    await first.click();
    await expect.poll(() => page.url()).toContain('sel=properties');
    await page.getByRole('heading', { name: title }).first().waitFor();
  });

  it('a place is found and opened by keyboard alone', async () => {
    await open();
    const { page } = visitor;
    await page.getByRole('combobox', { name: /Suche|suchen/ }).focus();
    await page.keyboard.type('Heroldwiese');
    await page
      .getByRole('listbox')
      .getByRole('option', { name: /Heroldwiese/ })
      .first()
      .waitFor();
    // Typed slowly, half a word has its answer, too: what is chosen is to be of the whole one.
    await visitor.settled();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toMatch(/sel=|v=7\.47/);
  });

  it('a click on the map opens what is there', async () => {
    const { features: sites } = await features('offers/features?limit=1&geometry=point');
    const site = sites[0] as unknown as { geometry: { coordinates: [number, number] } };
    const [lon, lat] = site.geometry.coordinates;
    await open(`/?l=offers&v=${lon},${lat},18.00`);
    const { page } = visitor;
    const box = await page.locator('canvas.maplibregl-canvas').boundingBox();
    if (!box) throw new Error('there is no map');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(() => page.url()).toContain('sel=offers');
  });
});

describe('links and languages', () => {
  it('a link with broken parts opens with the rest, and says what was left out', async () => {
    await open('/?v=abc&l=nonsense,green&m=x:y&sel=nothing&base=moon');
    const { page } = visitor;
    await page
      .getByText(/Ein Teil des Links war nicht zu verstehen/)
      .last()
      .waitFor();
    expect(await page.getByRole('switch', { name: /Grün.*anzeigen/ }).isChecked()).toBe(true);
  });

  it('an address that no page has is told once, and leads to the map', async () => {
    const { page, settled } = visitor;
    let documents = 0;
    page.on('request', (request) => (documents += Number(request.isNavigationRequest())));
    await page.goto(`${dashboard.url}/gibt-es-nicht`);
    await page.getByRole('heading', { name: 'Diese Seite gibt es nicht.' }).waitFor();
    await settled();
    expect(documents).toBe(1);
    await page.getByRole('link', { name: 'Zur Karte' }).click();
    await page.getByRole('switch').first().waitFor();
  });

  it('English is complete on the map and remembered', async () => {
    await open();
    const { page } = visitor;
    await page.getByRole('button', { name: /English/ }).click();
    await page.getByRole('switch', { name: /Show Playgrounds/ }).waitFor();
    await page.reload();
    await page.getByRole('switch', { name: /Show Playgrounds/ }).waitFor();
    const text = await page.locator('body').innerText();
    expect(text).not.toMatch(/Immobilien|Spielplätze\n|Stand \d/);
  });
});

describe('when something fails', () => {
  it('one failing layer says so and leaves the others alone', async () => {
    const { page } = visitor;
    await page.route('**/tiles/playgrounds/**', (route) => route.fulfill({ status: 500, body: 'broken' }));
    await page.goto(`${dashboard.url}/?l=playgrounds,buildings,streets`);
    await page.getByText('Diese Ebene kann gerade nicht geladen werden.').first().waitFor();
    await expect.poll(() => coloursOf(page)).toBeGreaterThan(150);
  });

  it('a database that is away is told, and the page recovers by itself', async () => {
    const { page } = visitor;
    await open();
    let away = true;
    const problem = JSON.stringify({
      type: 'urn:quartierblick:database-away',
      title: 'Die Datenbank ist nicht erreichbar',
      status: 503,
    });
    await page.route('**/api/**', (route) =>
      away ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: problem }) : route.continue(),
    );
    await page.reload();
    await page
      .getByText(/nicht erreichbar/)
      .first()
      .waitFor();
    away = false;
    await page.getByRole('switch').first().waitFor({ timeout: 60_000 });
    await expect.poll(() => page.getByText(/Datenbank ist .*nicht erreichbar/).count(), { timeout: 30_000 }).toBe(0);
  });
});

describe('out', () => {
  it('the printed page has map, legend, scale, sources and date', async () => {
    await open();
    const { page } = visitor;
    await page.getByRole('button', { name: 'Teilen und ausgeben' }).click();
    await page.evaluate(() => (window.print = () => document.documentElement.setAttribute('data-printed', '')));
    await page
      .getByRole('menuitem', { name: 'Drucken' })
      .or(page.getByRole('button', { name: 'Drucken' }))
      .first()
      .click();
    await page.waitForSelector('html[data-printed]');
    await page.emulateMedia({ media: 'print' });
    const text = await page.locator('body').innerText();
    for (const part of ['Immobilien', 'Quellen', 'Ausgegeben am', 'Demo – erfunden']) expect(text).toContain(part);
    expect(text).toMatch(/\d (m|km)\n/);
    await expect.poll(() => coloursOf(page)).toBeGreaterThan(300);
  });

  it('the saved picture is a PNG of the map with more on it than one colour', async () => {
    await open();
    const { page } = visitor;
    await page.getByRole('button', { name: 'Teilen und ausgeben' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('Als Bild speichern (PNG)').click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(await coloursOf(page, Buffer.concat(chunks))).toBeGreaterThan(500);
  });
});

describe('on a phone', () => {
  it('a place is found, opened in the sheet and closed again', async () => {
    const phone = await visit(browser, dashboard, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    opened.push(phone);
    const { page, complaints } = phone;
    await page.goto(dashboard.url);
    await phone.settled();
    await page.getByRole('combobox', { name: /Suche|suchen/ }).fill('Spielplatz Brunnen');
    await page.getByRole('listbox').getByRole('option').first().tap();
    await page.getByRole('heading', { name: /Spielplatz Brunnenstraße/ }).waitFor();
    await page
      .getByRole('button', { name: /Schließen/ })
      .first()
      .tap();
    await expect.poll(() => page.url()).not.toContain('sel=');
    expect(complaints).toEqual([]);
  });
});
