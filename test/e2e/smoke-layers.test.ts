import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { coloursOf, startDashboard, visit } from './visit.ts';
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

describe('every layer', () => {
  for (const layer of layers) {
    it(`${layer.id}: drawn alone, its tiles arrive and the map is no blank`, async () => {
      const { page, complaints, settled, close } = await visit(browser, dashboard);
      const tiles: number[] = [];
      page.on('response', (response) => {
        if (response.url().includes(`/tiles/${layer.id}/`)) tiles.push(response.status());
      });
      await page.goto(`${dashboard.url}/?l=${layer.id}&v=7.4717,51.5228,15.60`);
      // Not only `settled`: while the graphics start, a slow machine is silent for longer than a rest.
      await expect.poll(() => tiles.filter((status) => status === 200).length).toBeGreaterThan(0);
      await settled();
      expect(complaints).toEqual([]);
      await expect.poll(() => coloursOf(page)).toBeGreaterThan(150);
      await close();
    });
  }
});

describe('the browser that comes with the packages', () => {
  it('draws the map, too, so that no browser need be installed', async () => {
    const packed = await launchBrowser('packed');
    const { page, complaints, settled, close } = await visit(packed, dashboard);
    await page.goto(dashboard.url);
    await settled();
    await expect.poll(() => coloursOf(page)).toBeGreaterThan(500);
    expect(complaints).toEqual([]);
    await close();
    await packed.close();
  });
});
