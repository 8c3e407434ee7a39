import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_STORY } from '@quartierblick/gis/demo/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** The demo's walk to come (gis/demo/walks.ts). */
const DEMO_WALK = 'd3a00000-0000-4000-8003-000000000001';
const ROUTES = fileURLToPath(new URL('../../web/src/routes/', import.meta.url));

/** Every screen that there is: each folder with a page, and what is said where there is none. */
const screens = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('+page.svelte'))
  // The demo has no decision to open: ranking-decisions.test.ts records one and looks at its screen.
  .filter((file) => !file.includes('decisions/[id]'))
  .map((file) => `/${file.replace(/\/?\+page\.svelte$/, '')}`)
  // What the demo has; a code is not tried before somebody joins.
  .map((path) => path.replace('[key]', 'demo-case-1').replace('[code]', '7K3MQ-X9D2A'))
  .map((path) => path.replace('/data/own/[layer]', '/data/own/new'))
  .map((path) => path.replace('[layer]', 'playgrounds'))
  .map((path) => path.replace('/walks/[id]', `/walks/${DEMO_WALK}`))
  .map((path) => path.replace('/stories/[id]', `/stories/${DEMO_STORY}`))
  .concat('/gibt-es-nicht');

const DESK = { width: 1440, height: 900 };
const LAPTOP = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };
/** A screen is opened in the first and then given the others: from a phone in daylight, from a big screen in the dark. */
const SIZES = { light: [PHONE, LAPTOP, DESK], dark: [DESK, LAPTOP, PHONE] } as const;

/**
 * Opens every screen in all sizes, found by itself: a screen that nobody wrote a test for is still looked at. In files by
 * theme, because all of them one after the other would outlast every other file.
 */
export function everyScreen(colorScheme: 'light' | 'dark', lang: 'de' | 'en'): void {
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
      // Opened once and then given the other sizes: opening is nearly all of the work, and who turns a phone does not open it anew.
      it(`${screen}, ${colorScheme}, ${lang}: no error, nothing fetched from elsewhere, no axe finding, in any size`, async () => {
        const sizes = SIZES[colorScheme];
        const visitor = { as: 'admin', colorScheme, viewport: sizes[0] } as const;
        const { page, complaints, settled, close } = await visit(browser, dashboard, visitor);
        await page.goto(`${dashboard.url}${screen}?lang=${lang}`);
        await page.getByRole('main').waitFor();
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang);
        for (const viewport of sizes) {
          const at = `at ${viewport.width} px`;
          await page.setViewportSize(viewport);
          await settled();
          expect(complaints, at).toEqual([]);
          // Neither wider nor higher than the window: parts of the page scroll, never the frame.
          const beyond = () =>
            page.evaluate(() => {
              const { scrollWidth, scrollHeight } = document.documentElement;
              return [scrollWidth - innerWidth, scrollHeight - innerHeight].map((px) => Math.max(px, 0));
            });
          // In a moment: a page that is still drawing takes the new size when it gets to it.
          await expect.poll(beyond, { message: at }).toEqual([0, 0]);
          expect(await findings(page), at).toEqual([]);
        }
        await close();
      });
    }
  });
}
