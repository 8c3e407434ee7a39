import type { Browser } from 'playwright-core';
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

const PHONE = { width: 390, height: 844 };

describe('a family looks for an offer', () => {
  it('finds it on a phone without scripts in three steps: age, language, the offer; the link says the same', async () => {
    const options = { as: 'public', viewport: PHONE, javaScriptEnabled: false } as const;
    const { page, complaints, close } = await visit(browser, dashboard, options);
    await page.goto(`${dashboard.url}/find?lang=de`);
    await page.getByText('2 Jahre', { exact: true }).click();
    await page.getByLabel('Welche Sprache sprechen Sie?').selectOption({ label: 'Bulgarisch' });
    await page.getByRole('button', { name: 'Angebote zeigen' }).click();
    await page.getByRole('heading', { name: /^\d+ Angebote? pass/ }).waitFor();
    const shared = page.url();
    const first = page.locator('.results li').first();
    expect(await first.innerText()).toContain('Bulgarisch');
    const title = await first.getByRole('link').innerText();
    await first.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await expect.poll(() => page.getByText('Bulgarisch').count()).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Zurück zur Liste' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe(new URL(shared).search.replace('near=&', ''));
    expect(complaints).toEqual([]);
    await close();
  });

  it('sees the way on foot from a street, and the sites by number on a map', async () => {
    const { page, complaints, close } = await visit(browser, dashboard, { as: 'public', viewport: PHONE });
    await page.goto(`${dashboard.url}/find?lang=de&age=24&near=Missundestraße`);
    await page
      .getByText(/^\d+ m zu Fuß, etwa \d+ Minuten$/)
      .first()
      .waitFor();
    const numbers = await page.locator('.results .number').allInnerTexts();
    expect(numbers[0]).toBe('1');
    expect(await page.locator('svg.map .pin text').allTextContents()).toEqual(
      [...new Set(numbers)].toSorted((a, b) => Number(a) - Number(b)),
    );
    expect(complaints).toEqual([]);
    await close();
  });

  it('keeps the dates: the calendar is a file that begins as one', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public', viewport: PHONE });
    await page.goto(`${dashboard.url}/find/demo-griffbereit?lang=de`);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Termine in den Kalender' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.ics$/);
    await close();
  });

  for (const [width, height, colorScheme, lang] of [
    [1440, 900, 'light', 'de'],
    [1024, 768, 'dark', 'ar'],
    [PHONE.width, PHONE.height, 'light', 'leicht'],
    [PHONE.width, PHONE.height, 'dark', 'ar'],
  ] as const) {
    it(`form, list and offer at ${width} px, ${colorScheme}, ${lang}: no axe finding, nothing wider than the page`, async () => {
      const { page, complaints, close } = await visit(browser, dashboard, {
        as: 'public',
        viewport: { width, height },
        colorScheme,
      });
      for (const path of [
        '/find',
        '/find?age=24&near=Bornstraße',
        '/find?age=120&day=su&speaks=rom',
        '/find/demo-welcome',
      ]) {
        await page.goto(`${dashboard.url}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        await page.getByRole('main').waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        expect(await findings(page)).toEqual([]);
      }
      expect(complaints).toEqual([]);
      await close();
    });
  }
});
