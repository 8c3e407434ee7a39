import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

const numberIn = (text: string | null): number => Number((text ?? '').replace(/[^\d]/g, ''));

it('a budget gives a set that keeps it, near misses with their price, and more cases for more money', async () => {
  const { page, complaints, close } = await visit(browser, dashboard);
  await page.goto(`${dashboard.url}/ranking?tab=budget`);
  await page.getByText('Geben Sie Euro oder Stunden vor').waitFor();
  await page.getByLabel('Euro').fill('3.000.000');
  const best = page.getByRole('region', { name: 'Beste Menge' });
  await best.waitFor();
  const costs = await best.locator('tbody td:nth-child(3)').allTextContents();
  expect(costs.length).toBeGreaterThan(0);
  const spent = costs.reduce((sum, text) => sum + numberIn(text), 0);
  expect(spent).toBeLessThanOrEqual(3_000_000);
  expect(await best.getByText(/von 3\.000\.000 €/).textContent()).toContain(
    new Intl.NumberFormat('de-DE').format(spent),
  );
  expect(await page.getByRole('region', { name: 'Knapp daneben' }).getByRole('listitem').count()).toBeGreaterThan(0);
  await page.getByLabel('Euro').fill('6000000');
  // The sum names the limit under which the set was found, so that an older answer never passes for this one.
  await best.getByText(/von 6\.000\.000 €/).waitFor();
  expect(await best.locator('tbody tr').count()).toBeGreaterThan(costs.length);
  // The limit is part of what is shared, and a scenario brings its own.
  await expect.poll(() => page.url()).toContain('euros=6000000');
  await page.reload();
  await best.getByText(/von 6\.000\.000 €/).waitFor();
  const search = new URL(page.url()).searchParams;
  const weights = Object.fromEntries((search.get('w') ?? '').split(',').map((one) => [one.split(':')[0] ?? '', 0.01]));
  const robustness = { draws: 10_000, seed: 4, spread: 0.25, grades: 'declared' };
  const budget = { euros: 1_500_000, hours: null, spillOver: 0.1 };
  const settings = { weights, weighing: { method: 'sliders' }, scope: 'open', robustness, budget };
  const saved = await page.request.post(`${dashboard.url}/api/ranking/scenarios`, {
    headers: { origin: dashboard.url },
    data: { name: 'Kleines Budget', settings },
  });
  expect(saved.status()).toBe(201);
  await page.getByRole('button', { name: 'Szenarien' }).click();
  await page.getByRole('button', { name: /^Kleines Budget/ }).click();
  await expect.poll(() => page.getByLabel('Euro').inputValue()).toBe('1.500.000');
  await best.getByText(/von 1\.500\.000 €/).waitFor();
  await page.getByLabel('Euro').fill('3,5 Mio.');
  await page.getByText('Bitte eine ganze Zahl eingeben').waitFor();
  // The message about it goes by itself; it is the shell's.
  await page.locator('span', { hasText: '„Kleines Budget“ geöffnet' }).waitFor({ state: 'hidden' });
  expect(await findings(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

it('the square selects by keyboard: the cases of a field and the legal steps that they have', async () => {
  const { page, complaints, close } = await visit(browser, dashboard);
  await page.goto(`${dashboard.url}/ranking?tab=square`);
  const field = page.getByRole('button', { name: /Problemdruck gelb.*Handlungsfähigkeit grün.*: \d+ (Fall|Fälle)/ });
  await field.focus();
  await page.keyboard.press('Enter');
  const cases = page.getByRole('region', { name: 'Fälle des Feldes' });
  await cases.waitFor();
  const said = numberIn((await field.getAttribute('aria-label'))?.split(':').at(-1) ?? '');
  expect(said).toBeGreaterThan(0);
  expect(await cases.getByRole('listitem').count()).toBe(said);
  await page.getByRole('region', { name: 'Rechtliche Schritte' }).getByRole('row').nth(1).waitFor();
  expect(await findings(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
