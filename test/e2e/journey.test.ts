import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
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

interface Published {
  name: string;
  total: number | null;
  parts_state: string;
}

/** What everyone may know, by unit. */
async function published(): Promise<Map<string, Published>> {
  const answer = await fetch(`${dashboard.url}/api/layers/property-counts/features?geometry=none&limit=500`);
  const { features } = (await answer.json()) as { features: { properties: Published }[] };
  return new Map(features.map(({ properties }) => [properties.name, properties]));
}
const sum = (counts: Map<string, Published>) => [...counts.values()].reduce((all, { total }) => all + (total ?? 0), 0);

async function change(page: Page, axis: string, value: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: `${axis} ändern` }).click();
  const form = page.getByRole('form', { name: `${axis} ändern` });
  await form.getByLabel('Neuer Wert').selectOption(value);
  await form.getByLabel('Quelle').fill('Akte');
  await form.getByLabel('Begründung').fill(reason);
  await form.getByLabel('Begründung').press('Control+Enter');
  await form.waitFor({ state: 'detached' });
}

it('a case goes from the address search through purchase and renovation to completion; map, list and public figures follow', async () => {
  const { page, complaints, close } = await visit(browser, dashboard);
  const before = await published();

  await page.goto(`${dashboard.url}/properties`);
  await page.getByRole('button', { name: 'Fall anlegen' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('combobox')
    .or(dialog.getByRole('searchbox'))
    .or(dialog.getByRole('textbox'))
    .first()
    .fill('Flensburger Straße 21');
  await dialog
    .getByText(/Flensburger Straße 21/)
    .first()
    .click();
  await dialog.getByRole('button', { name: 'Fall anlegen und öffnen' }).click();
  await page.getByRole('heading', { name: 'Merkmale' }).waitFor();
  expect(page.url()).toMatch(/\/properties\/[^/]+$/);
  await expect.poll(async () => sum(await published())).toBe(sum(before) + 1);

  await change(page, 'Verfügbarkeit', 'acquired', 'Kaufvertrag beurkundet');
  await change(page, 'Bauarbeiten', 'renovating', 'Baubeginn angezeigt');
  await change(page, 'Bauarbeiten', 'completed', 'Abnahme ohne Mängel');
  const status = page.locator('#status');
  await status.getByText('Abnahme ohne Mängel').first().waitFor({ state: 'attached' });

  const key = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  await page.goto(`${dashboard.url}/properties?q=Flensburger%20Straße%2021`);
  await page.getByText('Sanierung abgeschlossen').first().waitFor();
  await page.goto(`${dashboard.url}/?sel=properties/${encodeURIComponent(key)}`);
  await page.getByRole('link', { name: 'Fallakte öffnen' }).waitFor();
  await page.getByText('Sanierung abgeschlossen').first().waitFor();

  // The steering group sees the finished house one by one, without how it came to that.
  const steering = await visit(browser, dashboard, { as: 'steering' });
  await steering.page.goto(`${dashboard.url}/?sel=properties/${encodeURIComponent(key)}`);
  await steering.page.getByText('Flensburger Straße 21').first().waitFor();
  expect(await steering.page.getByText('Kaufvertrag beurkundet').count()).toBe(0);
  await steering.close();
  expect((await fetch(`${dashboard.url}/api/layers/properties/features/${encodeURIComponent(key)}`)).status).toBe(404);
  expect(complaints).toEqual([]);
  await close();
});
