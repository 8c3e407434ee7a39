import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { startDashboard, visit } from './visit.ts';
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
  visitor = await visit(browser, dashboard);
});
afterEach(() => visitor.close());

const page = (): Page => visitor.page;
/** Opens the ranking and waits until its draws are done. */
async function open(query = ''): Promise<void> {
  await page().goto(`${dashboard.url}/ranking${query}`);
  await page().getByRole('grid').getByRole('row').nth(1).waitFor();
  await drawn();
}
const drawn = () =>
  page()
    .getByText(/Ziehungen mit zufälligen Gewichten/)
    .waitFor();
const addresses = () => page().locator('.row[aria-selected] .name').allInnerTexts();
const explanation = () => page().getByRole('complementary', { name: 'Erklärung' });

describe('the ranking', () => {
  it('re-ranks while a weight is moved by keyboard, keeps the sum at 100 %, and comes back from its address', async () => {
    await open();
    const before = await addresses();
    const slider = page().getByRole('slider', { name: 'Weg zum nächsten Spielplatz' });
    await slider.focus();
    await slider.press('End');
    await expect.poll(addresses).not.toEqual(before);
    await expect.poll(() => page().url()).toContain('w=playground-distance:100');
    await drawn();
    const after = await addresses();
    await page().reload();
    await page().getByRole('grid').getByRole('row').nth(1).waitFor();
    await expect.poll(addresses).toEqual(after);
    const shares = await page()
      .locator('input[inputmode="decimal"]')
      .evaluateAll((inputs) => inputs.map((input) => Number((input as HTMLInputElement).value.replace(',', '.'))));
    expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(100, 0);
    expect(visitor.complaints).toEqual([]);
  });

  it('shows ties as one group and never a rank without its interval', async () => {
    await open();
    const places = await page().locator('.row[aria-selected] .place > span:first-of-type').allInnerTexts();
    expect(places.filter((one) => /^\d+–\d+$/.test(one)).length).toBeGreaterThan(3);
    const spans = await page().locator('.row[aria-selected] .bar .text').allInnerTexts();
    expect(spans.every((one) => /^(\d+–\d+|fest \d+)$/.test(one))).toBe(true);
    await expect.poll(() => page().getByText('Fälle, nicht unterscheidbar').count()).toBeGreaterThan(2);
  });

  it('changes no rank when the list is searched', async () => {
    await open();
    const row = page().locator('.row[aria-selected]', { hasText: 'Holsteiner Straße 57' });
    const text = await row.innerText();
    await page().getByRole('searchbox').fill('holsteiner str. 57');
    await expect.poll(() => addresses().then((all) => all.length)).toBe(1);
    expect(await row.innerText()).toBe(text);
  });

  it('explains a case by keyboard alone, and what it says swaps two cases does swap them', async () => {
    await open();
    await page().getByRole('grid').focus();
    for (let step = 0; step < 8; step++) await page().keyboard.press('ArrowDown');
    await page().keyboard.press('Enter');
    await explanation().getByRole('heading', { name: 'Warum nicht höher?' }).waitFor();
    const title = await explanation().getByRole('heading', { level: 2 }).innerText();
    const all = await addresses();
    const at = all.indexOf(title);
    expect(at).toBe(8);
    await expect
      .poll(() => explanation().innerText())
      .toMatch(/In \d+\s% der Ziehungen liegt dieser Fall trotzdem vorn/);
    await explanation().getByRole('button', { name: 'Ausprobieren' }).click();
    await expect.poll(() => addresses().then((now) => now.indexOf(title))).toBe(at - 1);
    expect((await addresses())[at]).toBe(all[at - 1]);
    await page().getByRole('button', { name: 'Vorherige Gewichte' }).first().click();
    await expect.poll(addresses).toEqual(all);
    await page().getByRole('grid').focus();
    await page().keyboard.press('Escape');
    await expect.poll(() => explanation().count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });

  it('opens the row that was clicked, however far the list was scrolled', async () => {
    await open();
    await page()
      .getByRole('grid')
      .evaluate((grid) => grid.scrollTo({ top: grid.scrollHeight }));
    const last = page().locator('.row[aria-rowindex="29"]');
    // Not what is painted: a row that has just come may have no picture yet.
    const name = (await last.locator('.name').textContent()) ?? '';
    await last.click();
    await explanation().getByRole('heading', { name, exact: true }).waitFor();
  });

  it('weighs by order and by pairs, and names the pair that does not fit', async () => {
    await open();
    await page().getByRole('button', { name: 'Reihenfolge', exact: true }).click();
    const first = page()
      .getByRole('button', { name: /wichtiger$/ })
      .nth(1);
    await first.click();
    await expect.poll(() => page().url()).toContain('by=order');
    await page().getByRole('button', { name: 'Paare', exact: true }).click();
    const sliders = page().getByRole('slider', { name: /gegen/ });
    await expect.poll(() => sliders.count()).toBe(10);
    await sliders.nth(0).press('Home');
    await sliders.nth(1).press('End');
    await sliders.nth(4).press('Home');
    await expect
      .poll(() =>
        page()
          .getByText(/widersprechen sich/)
          .count(),
      )
      .toBe(1);
    const before = await page()
      .getByText(/widersprechen sich/)
      .innerText();
    await page().getByRole('button', { name: 'Übernehmen', exact: true }).click();
    await expect.poll(() => page().getByText(/^CR/).innerText()).not.toBe(before);
    expect(await findings(page())).toEqual([]);
  });

  it('says what to do where all weights are 0, instead of ranking by nothing', async () => {
    await page().goto(`${dashboard.url}/ranking?w=`);
    await page().getByText('Ohne Gewichte keine Rangfolge.').waitFor();
    await page().getByRole('main').getByRole('button', { name: 'Startgewichte' }).last().click();
    await page().getByRole('grid').getByRole('row').nth(1).waitFor();
  });

  it('is not there for the public', async () => {
    const other = await visit(browser, dashboard, { as: 'public' });
    const asked: string[] = [];
    other.page.on('request', (request) => asked.push(request.url()));
    await other.page.goto(`${dashboard.url}/ranking`);
    await other.page.getByRole('link', { name: 'Anmelden' }).first().waitFor();
    await other.settled();
    expect(asked.filter((url) => url.includes('/api/ranking'))).toEqual([]);
    expect(await other.page.getByRole('grid').count()).toBe(0);
    await other.close();
  });
});
