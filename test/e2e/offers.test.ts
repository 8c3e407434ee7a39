import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard, Visit } from './visit.ts';

/** Reckoning may take its time on a busy machine. */
const SLOWLY = { timeout: 20_000 };

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
  await opened.page.goto(`${dashboard.url}/offers${query}`);
  await opened.page.getByRole('heading', { name: 'Die Kette' }).waitFor();
  await field(opened.page, 'Kita, 3 Jahre').waitFor();
  return opened;
}
/** A field of the matrix by its kind and age. */
const field = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}:`) });
const offersIn = async (page: Page, name: string) =>
  Number(/: (\d+) Angebot/.exec((await field(page, name).textContent()) ?? '')?.[1]);
const gaps = (page: Page) => page.getByRole('region', { name: 'Lücken' }).locator('tbody tr');

describe('the chain of offers', () => {
  it('shows which ages have nothing in a language on foot, why, and the way into the gap; a link says the same', async () => {
    const { page, complaints, close } = await open('');
    const before = await offersIn(page, 'Sprache, 4 Jahre');
    expect(before).toBeGreaterThan(0);
    await page.getByRole('combobox', { name: 'Sprache' }).selectOption({ label: 'Bulgarisch' });
    await page.getByRole('combobox', { name: 'Fußweg' }).selectOption('200');
    await expect.poll(() => offersIn(page, 'Sprache, 4 Jahre'), SLOWLY).toBeLessThan(before);
    await page.getByRole('combobox', { name: 'Grund' }).selectOption('language');
    const first = gaps(page).filter({ hasText: 'nicht in dieser Sprache' }).first();
    await first.waitFor();
    const kind = await first.getByRole('button').innerText();
    await first.getByRole('button').click();
    await page.getByRole('heading', { level: 2, name: new RegExp(`^${kind},`) }).waitFor();
    await page.getByText('Kein Angebot passt.').waitFor();
    await expect.poll(() => page.url(), SLOWLY).toMatch(/language=bg.*reach=200.*cell=/);
    await page.reload();
    await page.getByRole('heading', { level: 2, name: new RegExp(`^${kind},`) }).waitFor();
    // Back leads out of the field.
    await page.getByRole('button', { name: 'Alle Angebote zeigen' }).click();
    await page.getByRole('heading', { level: 2, name: 'Alle passenden Angebote' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('counts each field by its own offers, and says that figures are modelled and invented', async () => {
    const { page, complaints, close } = await open('');
    await field(page, 'Kita, 3 Jahre').click();
    const listed = page.getByRole('region', { name: 'Kita, 3 Jahre' }).getByRole('heading', { level: 3 });
    await expect.poll(() => listed.count(), SLOWLY).toBe(await offersIn(page, 'Kita, 3 Jahre'));
    for (const said of ['modelliert', 'Demo – erfunden']) await page.getByText(said, { exact: true }).first().waitFor();
    await page.getByText('einzelne Jahrgänge veröffentlicht niemand').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('an offer that has ended by the day that is asked about leaves a gap where there was none', async () => {
    const { page, close } = await open('');
    const now = await offersIn(page, 'Sprache, 4 Jahre');
    await page.getByLabel('Gültig am').fill('2027-12-01');
    await expect.poll(() => offersIn(page, 'Sprache, 4 Jahre'), SLOWLY).not.toBe(now);
    await page.getByRole('combobox', { name: 'Grund' }).selectOption('expired');
    await gaps(page).filter({ hasText: 'am Stichtag nicht gültig' }).first().waitFor();
    await close();
  });

  it('goes out as a table with what was asked, and is gone through by keyboard alone', async () => {
    const { page, close } = await open('?language=tr');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Tabelle (CSV)' }).click(),
    ]);
    const text = (await readFile(await download.path())).toString('utf8');
    expect(text).toMatch(/^\uFEFFArt;Alter;/);
    expect(text).toContain('Türkisch');
    expect(text).toContain('Demo');
    await page.getByRole('button', { name: /^Wochentage/ }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect.poll(() => page.url(), SLOWLY).toContain('days=mo');
    await page.keyboard.press('Escape');
    await field(page, 'irgendein Angebot, 2 Jahre').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'irgendein Angebot, 2 Jahre' }).waitFor();
    await close();
  });

  for (const [width, height, colorScheme] of [
    [1440, 900, 'light'],
    [1024, 768, 'dark'],
    [390, 844, 'light'],
  ] as const) {
    it(`has no axe finding at ${width} px, ${colorScheme}, with a field open, and nothing wider than the screen`, async () => {
      const { page, settled, close } = await open('?cell=kita.4', { viewport: { width, height }, colorScheme });
      await settled();
      expect(await findings(page)).toEqual([]);
      // The list of all offers is longer than its place: whoever uses keys must get to its end, too.
      await page.getByRole('button', { name: 'Alle Angebote zeigen' }).click();
      await page
        .getByRole('heading', { level: 2, name: 'Alle passenden Angebote' })
        .or(page.getByRole('heading', { name: 'Die Kette' }))
        .first()
        .waitFor();
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await close();
    });
  }
});
