import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { heldBack } from './held-back.ts';
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

describe('the screen of deadlines', () => {
  it('shows what is overdue first, and is walked by keys from day to day and month to month', async () => {
    const { page, complaints, settled, close } = await visit(browser, dashboard);
    await page.goto(`${dashboard.url}/properties/deadlines`);
    await page.getByRole('heading', { name: 'Fristen', level: 1 }).waitFor();
    await settled();
    await expect.poll(() => page.getByRole('heading', { name: /^Überfällig/ }).count()).toBe(1);
    const grid = page.getByRole('grid');
    const month = await page.locator('[aria-live=polite] >> nth=0').textContent();
    await grid.locator('button[tabindex="0"]').focus();
    await page.keyboard.press('PageDown');
    await expect.poll(() => grid.locator('button:focus').count()).toBe(1);
    await expect.poll(() => new URL(page.url()).searchParams.get('month')).toMatch(/^\d{4}-\d{2}$/);
    expect(await grid.locator('button[tabindex="0"]').count()).toBe(1);
    expect(month).not.toBeNull();
    // The address is the view: whoever opens it sees the same month.
    const shared = await visit(browser, dashboard);
    await shared.page.goto(page.url());
    await shared.settled();
    const title = await page.getByRole('grid').getAttribute('aria-labelledby');
    expect(await shared.page.locator(`[id="${title}"]`).textContent()).toBe(
      await page.locator(`[id="${title}"]`).textContent(),
    );
    await shared.close();
    expect(complaints).toEqual([]);
    await close();
  });

  it('says why it could not be loaded, in the language that is chosen since, and is loaded at the next try', async () => {
    const { page, settled, close } = await visit(browser, dashboard);
    await page.route(/\/api\/deadlines\b/, (route) => route.abort());
    await page.goto(`${dashboard.url}/properties/deadlines`);
    const main = page.getByRole('main');
    await main.getByText('Die Fristen konnten nicht geladen werden.').waitFor();
    await main.getByText('Der Server antwortet nicht.').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await main.getByText('The deadlines could not be loaded.').waitFor();
    await main.getByText('The server does not answer.').waitFor();
    await page.unrouteAll();
    await main.getByRole('button', { name: 'Try again' }).click();
    await main.getByRole('grid').waitFor();
    await settled();
    await close();
  });

  it('gives a calendar file, and an address to subscribe to that can be ended', async () => {
    const { page, complaints, settled, close } = await visit(browser, dashboard);
    await page.goto(`${dashboard.url}/properties/deadlines`);
    await settled();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /Kalenderdatei/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('fristen.ics');

    await page.getByRole('button', { name: 'Kalender abonnieren' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Noch nicht abonniert.').waitFor();
    await dialog.getByRole('button', { name: 'Adresse erzeugen' }).click();
    const address = dialog.getByLabel('Adresse des Kalenders');
    await address.waitFor();
    expect(await findings(page)).toEqual([]);
    const url = await address.inputValue();
    const read = () => fetch(url);
    expect(await (await read()).text()).toMatch(/^BEGIN:VCALENDAR\r\n/);
    await dialog.getByRole('button', { name: 'Abonnement beenden' }).click();
    await dialog.getByText('Noch nicht abonniert.').waitFor();
    expect((await read()).status).toBe(404);
    expect(complaints).toEqual([]);
    await close();
  });

  it('renews no address of a calendar before it is known whether one is in use', async () => {
    const { page, close } = await visit(browser, dashboard);
    await page.goto(`${dashboard.url}/properties/deadlines`);
    await page.route(/\/api\/calendar-subscription$/, (route) => route.abort(), { times: 1 });
    await page.getByRole('button', { name: 'Kalender abonnieren' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('alert').waitFor();
    expect(await dialog.getByRole('button', { name: /Adresse erzeugen/ }).count()).toBe(0);
    expect(await findings(page)).toEqual([]);
    const comes = await heldBack(page, /\/api\/calendar-subscription$/);
    await dialog.getByRole('button', { name: 'Erneut versuchen' }).click();
    await dialog.getByRole('alert').waitFor({ state: 'detached' });
    expect(await dialog.getByRole('button', { name: /Adresse erzeugen/, disabled: false }).count()).toBe(0);
    await comes();
    await dialog.getByText('Noch nicht abonniert.').waitFor();
    await dialog.getByRole('button', { name: 'Adresse erzeugen', disabled: false }).waitFor();
    await close();
  });

  it('asks everybody else to sign in, without asking the server for a deadline', async () => {
    const { page, complaints, settled, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/properties/deadlines`);
    await page.getByRole('main').getByRole('link', { name: 'Anmelden' }).waitFor();
    await settled();
    expect(complaints).toEqual([]);
    expect(await findings(page)).toEqual([]);
    await close();
  });
});

describe('the legal path of a case', () => {
  it('begins with what it needs, refuses the impossible in words, and computes the deadline', async () => {
    const { page, settled, close } = await visit(browser, dashboard);
    const list = await page.request.get(
      `${dashboard.url}/api/properties?availability=for-sale&owner_state=known&limit=100`,
    );
    const { rows } = (await list.json()) as { rows: { key: string; procedure: string | null }[] };
    const free = rows.find(({ procedure }) => procedure !== '24');
    if (!free) throw new Error('the demo has no house for sale');
    await page.goto(`${dashboard.url}/properties/${encodeURIComponent(free.key)}`);
    await settled();
    await page.getByRole('button', { name: /^Schritt beginnen: § 24 BauGB/ }).click();
    const form = page.getByRole('form', { name: /^Schritt beginnen: § 24 BauGB/ });
    await form.getByRole('button', { name: 'Speichern', exact: true }).click();
    await form.getByText(/Es braucht einen geschlossenen Kaufvertrag/).waitFor();
    expect(await findings(page)).toEqual([]);
    const day = new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10);
    await form.getByLabel('Kaufvertrag vom').fill(day);
    await form.getByLabel('Vertrag mitgeteilt am').fill(day);
    await form.getByRole('button', { name: 'Speichern', exact: true }).click();
    await page.getByText('Vorkaufsrecht ausüben').first().waitFor();
    await expect.poll(() => page.getByText(/^in \d+ Tagen$/).count()).toBeGreaterThan(0);
    await settled();
    const path = await page.request.get(`${dashboard.url}/api/properties/${encodeURIComponent(free.key)}/path`);
    const entries = (await path.json()) as { instrument: string; state: string; deadlines: unknown[] }[];
    expect(entries.find(({ instrument }) => instrument === '24')).toMatchObject({ state: 'running' });
    await close();
  });
});
