import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { coloursOf, startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** The demo's walk to come (gis/demo/walks.ts). */
const DEMO_WALK = 'd3a00000-0000-4000-8003-000000000001';
const ROUTES = fileURLToPath(new URL('../../web/src/routes/', import.meta.url));

/** Every screen that there is: each folder with a page. */
const screens = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('+page.svelte'))
  // The demo has no decision to open: ranking-decisions.test.ts records one and looks at its screen.
  .filter((file) => !file.includes('decisions/[id]'))
  .map((file) => `/${file.replace(/\/?\+page\.svelte$/, '')}`)
  // What the demo has; a code is not tried before somebody joins.
  .map((path) => path.replace('[key]', 'demo-case-1').replace('[code]', '7K3MQ-X9D2A'))
  .map((path) => path.replace('/walks/[id]', `/walks/${DEMO_WALK}`));

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

describe('every screen', () => {
  it('is found at all', () => expect(screens.length).toBeGreaterThanOrEqual(2));

  for (const screen of screens) {
    for (const viewport of SIZES) {
      for (const [colorScheme, lang] of [
        ['light', 'de'],
        ['dark', 'en'],
      ] as const) {
        it(`${screen} at ${viewport.width} px, ${colorScheme}, ${lang}: no error, nothing fetched from elsewhere, no axe finding`, async () => {
          const { page, complaints, settled, close } = await visit(browser, dashboard, { viewport, colorScheme });
          await page.goto(`${dashboard.url}${screen}?lang=${lang}`);
          await page.getByRole('main').waitFor();
          await settled();
          expect(complaints).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
          expect(await findings(page)).toEqual([]);
          await close();
        });
      }
    }
  }
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
      await expect.poll(() => tiles.filter((status) => status === 200).length, { timeout: 15_000 }).toBeGreaterThan(0);
      await settled();
      expect(complaints).toEqual([]);
      await expect.poll(() => coloursOf(page), { timeout: 15_000 }).toBeGreaterThan(150);
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
    expect(complaints).toEqual([]);
    expect(await coloursOf(page)).toBeGreaterThan(500);
    await close();
    await packed.close();
  });
});
