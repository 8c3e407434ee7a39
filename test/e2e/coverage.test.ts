import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { differing, patchAt } from './pixels.ts';
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

/** Children in a figure of the page. */
async function figure(page: Page, name: string): Promise<number> {
  const text = await page.locator(`[data-figure=${name}]`).innerText();
  return Number(/[+−±]?\d[\d.]*/.exec(text)?.[0].replaceAll('.', '').replace('−', '-').replace('±', ''));
}

async function open(query: string, options: Parameters<typeof visit>[2] = {}): Promise<Visit> {
  const opened = await visit(browser, dashboard, options);
  await opened.page.goto(`${dashboard.url}/coverage${query}`);
  await opened.page.getByRole('heading', { name: 'Versorgung', level: 1 }).waitFor();
  return opened;
}

async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).first().click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe('coverage on foot', () => {
  it('says how many children reach a playground only by crossing the Bornstraße, and that a circle would not see it', async () => {
    const { page, complaints, close } = await open('?age=6-12', { as: 'public' });
    await page.locator('[data-figure=missed]').waitFor();
    const [missed, uncrossed, straight] = [
      await figure(page, 'missed'),
      await figure(page, 'uncrossed'),
      await figure(page, 'straight'),
    ];
    expect(uncrossed).toBeGreaterThan(missed);
    expect(straight).toBeLessThan(uncrossed);
    // Modelled and invented, and the page says so.
    for (const said of ['modelliert', 'Demo – erfunden']) await page.getByText(said, { exact: true }).first().waitFor();
    await page.getByText('keine Zahl gilt einem einzelnen Haus').waitFor();
    // A child alone that may cross anywhere is cut off from less.
    await page.getByLabel('ohne Hilfe').check();
    await expect.poll(() => figure(page, 'missed')).toBeLessThanOrEqual(missed);
    await expect.poll(() => page.url()).toContain('alone=');
    expect(complaints).toEqual([]);
    await close();
  });

  it('finds the best place for one crossing, takes it over, tells who gains, and keeps the scenario', async () => {
    const { page, complaints, settled, close } = await open('?tab=what-if', { as: 'steering' });
    await page.getByRole('button', { name: 'Stellen suchen' }).click();
    await page
      .getByRole('button', { name: /^Übernehmen/ })
      .first()
      .waitFor();
    const promised = Number(
      /\+(\d+)/.exec(
        await page
          .getByText(/^\+\d+ Kinder$/)
          .first()
          .innerText(),
      )?.[1],
    );
    expect(promised).toBeGreaterThan(0);
    await page
      .getByRole('button', { name: /^Übernehmen/ })
      .first()
      .click();
    await expect.poll(() => figure(page, 'gained')).toBe(promised);
    // The table says the same, with the changes that do it.
    const table = (await saved(page, 'Tabelle (CSV)')).bytes.toString('utf8').split('\r\n');
    const gains = table
      .filter((line) => line.startsWith('im Projektgebiet;'))
      .map((line) => Number(line.split(';')[4]?.replace(',', '.')));
    expect(Math.round(gains.reduce((sum, one) => sum + one, 0))).toBe(promised);
    expect(table.some((line) => line.startsWith('A;Neue Querung: Ampel;7,4'))).toBe(true);
    // Before and after lie over each other, and the slider moves by keys.
    const slider = page.getByRole('slider', { name: /Vorher und nachher/ });
    await slider.focus();
    await page.keyboard.press('End');
    expect(await slider.inputValue()).toBe('100');
    await page.getByLabel('Name des Szenarios').fill('Ampel an der besten Stelle');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('„Ampel an der besten Stelle“ ist gespeichert.').first().waitFor();
    const link = page.url();
    expect(link).toContain('edits=');
    // What is saved is listed also where it becomes known late who is asking.
    await page.route('**/api/session', async (route) => {
      await page.getByRole('heading', { name: 'Szenarien' }).waitFor();
      await route.continue();
    });
    await page.goto(`${dashboard.url}/coverage?tab=what-if`);
    await page.getByRole('button', { name: 'Öffnen' }).click();
    await expect.poll(() => figure(page, 'gained')).toBe(promised);
    await page.unroute('**/api/session');
    // The link says the same as what was saved.
    await page.goto(link);
    await page.locator('[data-figure=gained]').waitFor();
    await expect.poll(() => figure(page, 'gained')).toBe(promised);
    // Both maps begin in the quarter, also where the changes are there before the map is.
    const colours = async () => (await patchAt(page, { x: 1080, y: 400 }, 160)).colours;
    await expect.poll(colours).toBeGreaterThan(20);
    await settled();
    expect(complaints).toEqual([]);
    await close();
  });

  it('is set by keyboard alone: a crossing in the middle of the map, refused where no main street is, and undone', async () => {
    const { page, settled, close } = await open('?tab=what-if');
    await settled();
    const put = page.getByRole('button', { name: 'In der Mitte der Karte setzen' });
    await put.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Neue Querung: Ampel').first().waitFor();
    await page.getByText('Hier ist keine Hauptstraße in der Nähe.').waitFor();
    const undo = page.getByRole('button', { name: 'Rückgängig' });
    await undo.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Noch nichts geändert.').waitFor();
    await close();
  });

  it('goes out as table and as picture, with sources and what was assumed', async () => {
    const { page, settled, close } = await open('');
    await page.locator('[data-figure=missed]').waitFor();
    await settled();
    const table = await saved(page, 'Tabelle (CSV)');
    const text = table.bytes.toString('utf8');
    expect(table.name).toMatch(/\.csv$/);
    expect(text).toMatch(/Nordmarkt-Südost;unter 6 Jahren;200;/);
    expect(text).toContain('Demo');
    expect(text).toContain('modelliert'.slice(1));
    const picture = await saved(page, 'Bild (PNG)');
    expect(await coloursOf(page, picture.bytes)).toBeGreaterThan(150);
    await close();
  });

  it('goes out as one picture of before and after, which differs from that of today only right of the line', async () => {
    const { page, complaints, settled, close } = await open('?tab=what-if', { as: 'public' });
    await settled();
    await page.getByRole('button', { name: 'Spielplatz', exact: true }).click();
    await page.getByRole('button', { name: 'In der Mitte der Karte setzen' }).click();
    const slider = page.getByRole('slider', { name: /Vorher und nachher/ });
    await slider.waitFor();
    await settled();
    const at = async (percent: string) => {
      await slider.fill(percent);
      await settled();
      return (await saved(page, 'Bild (PNG)')).bytes;
    };
    const [after, both, before] = [await at('0'), await at('70'), await at('100')];
    // The mark of the playground stands in the middle of the map.
    expect(await differing(before, after, [0.4, 0.6])).toBeGreaterThan(800);
    expect(await differing(before, both, [0, 0.55])).toBeLessThan(200);
    expect(await differing(after, both, [0.85, 1])).toBeLessThan(200);
    expect(complaints).toEqual([]);
    await close();
  });

  it('tells what is near on foot from a point, in metres or minutes', async () => {
    const { page, close } = await open('?tab=reach&from=7.4712,51.5239', { as: 'public' });
    const places = page.getByRole('region', { name: 'Nächste Orte zu Fuß' }).getByRole('listitem');
    await places.first().waitFor();
    expect(await places.first().innerText()).toMatch(/\d+ m$/);
    await page.getByLabel('Gemessen in').selectOption('seconds');
    await expect.poll(() => places.first().innerText()).toMatch(/\d+ Min\.$/);
    await close();
  });

  it('puts a crossing at the metres of the street that are typed, with thousands, and refuses what lies beyond its end', async () => {
    const { page, complaints, close } = await open('?tab=what-if');
    const station = page.getByLabel(/^Station, 0 bis/);
    await station.fill('99999');
    await page.getByRole('button', { name: 'Setzen', exact: true }).click();
    await page.getByText(/^Bitte eine Zahl von 0 bis/).waitFor();
    const placed = async (text: string) => {
      await station.fill(text);
      await page.getByRole('button', { name: 'Setzen', exact: true }).click();
      await expect.poll(() => station.inputValue()).toBe('');
    };
    for (const metres of ['1.200', '1200', '1,2']) await placed(metres);
    const edits = () => JSON.parse(new URL(page.url()).searchParams.get('edits') ?? '[]') as { at: [number, number] }[];
    await expect.poll(() => edits().length).toBe(3);
    const [dotted, plain, short] = edits();
    expect(dotted?.at).toEqual(plain?.at);
    expect(short?.at).not.toEqual(plain?.at);
    expect(complaints).toEqual([]);
    await close();
  });

  it('counts a new playground by the size and ages that are set, and opens a scenario with the assumptions it was saved with', async () => {
    const { page, complaints, settled, close } = await open('?tab=what-if&target=2', { as: 'planner' });
    await settled();
    await page.getByRole('button', { name: 'Spielplatz', exact: true }).click();
    await page.getByLabel('Fläche, m²').fill('800');
    await page.getByRole('checkbox', { name: '12–17' }).uncheck();
    await page.getByRole('button', { name: 'In der Mitte der Karte setzen' }).click();
    await page.getByText('Neuer Spielplatz, 800 m²').first().waitFor();
    const ages = () =>
      (JSON.parse(new URL(page.url()).searchParams.get('edits') ?? '[]') as { ages: string[] }[])[0]?.ages;
    await expect.poll(ages).toEqual(['under-6', '6-12']);
    await page.getByLabel('Name des Szenarios').fill('Kleiner Spielplatz');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('„Kleiner Spielplatz“ ist gespeichert.').first().waitFor();
    await page.goto(`${dashboard.url}/coverage?tab=what-if`);
    const saved = page.getByRole('listitem').filter({ hasText: 'Kleiner Spielplatz' });
    await saved.getByRole('button', { name: 'Öffnen' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('target')).toBe('2');
    expect(complaints).toEqual([]);
    await close();
  });

  it('tells the ways from one place to those of one kind, longer in minutes where people walk slower', async () => {
    const { page, complaints, close } = await open('?tab=reach&from=7.4712,51.5239&to=school&metric=seconds');
    const places = page.getByRole('region', { name: 'Nächste Orte zu Fuß' }).getByRole('listitem');
    await places.first().waitFor();
    for (const text of await places.allInnerTexts()) expect(text).toContain('Schule');
    const minutes = async () => Number(/(\d+) Min\./.exec(await places.first().innerText())?.[1]);
    const before = await minutes();
    await page.getByLabel('Tempo, km/h').fill('2');
    await expect.poll(minutes).toBeGreaterThan(before);
    await page.getByLabel('Start').selectOption('place');
    await expect.poll(() => page.url()).toContain('from=place');
    expect(complaints).toEqual([]);
    await close();
  });

  for (const [width, height, colorScheme] of [
    [1440, 900, 'light'],
    [1024, 768, 'dark'],
    [390, 844, 'light'],
  ] as const) {
    it(`has no axe finding on any of its tabs at ${width} px, ${colorScheme}`, async () => {
      const { page, settled, close } = await open('', { viewport: { width, height }, colorScheme });
      for (const tab of ['Versorgung', 'Erreichbarkeit', 'Was wäre wenn']) {
        await page.getByRole('navigation', { name: 'Ansicht' }).getByRole('button', { name: tab }).click();
        await settled();
        expect(await findings(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      }
      await close();
    });
  }
});
