import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

/** A brochure's list: a title above the header, words of its own, a provider spelled alike, a site that nobody knows. */
const list = (name: string): string =>
  [
    'Quartiersangebote Nordstadt;;;;;;;;',
    `Name des Angebots;Was;Angebotsart;Anbieter;Zielgruppe;Ort;Termin;Sprache;${name}`,
    'griffbereitMINI;;;FABIDO;0–12 Monate;;;Deutsch, Bulgarisch und Türkisch;x',
    'Zauberstunde;;Zauberei;Fabidoo;ab 18 Monaten;Kita Missundestraße;Mo + Do 9.30–11 Uhr;türkisch;x',
    'Mondfahrt;;Treff;;alle;Raketenbahnhof;;;x',
  ].join('\r\n');

const SHOTS = process.env['QB_SHOTS'];
async function look(page: Page, name: string): Promise<void> {
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

describe('a list of offers from a spreadsheet', () => {
  for (const [width, height, colorScheme, lang] of [
    [1440, 900, 'light', 'de'],
    [1024, 768, 'dark', 'en'],
    [390, 844, 'light', 'de'],
  ] as const) {
    it(`is mapped, tried, clarified, taken and undone at ${width} px, ${colorScheme}, ${lang}, by keyboard`, async () => {
      const german = lang === 'de';
      const shot = `${width}-${colorScheme}`;
      const { page, complaints, settled, close } = await visit(browser, dashboard, {
        as: 'steering',
        viewport: { width, height },
        colorScheme,
      });
      await page.goto(`${dashboard.url}/offers?lang=${lang}`);
      await page.getByRole('link', { name: german ? 'Einlesen und herunterladen' : 'Import and export' }).click();
      await page.getByRole('heading', { name: german ? 'Angebote einlesen' : 'Import offers' }).waitFor();
      await settled();
      await look(page, `${shot}-1-file`);
      const file = { name: 'broschuere.csv', mimeType: 'text/csv', buffer: Buffer.from(list(`B ${shot}`)) };
      await page.locator('input[type=file]').setInputFiles(file);
      const check = page.getByRole('button', { name: german ? 'Prüfen' : 'Dry run', exact: true });
      await check.waitFor();
      await page.getByLabel(german ? '„Zauberei“ bedeutet' : '“Zauberei” means').selectOption('meeting');
      await look(page, `${shot}-2-mapping`);
      await check.focus();
      await page.keyboard.press('Enter');
      const question = page.getByLabel(german ? '„Fabidoo“ (Zeile 4)' : '“Fabidoo” (line 4)');
      await question.scrollIntoViewIfNeeded();
      await look(page, `${shot}-3-questions`);
      await question.selectOption({ label: 'FABIDO' });
      const site = page.getByLabel(german ? '„Kita Missundestraße“ (Zeile 4)' : '“Kita Missundestraße” (line 4)');
      if ((await site.count()) > 0) await site.selectOption({ index: 1 });
      await page.getByRole('button', { name: german ? 'Noch einmal prüfen' : 'Dry run again' }).click();
      const take = page.getByRole('button', { name: german ? '2 Zeilen übernehmen' : 'Take 2 rows' });
      await take.waitFor();
      expect(await page.getByText('Raketenbahnhof').count()).toBeGreaterThan(0);
      await page.getByRole('button', { name: german ? /^1\s*neu/ : /^1\s*new/ }).click();
      await page
        .getByText(german ? 'Träger: FABIDO (wie bestätigt)' : 'Provider: FABIDO (as confirmed)')
        .scrollIntoViewIfNeeded();
      await look(page, `${shot}-4-new`);
      await take.focus();
      await page.keyboard.press('Enter');
      const undo = page.getByRole('button', { name: german ? 'Zurücknehmen' : 'Undo' });
      await undo.waitFor();
      await look(page, `${shot}-5-result`);
      await undo.click();
      await page.getByText(german ? 'Zurückgenommen:' : 'Undone:').waitFor();
      expect(complaints).toEqual([]);
      await close();
    });
  }

  it('goes out as a file and comes back as nothing to do', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'steering' });
    await page.goto(`${dashboard.url}/offers/import?lang=de`);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Excel' }).click();
    const path = await (await download).path();
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByRole('button', { name: 'Prüfen', exact: true }).click();
    await page.getByText('Die Datei stimmt mit dem Register überein').waitFor();
    await close();
  });
});
