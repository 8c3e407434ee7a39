import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { coloursOf, startDashboard, visit } from './visit.ts';
import type { Dashboard, Visit } from './visit.ts';

let browser: Browser;
let dashboard: Dashboard;
let visitor: Visit;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});
beforeEach(async () => {
  visitor = await visit(browser, dashboard, { as: 'public' });
});
afterEach(() => visitor.close());

const page = (): Page => visitor.page;
async function open(query = ''): Promise<void> {
  await page().goto(`${dashboard.url}/safety${query}`);
  await page().locator('svg[data-strip] .dot').first().waitFor();
}
const dots = () => page().locator('svg[data-strip] .dot').count();
const shown = async () => Number(await page().locator('[data-shown]').getAttribute('data-shown'));
const street = () => page().getByRole('combobox', { name: 'Straße' });
const strip = () => page().getByRole('listbox', { name: /^Streckenband/ });
const tab = (name: string) => page().getByRole('group', { name: 'Tabellen' }).getByRole('button', { name });

async function saved(press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page().waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

describe('the screen about one street', () => {
  it('opens for everyone at the Bornstraße, says that the demo is invented and by which thresholds it judges', async () => {
    await open();
    await expect.poll(() => page().getByRole('heading', { level: 1 }).innerText()).toBe('Bornstraße');
    await page().getByText('Demo – erfunden', { exact: true }).waitFor();
    await page()
      .getByRole('button', { name: /^Schwellen: Nordrhein-Westfalen/ })
      .click();
    await page().getByText('in 3 Jahren mindestens 5 mit Personenschaden').waitFor();
    await page().getByText('nach dem Land des Projekts').waitFor();
    expect(await page().locator('body').innerText()).not.toMatch(/Unfallhäufung|Unfallschwerpunkt/);
    expect(visitor.complaints).toEqual([]);
  });

  it('chooses a street, filters to pedestrians in the dark: strip, count, table and address agree', async () => {
    await open();
    const before = await shown();
    await street().fill('mallinck');
    await street().press('Enter');
    await expect.poll(() => page().getByRole('heading', { level: 1 }).innerText()).toBe('Mallinckrodtstraße');
    await street().fill('born');
    await street().press('Enter');
    await expect.poll(shown).toBe(before);
    await page().getByRole('button', { name: 'Beteiligte' }).click();
    await page().getByRole('checkbox', { name: 'zu Fuß' }).check();
    await expect.poll(shown).toBeLessThan(before);
    const onFoot = await shown();
    await page().getByRole('button', { name: 'Licht' }).click();
    await page().getByRole('checkbox', { name: 'Dunkelheit' }).check();
    await expect.poll(shown).toBeLessThan(onFoot);
    const left = await shown();
    expect(left).toBeGreaterThan(0);
    await expect.poll(dots).toBe(left);
    await tab('Unfälle').click();
    await expect.poll(() => page().locator('table[data-rows] tbody tr').count()).toBe(left);
    const rows = await page().locator('table[data-rows] tbody tr').allInnerTexts();
    expect(rows.every((row) => row.includes('zu Fuß') && row.includes('Dunkelheit'))).toBe(true);
    // The atlas's own rows, counted apart from the page.
    const answer = await (await fetch(`${dashboard.url}/api/safety/accidents`)).json();
    const dark = answer.accidents.filter(
      (one: { light: string; with: { foot: boolean } }) => one.light === '2' && one.with.foot,
    );
    expect(left).toBeLessThanOrEqual(dark.length);
    expect(page().url()).toMatch(/who=foot/);
    await page().reload();
    await expect.poll(shown).toBe(left);
    expect(visitor.complaints).toEqual([]);
  });

  it('goes along the strip by keys; what is selected there is selected in the table', async () => {
    await open('?tab=accidents');
    await strip().focus();
    await page().keyboard.press('Home');
    await expect.poll(() => strip().getAttribute('aria-activedescendant')).toMatch(/-0$/);
    for (let i = 0; i < 40 && (await page().locator('table[data-rows] tr.on').count()) === 0; i++) {
      await page().keyboard.press('ArrowRight');
    }
    expect(await page().locator('table[data-rows] tr.on').count()).toBe(1);
    expect(await page().locator('svg[data-strip] .dot.on').count()).toBe(1);
    await page().keyboard.press('Escape');
    await expect.poll(() => page().locator('tr.on').count()).toBe(0);
  });

  it('charts filter each other and the strip, and each shows what else could be chosen', async () => {
    await open();
    const years = page().locator('figure', { hasText: 'Jahre' }).getByRole('button');
    const counts = await years.locator('small').allInnerTexts();
    const all = await shown();
    expect(counts.reduce((sum, one) => sum + Number(one), 0)).toBe(all);
    await years.first().click();
    await expect.poll(shown).toBe(Number(counts[0]));
    expect(await years.locator('small').allInnerTexts()).toEqual(counts);
    await expect.poll(dots).toBe(Number(counts[0]));
  });

  it('names the accidents that make a section, on the strip, too', async () => {
    await open('?tab=sections');
    const row = page().locator('tbody tr').first();
    await row.waitFor();
    const made = Number(/(\d+)\s*$/.exec((await row.locator('td').nth(3).innerText()).split('\n')[0] ?? '')?.[1]);
    await row.getByRole('button').click();
    await expect.poll(() => page().locator('svg[data-strip] .dot.on').count()).toBe(made);
    await page()
      .getByText(/Kriterium erfüllt auf offenen Daten: /)
      .waitFor();
  });

  it('saves table and pictures with their source', async () => {
    await open('?who=foot&light=2&tab=accidents');
    const left = await shown();
    const csv = await saved(() => page().getByRole('button', { name: 'Unfälle als CSV' }).click());
    expect(csv.name).toBe('quartierblick-accidents.csv');
    const lines = csv.bytes.toString('utf8').trim().split('\r\n');
    expect(lines).toHaveLength(left + 1);
    expect(lines[1]).toContain('Demo – erfunden');
    const band = await saved(() => page().getByRole('button', { name: 'Band als Bild' }).click());
    expect(await coloursOf(page(), band.bytes)).toBeGreaterThan(20);
    await visitor.settled();
    const map = await saved(() => page().getByRole('button', { name: 'Karte als Bild' }).click());
    expect(map.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(await coloursOf(page(), map.bytes)).toBeGreaterThan(50);
    await tab('Diagramme').click();
    const table = await saved(() => page().getByRole('button', { name: 'Diagramme als CSV' }).click());
    const counted = table.bytes
      .toString('utf8')
      .split('\r\n')
      .filter((line) => line.startsWith('Stunde und Wochentag;'));
    expect(counted).toHaveLength(7 * 24);
    // The fields hold those that pass the filters: none of them is narrowed by hour or day.
    expect(counted.reduce((sum, line) => sum + Number(line.split(';')[3]), 0)).toBe(left);
    const charts = await saved(() => page().getByRole('button', { name: 'Diagramme als Bild' }).click());
    expect(await coloursOf(page(), charts.bytes)).toBeGreaterThan(20);
  });

  it('lets planners make tried thresholds those of the project, and go back to those of the Land; the public only tries', async () => {
    const thresholds = (on: Page, name: RegExp) => on.getByRole('button', { name });
    await open('?p=own-150-30-3-6-3');
    await thresholds(page(), /^Schwellen: eigene/i).click();
    await page().getByText('hier ausprobiert, Projekt unverändert').waitFor();
    expect(await page().getByRole('button', { name: 'Für das Projekt übernehmen' }).count()).toBe(0);
    const planner = await visit(browser, dashboard, { as: 'planner' });
    await planner.page.goto(`${dashboard.url}/safety?p=own-150-30-3-6-3`);
    await thresholds(planner.page, /^Schwellen: eigene/i).click();
    await planner.page.getByRole('button', { name: 'Für das Projekt übernehmen' }).click();
    await planner.page.getByText('Die Schwellen des Projekts sind geändert.').first().waitFor();
    await open();
    await thresholds(page(), /^Schwellen: eigene/i).click();
    await page().getByText('in 3 Jahren mindestens 6 mit Personenschaden').waitFor();
    await page().getByText('Einstellung des Projekts').waitFor();
    await planner.page.goto(`${dashboard.url}/safety`);
    await thresholds(planner.page, /^Schwellen: eigene/i).click();
    expect(await findings(planner.page)).toEqual([]);
    await planner.page.getByRole('button', { name: 'Zurück zu denen des Landes' }).click();
    await thresholds(planner.page, /^Schwellen: Nordrhein-Westfalen/).waitFor();
    expect([...planner.complaints, ...visitor.complaints]).toEqual([]);
    await planner.close();
  });

  it('is usable without a mouse and by readers of any size: no axe finding, menus open', async () => {
    await open('?tab=sections');
    await visitor.settled();
    expect(await findings(page())).toEqual([]);
    await page().getByRole('button', { name: 'Dichte und Gewichte' }).click();
    expect(await findings(page())).toEqual([]);
    await page().keyboard.press('Escape');
    await page().getByRole('button', { name: 'Stunde', exact: true }).click();
    expect(await findings(page())).toEqual([]);
  });
});
