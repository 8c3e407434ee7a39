import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_STORY } from '@quartierblick/gis/demo/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildInstallation } from '../support/installation.ts';
import type { Installation } from '../support/installation.ts';
import { startStripProxy } from '../support/strip-proxy.ts';
import type { StripProxy } from '../support/strip-proxy.ts';
import { cookieFor, startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** The demo's walk to come (gis/demo/walks.ts). */
const WALK = 'd3a00000-0000-4000-8003-000000000001';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const SCREENS = [
  '/',
  '/properties',
  '/properties/demo-case-1',
  '/ranking',
  '/coverage',
  '/safety',
  '/offers',
  '/walks',
  `/stories/${DEMO_STORY}`,
  '/data/import',
];

describe('a page that was built for a path, behind a proxy that strips it', () => {
  let proxy: StripProxy;
  let installation: Installation | undefined;
  let behind: Dashboard | undefined;
  let dashboard: Dashboard;
  let browser: Browser | undefined;
  beforeAll(async () => {
    proxy = await startStripProxy('/quartierblick');
    installation = await buildInstallation({ BASE_URL: proxy.url });
    behind = await startDashboard('embedded', { BASE_URL: proxy.url }, installation.root);
    proxy.target(behind.url);
    // All that a visit asks for outside this address is a complaint.
    dashboard = { ...behind, url: proxy.url };
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await behind?.stop();
    await proxy?.close();
    installation?.remove();
  });

  const open = (...[visitor]: [Parameters<typeof visit>[2]?]) => {
    if (!browser) throw new Error('there is no browser');
    return visit(browser, dashboard, visitor);
  };

  it('opens with map, tiles and events, and no link and no request of any screen leads outside', async () => {
    const { page, complaints, settled, close } = await open();
    const reached = new Set<string>();
    page.on('response', (response) => {
      const [, part = ''] = /\/quartierblick(\/tiles\/|\/api\/events)/.exec(response.url()) ?? [];
      if (response.ok()) reached.add(part);
    });
    for (const screen of SCREENS) {
      await page.goto(proxy.url + screen);
      await page.getByRole('main').waitFor();
      await settled();
      const outside = await page.locator('[href], [src], [action]').evaluateAll((all) =>
        all
          .flatMap((one) => ['href', 'src', 'action'].map((name) => one.getAttribute(name)))
          .filter((address) => address !== null)
          .map((address) => new URL(address, document.baseURI))
          // A picture that the page made itself has an address of the host's, but lies nowhere.
          .filter(({ protocol, origin }) => protocol !== 'blob:' && origin === location.origin)
          .filter(({ pathname }) => !`${pathname}/`.startsWith('/quartierblick/'))
          .map(({ href }) => href),
      );
      expect([screen, outside, complaints, proxy.strays]).toEqual([screen, [], [], []]);
    }
    expect([...reached]).toEqual(expect.arrayContaining(['/tiles/', '/api/events']));
    await close();
  }, 300_000);

  it('shows the pages for families, packed, and a story on the whole screen', async () => {
    const { page, complaints, settled, close } = await open({ as: 'public' });
    await page.goto(`${proxy.url}/find?lang=de`);
    await page.getByRole('button', { name: 'Angebote zeigen' }).click();
    await page.locator('.results li').first().getByRole('link').click();
    await page.getByRole('link', { name: 'Zurück zur Liste' }).click();
    await page.locator('.results li').first().waitFor();
    await page.goto(`${proxy.url}/brochure`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.goto(`${proxy.url}/stories/${DEMO_STORY}/present`);
    await page.locator('.slide').waitFor();
    await settled();
    for (let slide = 2; slide <= 4; slide++) {
      await page.keyboard.press('ArrowRight');
      await page.waitForURL(new RegExp(`slide=${slide}`));
    }
    await settled();
    expect([complaints, proxy.strays]).toEqual([[], []]);
    await close();
  });

  it('signs in, comes back to where one was, and keeps the session below the path', async () => {
    const { page, complaints, settled, close } = await open({ as: 'public' });
    await page.goto(`${proxy.url}/stories`);
    await page.getByRole('link', { name: 'Anmelden' }).first().click();
    await page.getByRole('button', { name: /Planung/ }).click();
    await page.waitForURL(`${proxy.url}/stories`);
    await settled();
    const cookies = await page.context().cookies(`${proxy.url}/`);
    expect(cookies.map(({ path }) => path)).toEqual(['/quartierblick']);
    expect([complaints, proxy.strays]).toEqual([[], []]);
    await close();
  });

  it('a guest comes by the link that is handed out, takes the walk along, and it opens without a network', async () => {
    const { name, value } = await cookieFor(dashboard, 'steering');
    const made = await fetch(`${proxy.url}/api/walks/${WALK}/links`, {
      method: 'POST',
      headers: { cookie: `${name}=${value}`, 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'resident' }),
    });
    const { url } = (await made.json()) as { url: string };
    expect(url.startsWith(`${proxy.url}/w/`)).toBe(true);

    const { page, complaints, close } = await open({ as: 'public', ...PHONE });
    await page.goto(url);
    await page.getByRole('button', { name: /Los geht/ }).click();
    await page.waitForURL(`${proxy.url}/walks/${WALK}/go`);
    await page.getByRole('button', { name: 'Gang mitnehmen' }).click();
    await page.getByRole('region', { name: 'Gang mitnehmen' }).waitFor({ state: 'detached', timeout: 90_000 });
    const scopes = await page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    );
    expect(scopes).toEqual([`${proxy.url}/`]);
    expect([complaints, proxy.strays]).toEqual([[], []]);

    await page.context().setOffline(true);
    await page.reload();
    await page.getByLabel('Notiz').fill('Laterne aus');
    await page.getByText('gespeichert', { exact: true }).waitFor();
    await close();
  });
});
