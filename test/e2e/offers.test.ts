import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { startDashboard, visit } from './visit.ts';
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

async function open(query: string, options: Parameters<typeof visit>[2] = {}): Promise<Visit> {
  const opened = await visit(browser, dashboard, { as: 'public', ...options });
  await opened.page.goto(`${dashboard.url}/offers${query}`);
  await opened.page.getByRole('heading', { name: 'Die Kette' }).waitFor();
  await field(opened.page, 'Kita, 3 Jahre').waitFor();
  return opened;
}
async function visitAt(query: string, width: number, height: number): Promise<Visit> {
  const opened = await visit(browser, dashboard, { as: 'public', viewport: { width, height } });
  await opened.page.goto(`${dashboard.url}/offers${query}`);
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
    await expect.poll(() => offersIn(page, 'Sprache, 4 Jahre')).toBeLessThan(before);
    await page.getByRole('combobox', { name: 'Grund' }).selectOption('language');
    const first = gaps(page).filter({ hasText: 'nicht in dieser Sprache' }).first();
    await first.waitFor();
    const kind = await first.getByRole('button').innerText();
    await first.getByRole('button').click();
    await page.getByRole('heading', { level: 2, name: new RegExp(`^${kind},`) }).waitFor();
    await page.getByText('Kein Angebot passt.').waitFor();
    await expect.poll(() => page.url()).toMatch(/language=bg.*reach=200.*cell=/);
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
    await expect.poll(() => listed.count()).toBe(await offersIn(page, 'Kita, 3 Jahre'));
    for (const said of ['modelliert', 'Demo – erfunden']) await page.getByText(said, { exact: true }).first().waitFor();
    await page.getByText('einzelne Jahrgänge veröffentlicht niemand').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('an offer that has ended by the day that is asked about leaves a gap where there was none', async () => {
    const { page, close } = await open('');
    const now = await offersIn(page, 'Sprache, 4 Jahre');
    await page.getByLabel('Gültig am').fill('2027-12-01');
    await expect.poll(() => offersIn(page, 'Sprache, 4 Jahre')).not.toBe(now);
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
    await expect.poll(() => page.url()).toContain('days=mo');
    await page.keyboard.press('Escape');
    await field(page, 'irgendein Angebot, 2 Jahre').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'irgendein Angebot, 2 Jahre' }).waitFor();
    await close();
  });

  it('compares with the same day a year later: what differs, which gaps open, in the link and as a table', async () => {
    const { page, complaints, close } = await open('?on=2026-11-27');
    await page.getByRole('combobox', { name: 'Vergleichen mit' }).selectOption('after');
    await page.getByRole('heading', { name: 'Die Kette im Vergleich' }).waitFor();
    await page.getByText('An beiden Tagen zählen dieselben Kinder').waitFor();
    const kita = field(page, 'Kita, 3 Jahre');
    await expect.poll(() => kita.textContent()).toMatch(/Kinder ohne (\d+), dann (\d+), Unterschied \+\d+/);
    const opened = page.getByRole('region', { name: 'Was aus den Lücken wird' }).locator('tbody tr');
    await opened
      .filter({ hasText: /am Stichtag nicht gültig/ })
      .first()
      .waitFor();
    await expect.poll(() => page.url()).toContain('vs-on=2027-11-27');
    // Offers that end are fewer: the other measure says how many.
    await page.getByRole('combobox', { name: 'Verglichen wird' }).selectOption('offers');
    await expect.poll(() => kita.textContent()).toMatch(/Zahl der Angebote \d+, dann 0, Unterschied −\d+/);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Tabelle (CSV)' }).click(),
    ]);
    const text = (await readFile(await download.path())).toString('utf8');
    expect(text.split('\n')[0]).toMatch(/\(27\.11\.2026\).*\(27\.11\.2027\).*Unterschied/);
    await page.reload();
    await page.getByRole('heading', { name: 'Die Kette im Vergleich' }).waitFor();
    await page.getByRole('button', { name: 'Vergleich beenden' }).click();
    await page.getByRole('heading', { name: 'Die Kette', exact: true }).waitFor();
    await expect.poll(() => page.url()).not.toContain('vs-');
    expect(complaints).toEqual([]);
    await close();
  });

  it('counts the children of a statistical unit by name, and says what is not known of one', async () => {
    const { page, complaints, close } = await open('');
    const children = async () =>
      /von (\S+) Kindern/.exec((await field(page, 'Kita, 3 Jahre').textContent()) ?? '')?.[1];
    const before = await children();
    await page.getByRole('button', { name: /^Wessen Kinder/ }).click();
    await page.getByRole('checkbox', { name: 'Hafen', exact: true }).check();
    await expect.poll(children).not.toBe(before);
    await expect.poll(() => page.url()).toContain('unit=041');
    await page.keyboard.press('Escape');
    await page.goto(`${dashboard.url}/offers?unit=nowhere`);
    await page.getByText('nowhere (hier nicht bekannt)').first().waitFor();
    await expect.poll(() => field(page, 'Kita, 3 Jahre').textContent()).toContain('Zahl der Kinder nicht bekannt');
    await page.getByText('Wie viele Kinder hier wohnen, ist nicht bekannt.').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('on a phone a comparison is a table that says the same, and a field opens from it', async () => {
    const { page, complaints, close } = await visitAt('?on=2026-11-27&vs-on=2027-11-27', 390, 844);
    const table = page.getByRole('group', { name: 'Die Kette im Vergleich' });
    await table.getByRole('button', { name: 'Kita, 3', exact: true }).click();
    await page.getByRole('heading', { level: 2, name: 'Kita, 3 Jahre' }).waitFor();
    await page.getByText('Die Liste zeigt die Angebote von: 27.11.2026.').waitFor();
    expect(complaints).toEqual([]);
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
      await page.goto(`${dashboard.url}/offers?on=2026-11-27&vs-on=2027-11-27&cell=kita.4`);
      await page.getByRole('heading', { name: 'Die Kette im Vergleich' }).waitFor();
      await settled();
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await page.getByRole('button', { name: /^Gebiet im Vergleich/ }).click();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      // The list of all offers is longer than its place: whoever uses keys must get to its end, too.
      await page.getByRole('button', { name: 'Alle Angebote zeigen' }).click();
      await page
        .getByRole('heading', { level: 2, name: 'Alle passenden Angebote' })
        .or(page.getByRole('heading', { name: 'Die Kette im Vergleich' }))
        .first()
        .waitFor();
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await close();
    });
  }
});
