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

/** A list as offices keep it: a title above the header, a traffic light, a word of its own, a house that is not there. */
const list = (name: string): string =>
  [
    'Problemimmobilien Nordstadt – Stand November;;;;;',
    `Az.;Anschrift;Problemdruck;Handlungsfähigkeit;Verfügbarkeit;${name}`,
    '0052-001;;rot;gelb;hängt in der Luft;x',
    '0052-002;;gelb;grün;;y',
    ';Nirgendweg 1;grün;grün;;',
  ].join('\r\n');

async function drop(page: Page, name: string, content: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

const SHOTS = process.env['QB_SHOTS'];
async function look(page: Page, name: string): Promise<void> {
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

describe('a register from a spreadsheet', () => {
  for (const [width, height, colorScheme, lang] of [
    [1440, 900, 'light', 'de'],
    [1024, 768, 'dark', 'en'],
    [390, 844, 'light', 'de'],
  ] as const) {
    it(`is mapped, tried, taken and undone at ${width} px, ${colorScheme}, ${lang}, by keyboard`, async () => {
      const german = lang === 'de';
      const { page, complaints, settled, close } = await visit(browser, dashboard, {
        as: 'planner',
        viewport: { width, height },
        colorScheme,
      });
      await page.goto(`${dashboard.url}/properties/import?lang=${lang}`);
      await settled();
      await look(page, `${width}-1-file`);
      // Headers of its own: what was said about the words is remembered by them.
      await drop(page, 'ampel.csv', list(`Bemerkung ${width}`));
      const check = page.getByRole('button', { name: german ? 'Prüfen' : 'Dry run', exact: true });
      await check.waitFor();
      const words = page.getByLabel(german ? '„hängt in der Luft“ bedeutet' : '“hängt in der Luft” means');
      await words.selectOption('negotiating');
      await look(page, `${width}-2-mapping`);
      await check.focus();
      await page.keyboard.press('Enter');
      const take = page.getByRole('button', { name: german ? '2 Fälle übernehmen' : 'Take 2 cases' });
      await take.waitFor();
      expect(await page.getByText('Nirgendweg 1').count()).toBeGreaterThan(0);
      await look(page, `${width}-3-problem`);
      await page.getByRole('button', { name: german ? /^2\s*geändert/ : /^2\s*changed/ }).click();
      await look(page, `${width}-4-changed`);
      await take.focus();
      await page.keyboard.press('Enter');
      const undo = page.getByRole('button', { name: german ? 'Zurücknehmen' : 'Undo' });
      await undo.waitFor();
      await look(page, `${width}-5-result`);
      await undo.click();
      await page.getByText(german ? 'Zurückgenommen: 2 Fälle' : 'Undone: 2 cases').waitFor();
      expect(complaints).toEqual([]);
      await close();
    });
  }

  it('says what a file is that cannot be used, and takes the next one', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'planner' });
    await page.goto(`${dashboard.url}/properties/import?lang=de`);
    await drop(page, 'alt.xlsx', '\u0001\u0002 kein Register \u0000');
    await page.getByText('Die Datei lässt sich nicht verwenden').waitFor();
    await look(page, 'refused');
    await drop(page, 'gut.csv', list('Bemerkung'));
    await page.getByRole('button', { name: 'Prüfen', exact: true }).waitFor();
    expect(await page.getByText('Die Datei lässt sich nicht verwenden').count()).toBe(0);
    await close();
  });
});
