import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { coloursOf, startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** The demo's walk to come (gis/demo/walks.ts). */
const WALK = 'd3a00000-0000-4000-8003-000000000001';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
/** What a device takes along, application and map together. */
const MOST_BYTES = 25_000_000;

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

const go = (): string => `${dashboard.url}/walks/${WALK}/go`;
const inGo = (page: Page) => ({
  views: page.getByRole('navigation', { name: 'Ansichten' }),
  take: page.getByRole('button', { name: 'Gang mitnehmen' }),
  note: page.getByLabel('Notiz'),
  saved: page.getByText('gespeichert', { exact: true }),
  numbers: page.getByRole('button', { name: 'Was ist gespeichert' }),
});

/** Takes the walk along and waits until the device says that all of it is there. */
async function takeAlong(page: Page): Promise<void> {
  await inGo(page).take.click();
  await page.getByRole('region', { name: 'Gang mitnehmen' }).waitFor({ state: 'detached', timeout: 90_000 });
}

/** Bytes of everything that lies in caches. */
const cached = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let bytes = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) bytes += (await (await cache.match(request))?.blob())?.size ?? 0;
    }
    return bytes;
  });

/** Everything that goes wrong on a page without a network, where each failed request is a hole in what was taken along. */
function troublesOf(page: Page): string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`page error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && troubles.push(`console: ${message.text()}`));
  page.on('requestfailed', (request) => {
    // What the page itself gave up is no hole: tiles of a map that was left before it was whole.
    const reason = request.failure()?.errorText ?? '';
    if (!/ERR_ABORTED/.test(reason) || !request.url().includes('/tiles/'))
      troubles.push(`failed: ${request.url()} ${reason}`);
  });
  page.on(
    'response',
    (response) => response.status() >= 400 && troubles.push(`${response.status()}: ${response.url()}`),
  );
  return troubles;
}

describe('the screen in the field', () => {
  it('opens, is used and closed with targets of 56 px and without an axe finding, on a phone held either way', async () => {
    for (const viewport of [PHONE.viewport, { width: 844, height: 390 }]) {
      const { page, complaints, close } = await visit(browser, dashboard, { as: 'steering', ...PHONE, viewport });
      await page.goto(go());
      await inGo(page).views.waitFor();
      const small = await page.locator('.go button, .go a, .go textarea, .go input').evaluateAll((all) =>
        all
          .map((one) => [one.textContent, one.getBoundingClientRect()] as const)
          .filter(([, { width, height }]) => width > 0 && (width < 56 || height < 56))
          .map(([text, { width, height }]) => `${text} ${width} × ${height}`),
      );
      expect(small).toEqual([]);
      expect(await findings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Fund', exact: false }).last().click();
      await page.getByRole('dialog').getByLabel('Notiz').fill('Lampe flackert');
      await page.getByRole('dialog').getByText('gespeichert').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Fertig' }).click();
      await inGo(page).views.getByRole('button', { name: 'Funde' }).click();
      await page.getByText('Lampe flackert').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await close();
    }
  });

  it('what was typed is there after a reload in the middle of a word, without leaving the field', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'steering', ...PHONE });
    await page.goto(go());
    const { note, saved } = inGo(page);
    await note.pressSequentially('Der Bordstein ist zu ho');
    await saved.waitFor();
    await page.reload();
    await expect.poll(() => note.inputValue()).toBe('Der Bordstein ist zu ho');
    await close();
  });
});

describe('what a finding is about', () => {
  it('is preset by the cards of the stop, is said with the first word, and another is a touch away', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'planner', ...PHONE });
    await page.goto(go());
    const { note, saved, views } = inGo(page);
    await page.getByRole('button', { name: 'Thema: Licht, Angst' }).waitFor();
    await page.getByRole('button', { name: /^Nächster Halt/ }).click();
    await page.getByRole('button', { name: 'Thema: Weg, Querung' }).waitFor();
    await note.fill('Ampel nur auf einer Seite');
    await saved.waitFor();
    await views.getByRole('button', { name: 'Funde' }).click();
    await page.getByText('Ampel nur auf einer Seite').click();
    const sheet = page.getByRole('dialog');
    const chosen = () => sheet.locator('[aria-pressed="true"]').allInnerTexts();
    await expect.poll(chosen).toEqual(['Weg, Querung']);
    await sheet.getByRole('button', { name: 'Müll' }).click();
    await expect.poll(chosen).toEqual(['Müll']);
    await sheet.getByRole('button', { name: 'Fertig' }).click();
    await views.getByRole('button', { name: 'Halte', exact: true }).click();
    const folded = page.getByRole('button', { name: 'Thema: Müll' });
    await folded.click();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Müll', exact: true }).click();
    await page.getByRole('button', { name: 'Thema: keins' }).waitFor();
    await close();
  });
});

describe('with the network cut from the start of the second visit', () => {
  let context: BrowserContext;
  afterAll(() => context?.close());

  it('everything is there: no failed request, the map is drawn, notes are kept', async () => {
    const first = await visit(browser, dashboard, { as: 'steering', ...PHONE });
    context = first.page.context();
    await first.page.goto(go());
    await takeAlong(first.page);
    expect(await cached(first.page)).toBeLessThan(MOST_BYTES);
    expect(await cached(first.page)).toBeGreaterThan(2_000_000);
    await inGo(first.page).note.fill('mit Netz geschrieben');
    await inGo(first.page).saved.waitFor();
    expect(first.complaints).toEqual([]);
    await first.page.close();

    // The server goes, too: a browser that is only told to be offline lets its service worker through.
    await dashboard.stop();
    await context.setOffline(true);
    const page = await context.newPage();
    const troubles = troublesOf(page);
    await page.goto(go());
    const { views, note, saved } = inGo(page);
    await views.waitFor();
    await page.locator('header').getByText('Ohne Netz').waitFor();
    await expect.poll(() => note.inputValue()).toBe('mit Netz geschrieben');

    await views.getByRole('button', { name: 'Karte' }).click();
    // Graphics in software take their time on a busy machine.
    await page.getByLabel('Karte des Gangs').waitFor({ timeout: 90_000 });
    await expect.poll(() => coloursOf(page)).toBeGreaterThan(150);
    await views.getByRole('button', { name: 'Halte', exact: true }).click();
    await page.getByRole('button', { name: /^Nächster Halt/ }).click();
    await note.fill('ohne Netz geschrieben');
    await saved.waitFor();
    await page.reload();
    await views.getByRole('button', { name: 'Funde' }).click();
    await page.getByText('ohne Netz geschrieben').waitFor();
    expect(troubles).toEqual([]);
  });
});
