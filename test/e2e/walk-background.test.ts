import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasWholeBrowser, launchBrowser } from '../support/browser.ts';
import { startCutProxy } from '../support/cut-proxy.ts';
import type { CutProxy } from '../support/cut-proxy.ts';
import { cookieFor, PATIENCE_MS, startDashboard } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** The demo's walk to come (gis/demo/walks.ts). */
const WALK = 'd3a00000-0000-4000-8003-000000000001';

let browser: Browser;
let dashboard: Dashboard;
/** The network of the phone: what its page asks and what its worker asks alike. */
let line: CutProxy;
let context: BrowserContext;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser('whole'), startDashboard()]);
  line = await startCutProxy(Number(new URL(dashboard.url).port));
  context = await browser.newContext({ locale: 'de-DE', viewport: { width: 390, height: 844 }, hasTouch: true });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addCookies([await cookieFor(dashboard, 'steering')]);
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await dashboard?.stop();
});

const go = (): string => `${line.url}/walks/${WALK}/go`;
const status = (page: Page) => page.getByRole('button', { name: 'Was ist gespeichert' });
const CLOSED_TOO = 'Sendet auch, wenn diese Seite zu ist.';
const OPEN_ONLY = 'Sendet nur, solange diese Seite offen ist.';

/** Notes that the server has of the walk, without any page. */
async function notesAtServer(): Promise<string> {
  const { name, value } = await cookieFor(dashboard, 'steering');
  const headers = { cookie: `${name}=${value}` };
  return (await fetch(`${dashboard.url}/api/walks/${WALK}/findings`, { headers })).text();
}

/** Says to the worker that there is a network, as the browser does by itself, though only after minutes. @returns what asked for it */
async function comeBack(): Promise<{ dispatch(): Promise<void> }> {
  const observer = await context.newPage();
  // A page of the same origin that is none of the application's: it sends nothing by itself.
  await observer.goto(`${line.url}/favicon.svg`);
  const session = await context.newCDPSession(observer);
  const registrationId = new Promise<string>((found) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      const [active] = versions.filter((one) => one.status === 'activated');
      if (active) found(active.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const id = await registrationId;
  return {
    async dispatch() {
      const event = { origin: line.url, registrationId: id, tag: `walk-${WALK}`, lastChance: false };
      await session.send('ServiceWorker.dispatchSyncEvent', event);
    },
  };
}

// Background Sync is what the browsers for tests leave out.
describe.skipIf(!hasWholeBrowser)('a walk whose page was closed before it was sent', () => {
  it('says honestly whether this device sends when the page is closed', async () => {
    const page = await context.newPage();
    await page.goto(go());
    await status(page).click();
    await page.getByText(OPEN_ONLY).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Gang mitnehmen' }).click();
    await page.getByText(CLOSED_TOO).waitFor({ timeout: 90_000 });
    await page.close();
  });

  it('is asked for by its tag when it cannot be sent, and arrives without the page being opened', async () => {
    const page = await context.newPage();
    await page.goto(go());
    await page.getByRole('navigation', { name: 'Ansichten' }).waitFor();
    line.isDown = true;
    await page.getByLabel('Notiz').fill('im Funkloch geschrieben');
    await page.getByText('gespeichert', { exact: true }).waitFor();
    const tags = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        return (registration as unknown as { sync: { getTags(): Promise<string[]> } }).sync.getTags();
      });
    await expect.poll(tags).toEqual([`walk-${WALK}`]);
    await page.close();
    expect(await notesAtServer()).not.toContain('im Funkloch geschrieben');

    line.isDown = false;
    const { dispatch } = await comeBack();
    // Without a network the worker gets nothing through, and nothing is lost by trying.
    line.isDown = true;
    await dispatch();
    line.isDown = false;
    await dispatch();
    await expect.poll(notesAtServer).toContain('im Funkloch geschrieben');
    expect((await notesAtServer()).split('im Funkloch geschrieben')).toHaveLength(2);
  });

  it('an open page notices what the worker has sent', async () => {
    const page = await context.newPage();
    await page.goto(go());
    await page.getByRole('navigation', { name: 'Ansichten' }).waitFor();
    const { dispatch } = await comeBack();
    await page.bringToFront();
    // Only the page is cut off, so that it cannot have been the page.
    await page.route('**/api/field/**', (route) => route.abort());
    await page.getByRole('button', { name: /^Fund(?!e)/ }).click();
    await page.getByRole('dialog').getByLabel('Notiz').fill('vom Hintergrund gesendet');
    await page.getByRole('dialog').getByText('gespeichert', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Fertig' }).click();
    await status(page).click();
    const here = page.locator('dl div').filter({ hasText: 'nur auf diesem Gerät' }).locator('dd');
    await expect.poll(() => here.textContent()).not.toBe('0');
    await dispatch();
    // Before the page tries again by itself and would find out by that.
    await expect.poll(() => here.textContent(), { timeout: 20_000 }).toBe('0');
    await expect.poll(notesAtServer).toContain('vom Hintergrund gesendet');
    await page.close();
  });
});
