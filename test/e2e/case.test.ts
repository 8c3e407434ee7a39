import sharp from 'sharp';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { heldBack } from './held-back.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

const CASE = '/properties/demo-case-1';

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

async function open(page: Page, path = CASE): Promise<void> {
  await page.goto(dashboard.url + path);
  await page.getByRole('heading', { name: 'Merkmale' }).waitFor();
}
const group = (page: Page, name: string) => page.getByRole('form', { name: `${name} bearbeiten` });

describe('the page of one property', () => {
  it('opens from the panel of the map, and leads back to it', async () => {
    const { page, complaints, close } = await visit(browser, dashboard);
    await page.goto(`${dashboard.url}/?sel=properties/demo-case-1`);
    await page.getByRole('link', { name: 'Fallakte öffnen' }).click();
    await page.getByRole('heading', { name: 'Merkmale' }).waitFor();
    await page.getByRole('link', { name: 'Auf der Karte zeigen' }).click();
    await page.getByRole('link', { name: 'Fallakte öffnen' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('opens though the map comes to rest while the page is still on its way', async () => {
    const { page, complaints, settled, close } = await visit(browser, dashboard);
    await page.goto(`${dashboard.url}/?sel=properties/demo-case-1`);
    const link = page.getByRole('link', { name: 'Fallakte öffnen' });
    await link.waitFor();
    await settled();
    await page.route(/\/_app\/immutable\//, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 4000));
      await route.continue();
    });
    // In one go: the map is still moving when the link is followed.
    await link.evaluate((anchor: HTMLElement) => {
      document.querySelector<HTMLElement>('button[aria-label="Vergrößern"]')?.click();
      anchor.click();
    });
    await page.getByRole('heading', { name: 'Merkmale' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('an axis is changed by keyboard with value, source and reason, and the value before stays in its history', async () => {
    const { page, complaints, close } = await visit(browser, dashboard);
    await open(page);
    await page.getByRole('button', { name: 'Belegung ändern' }).click();
    const form = page.getByRole('form', { name: 'Belegung ändern' });
    await form.press('Control+Enter');
    await form.getByText('Bitte ausfüllen.').first().waitFor();
    await form.getByLabel('Neuer Wert').selectOption('occupied');
    await form.getByLabel('Quelle').fill('Ortsbesichtigung');
    await form.getByLabel('Begründung').fill('Fenster beleuchtet');
    await form.getByLabel('Begründung').press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    const status = page.locator('#status');
    await status.getByText('bewohnt', { exact: true }).first().waitFor();
    expect(await status.getByText('Ortsbesichtigung').count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  it('a cost in German writing is added, removed and brought back', async () => {
    const { page, complaints, close } = await visit(browser, dashboard);
    await open(page);
    await page.getByRole('button', { name: 'Kostenposten hinzufügen' }).click();
    const form = page.getByRole('form', { name: 'Kostenposten hinzufügen' });
    await form.getByLabel('Kostenart').selectOption('securing');
    await form.getByLabel('Betrag').fill('viel');
    await form.getByLabel('Stand').selectOption('estimated');
    await form.getByRole('button', { name: 'Speichern' }).click();
    await form.getByText('Bitte eine Zahl eingeben').waitFor();
    await form.getByLabel('Betrag').fill('1.234,56');
    await form.getByRole('button', { name: 'Speichern' }).click();
    const costs = page.locator('#costs');
    await costs.getByText('1.234,56 €').first().waitFor();
    await costs.getByRole('button', { name: 'Sicherung entfernen' }).click();
    await costs.getByRole('button', { name: 'Entfernen', exact: true }).click();
    await costs.getByRole('button', { name: 'Rückgängig' }).click();
    await costs.getByRole('button', { name: 'Sicherung entfernen' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('a photo is taken in and enlarged; a file that is none says so and harms nothing', async () => {
    const { page, close } = await visit(browser, dashboard);
    await open(page);
    const buffer = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a33' } })
      .jpeg()
      .toBuffer();
    const input = page.locator('#files input[type=file]');
    await input.setInputFiles([
      { name: 'hof.jpg', mimeType: 'image/jpeg', buffer },
      { name: 'kaputt.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('kein Bild') },
    ]);
    await page.locator('#files').getByRole('alert').waitFor();
    await page.getByRole('button', { name: /Foto vergrößern: hof/ }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await close();
  });

  it('two people change one field: the second sees both values and chooses; other fields come in by themselves', async () => {
    const [first, second] = [await visit(browser, dashboard), await visit(browser, dashboard, { as: 'admin' })];
    await open(first.page, '/properties/demo-case-2');
    await open(second.page, '/properties/demo-case-2');
    for (const { page } of [first, second]) {
      await page.getByRole('button', { name: 'Gebäude bearbeiten' }).click();
    }
    await second.page.getByLabel('Geschosse').fill('7');
    await first.page.getByLabel('Geschosse').fill('6');
    await first.page.getByLabel('Baujahr').fill('1901');
    await group(first.page, 'Gebäude').getByRole('button', { name: 'Speichern' }).click();
    await group(first.page, 'Gebäude').waitFor({ state: 'detached' });
    await second.page
      .getByText(/hat gerade geändert: .*Geschosse/)
      .first()
      .waitFor();
    expect(await second.page.getByLabel('Geschosse').inputValue()).toBe('7');
    await group(second.page, 'Gebäude').getByRole('button', { name: 'Speichern' }).click();
    const merge = second.page.getByRole('group', { name: /dasselbe geändert/ });
    await merge.waitFor();
    expect(await merge.getByRole('radio').count()).toBe(2);
    await merge.getByLabel('Ihre Eingabe').check();
    await merge.getByRole('button', { name: 'Übernehmen' }).click();
    await group(second.page, 'Gebäude').waitFor({ state: 'detached' });
    const facts = first.page.locator('#facts');
    await facts.getByText('7', { exact: true }).first().waitFor();
    expect(await facts.getByText('1901').count()).toBe(1);
    await first.close();
    await second.close();
  });

  it('what was entered survives a reload; Esc asks before it is dropped', async () => {
    const { page, close } = await visit(browser, dashboard);
    await open(page, '/properties/demo-case-3');
    await page.getByRole('button', { name: 'Nächster Schritt bearbeiten' }).click();
    await page.getByRole('textbox', { name: 'Nächster Schritt' }).fill('Ortstermin mit der Bauaufsicht');
    await page.reload();
    const field = page.getByRole('textbox', { name: 'Nächster Schritt' });
    await field.waitFor();
    expect(await field.inputValue()).toBe('Ortstermin mit der Bauaufsicht');
    await field.press('Escape');
    await page.getByText('Eingaben verwerfen?').waitFor();
    await page.getByRole('button', { name: 'Verwerfen', exact: true }).click();
    await group(page, 'Nächster Schritt').waitFor({ state: 'detached' });
    await close();
  });

  it('a form takes nothing in while it is being saved, and goes when its answer is here', async () => {
    const { page, complaints, close } = await visit(browser, dashboard);
    await open(page, '/properties/demo-case-3');
    await page.getByRole('button', { name: 'Gebäude bearbeiten' }).click();
    const form = group(page, 'Gebäude');
    await form.getByLabel('Geschosse').fill('9');
    const saved = await heldBack(page, /\/api\/properties\/demo-case-3$/);
    await form.getByRole('button', { name: 'Speichern' }).click();
    await form.getByRole('button', { name: 'Abbrechen', disabled: true }).waitFor();
    expect(await form.locator('.fields').evaluate((node: HTMLElement) => node.inert)).toBe(true);
    await saved();
    await form.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows no name of an owner before it is asked to, and prints none', async () => {
    const { page, close } = await visit(browser, dashboard);
    await open(page);
    const owners = page.locator('#owners');
    await expect.poll(() => owners.innerText()).toContain('verborgen');
    const names = owners.locator('.protected');
    await owners.getByRole('button', { name: 'Namen anzeigen' }).click();
    await names.first().waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await names.first().isVisible()).toBe(false);
    await close();
  });

  it('a case that is not there says so', async () => {
    const { page, close } = await visit(browser, dashboard);
    await page.goto(`${dashboard.url}/properties/gibt%2Fes-nicht`);
    await page.getByText('Diese Fallakte gibt es nicht (mehr).').waitFor();
    await close();
  });

  for (const [width, height, colorScheme] of [
    [1440, 900, 'light'],
    [390, 844, 'dark'],
  ] as const) {
    it(`with open forms at ${width} px, ${colorScheme}: no axe finding, nothing wider than the screen`, async () => {
      const { page, close } = await visit(browser, dashboard, { viewport: { width, height }, colorScheme });
      await open(page);
      await page.getByRole('button', { name: 'Zustand ändern' }).click();
      if (width < 760) await page.getByRole('button', { name: /^Mängel/ }).click();
      await page.getByRole('button', { name: 'Mangel hinzufügen' }).click();
      await page.getByRole('form', { name: 'Mangel hinzufügen' }).getByRole('button', { name: 'Speichern' }).click();
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await close();
    });
  }
});
