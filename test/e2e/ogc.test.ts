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

describe('the data for QGIS and others', () => {
  it.each([
    ['light', { width: 1440, height: 900 }],
    ['dark', { width: 390, height: 844 }],
  ] as const)('is there as pages without scripts that anyone can read (%s)', async (colorScheme, viewport) => {
    const options = { as: 'public', viewport, colorScheme } as const;
    const { page, complaints, close } = await visit(browser, dashboard, options);
    await page.goto(`${dashboard.url}/ogc/?lang=de`);
    await page.getByText(`${dashboard.url}/ogc/`, { exact: true }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Sammlungen' }).click();
    await page.getByRole('link', { name: 'Gebäude' }).click();
    await page.waitForURL(/\/collections\/buildings(\?|$)/);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Gebäude: Objekte' }).click();
    await page.waitForURL(/\/collections\/buildings\/items/);
    expect(await findings(page)).toEqual([]);
    const first = await page.locator('tbody a').first().innerText();
    await page.getByRole('link', { name: 'Nächste Seite' }).click();
    await expect.poll(() => page.locator('tbody a').first().innerText()).not.toBe(first);
    await page.locator('tbody a').first().click();
    await page.getByRole('cell', { name: 'Schlüssel' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('cell', { name: 'Key' }).waitFor();
    for (const path of ['api', 'conformance', 'tileMatrixSets/WebMercatorQuad', 'collections/buildings/queryables']) {
      await page.goto(`${dashboard.url}/ogc/${path}?f=html`);
      expect([path, await findings(page)]).toEqual([path, []]);
    }
    // The page must not be wider than the phone; its tables scroll by themselves.
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('a token is issued, reads what planners see, is shown once, and ends when it is withdrawn', async () => {
    const { page, complaints, close } = await visit(browser, dashboard, { as: 'admin' });
    await page.goto(`${dashboard.url}/admin`);
    const section = page.getByRole('region', { name: 'Tokens für QGIS und andere Programme' });
    await section.getByLabel('Wofür').fill('QGIS, Vermessungsamt');
    await section.getByRole('button', { name: 'Token ausstellen' }).click();
    const token = await section.getByLabel('Token', { exact: true }).inputValue();
    expect(token).toMatch(/^qbs_[\w-]{43}$/);
    expect(await findings(page)).toEqual([]);
    const read = () =>
      fetch(`${dashboard.url}/ogc/collections/properties/items?limit=1`, {
        headers: { authorization: `Basic ${Buffer.from(`qgis:${token}`).toString('base64')}` },
      });
    expect((await read()).status).toBe(200);
    await page.reload();
    await section.getByText('zuletzt benutzt').waitFor();
    expect(await page.content()).not.toContain(token);
    await section.getByRole('button', { name: 'Token zurückziehen: QGIS, Vermessungsamt' }).click();
    await section.getByText('Kein gültiges Token.').waitFor();
    expect((await read()).status).toBe(401);
    expect(complaints).toEqual([]);
    await close();
  });

  it('the options of a layer give the address for QGIS and lead to the layer itself', async () => {
    const { page, complaints, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(dashboard.url);
    await page.getByRole('button', { name: 'Einstellungen: Gebäude' }).click();
    await page.getByText(`${dashboard.url}/ogc/`, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Adresse kopieren' }).click();
    await page
      .getByText(/Adresse kopiert|Kopieren ist hier nicht erlaubt/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Als OGC API ansehen' }).click();
    await page.getByRole('heading', { level: 1, name: 'Gebäude' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
