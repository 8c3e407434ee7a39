import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startStripProxy } from '../support/strip-proxy.ts';
import type { StripProxy } from '../support/strip-proxy.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

// One build, whatever the path: nothing is built anew for it.
let proxy: StripProxy;
let behind: Dashboard;
let dashboard: Dashboard;
let browser: Browser;

beforeAll(async () => {
  proxy = await startStripProxy('/quartierblick');
  behind = await startDashboard('embedded', { BASE_URL: proxy.url });
  proxy.target(behind.url);
  dashboard = { ...behind, url: proxy.url };
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await behind?.stop();
  await proxy?.close();
});

it('below a path that a proxy strips, map, tiles, sign-in and other screens work, and nothing leads outside', async () => {
  const { page, complaints, settled, close } = await visit(browser, dashboard);
  const tiles: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/tiles/') && response.ok()) tiles.push(response.url());
  });
  await page.goto(`${proxy.url}/`);
  await page.locator('canvas').first().waitFor();
  await settled();
  expect(tiles.length).toBeGreaterThan(0);
  // From the map by a link, and from outside by a deep address.
  await page
    .getByRole('link', { name: /Immobilien/ })
    .first()
    .click();
  await page.waitForURL(`${proxy.url}/properties**`);
  await settled();
  await page.goto(`${proxy.url}/walks`);
  await page.getByRole('heading').first().waitFor();
  await settled();
  expect(complaints).toEqual([]);
  expect(proxy.strays).toEqual([]);
  const cookies = await page.context().cookies(`${proxy.url}/`);
  expect(cookies.some(({ name }) => name.includes('session'))).toBe(true);
  await close();
});

it('the pages for families lead on below the path: search, offer, languages, brochure', async () => {
  const { page, complaints, close } = await visit(browser, dashboard, { as: 'public' });
  await page.goto(`${proxy.url}/find?age=4`);
  await page.locator(`a[href^="/quartierblick/find/"]`).first().click();
  await page.waitForURL(`${proxy.url}/find/**`);
  await page.goto(`${proxy.url}/find`);
  await page.locator('form.find [type=submit]').click();
  await page.waitForURL(`${proxy.url}/find?**`);
  await page.goto(`${proxy.url}/brochure`);
  await page.locator('h1').first().waitFor();
  expect(complaints).toEqual([]);
  expect(proxy.strays).toEqual([]);
  await close();
});

it('the cookie of a sign-in holds below the path only, and links bear it', async () => {
  const answer = await fetch(`${proxy.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@demo.example', password: 'quartierblick-demo' }),
  });
  expect(answer.status).toBe(200);
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/; Path=\/quartierblick(;|$)/i);
  const described = (await (await fetch(`${proxy.url}/tiles/buildings.json`)).json()) as { tiles: string[] };
  expect(described.tiles[0]).toMatch(new RegExp(`^${proxy.url}/tiles/buildings/`));
});
