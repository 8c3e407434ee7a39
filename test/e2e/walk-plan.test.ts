import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { PATIENCE_MS, startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

const named = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
/** Names of the stops, in the order of the list. */
const stopsOf = (page: Page) => page.getByRole('region', { name: /^Halte/ }).getByRole('heading', { level: 3 });

/** Sets a stop by a tap on the map; where something lies there, just the place is meant. */
async function tapStop(page: Page, name: string): Promise<void> {
  const canvas = page.locator('canvas.maplibregl-canvas');
  await canvas.waitFor();
  const box = await canvas.boundingBox();
  // The map takes a tap as soon as it has drawn itself once.
  const dialog = page.getByRole('dialog', { name: /Neuer Halt|Was ist der Halt/ });
  await expect
    .poll(
      async () => {
        // What the last tap opened may have come since: over it, another one would wait for ever.
        const position = { x: (box?.width ?? 0) * 0.5, y: (box?.height ?? 0) * 0.4 };
        if (!(await dialog.isVisible())) await canvas.click({ position, timeout: 5000 }).catch(() => undefined);
        return dialog.isVisible();
      },
      { timeout: PATIENCE_MS, interval: 1000 },
    )
    .toBe(true);
  const place = named(page, 'nur der Ort');
  if (await place.isVisible()) await place.click();
  await page.getByLabel('Name des Halts').fill(name);
  await named(page, 'Hinzufügen').click();
}

/** Adds stops from the list of playgrounds. */
async function pickStops(page: Page, names: readonly string[]): Promise<void> {
  await named(page, 'Aus Liste').click();
  const dialog = page.getByRole('dialog', { name: 'Halt aus einer Liste' });
  for (const name of names) {
    await dialog.getByRole('button', { name: `${name} hinzufügen` }).click();
    await dialog.locator('li', { hasText: name }).getByText('ist schon Halt').waitFor();
  }
  await named(dialog as never, 'Schließen').click();
}

it('a walk is prepared from the map, put into the best order, opened, and joined at a phone without an account', async () => {
  const lead = await visit(browser, dashboard, { as: 'steering' });
  const { page } = lead;
  await page.goto(`${dashboard.url}/walks`);
  await named(page, 'Gang vorbereiten').first().click();
  await named(page, 'Anlegen').click();
  await page.getByText('Bitte einen Titel angeben.').waitFor();
  await page.getByLabel('Titel').fill('Probegang');
  await page.getByLabel('Tag').fill('2027-01-14');
  await page.getByLabel('Beginn').fill('16:40');
  await named(page, 'Anlegen').click();
  await page.getByRole('heading', { level: 1, name: 'Probegang' }).waitFor();
  await page.getByText('Noch kein Halt').waitFor();
  await named(page, 'Angaben').click();
  const about = page.getByRole('dialog');
  await about.getByLabel('Thema').selectOption({ label: 'Müll' });
  expect(await findings(page)).toEqual([]);
  await about.getByRole('button', { name: 'Speichern' }).click();
  await about.waitFor({ state: 'hidden' });

  await tapStop(page, 'Start an der Ecke');
  await pickStops(page, [
    'Spielplatz Alsenstraße',
    'Spielplatz Brunnenstraße',
    'Spielplatz Holsteiner Straße/Borsigstraße',
  ]);
  await expect.poll(() => stopsOf(page).count(), { timeout: PATIENCE_MS }).toBe(4);
  const metres = async () => (await page.locator('dl').innerText()).match(/([\d.,]+) (m|km)/)?.[0] ?? '';
  await expect.poll(metres, { timeout: PATIENCE_MS }).toMatch(/m$/);

  await page.getByLabel('Reihenfolge').selectOption({ label: 'kürzeste' });
  await expect
    .poll(async () => (await stopsOf(page).allInnerTexts())[0], { timeout: PATIENCE_MS })
    .toContain('Start an der Ecke');
  // In January it is dark before the last stop.
  await page.getByText('im Dunkeln').first().waitFor();
  expect(await findings(page)).toEqual([]);

  await named(page, 'Öffnen').click();
  const opening = page.getByRole('dialog', { name: 'Gang öffnen' });
  await opening.getByRole('button', { name: 'Öffnen' }).click();
  await page.getByText('Bitte bestätigen, bevor der Gang öffnet.').waitFor();
  await opening.getByRole('checkbox').check();
  await opening.getByRole('button', { name: 'Öffnen' }).click();
  await page.getByRole('link', { name: 'Mitgehen' }).waitFor();

  await page.getByRole('link', { name: 'Teilnehmende' }).click();
  await page.getByLabel('Rolle').selectOption({ label: 'Kind' });
  await named(page, 'Link erstellen').click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  expect(link).toMatch(/\/w\/[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  expect(await findings(page)).toEqual([]);
  const sheet = await page.getByRole('link', { name: 'Blatt mit QR-Code' }).getAttribute('href');
  const printed = await (await page.request.get(sheet ?? '')).text();
  expect(printed).toContain(link.slice(-11));
  expect(printed).toContain('<svg class="qr"');
  expect(printed).toContain('Start an der Ecke');
  expect(lead.complaints).toEqual([]);

  const guest = await visit(browser, dashboard, { as: 'public', ...PHONE });
  await guest.page.goto(link);
  await guest.page.getByLabel('Wie dürfen wir dich nennen?').fill('Mila');
  expect(await findings(guest.page)).toEqual([]);
  await named(guest.page, 'Los geht’s').click();
  await guest.page.waitForURL(/\/walks\/[0-9a-f-]{36}\/go$/);
  await guest.page.getByText('Probegang').first().waitFor();

  await page.reload();
  const there = page.getByRole('region', { name: /^Wer da ist/ });
  await there.getByText('Mila', { exact: true }).waitFor();
  await there.getByText('Kind', { exact: true }).waitFor();
  await named(page, 'Link für Kind beenden').click();
  await page.getByText('beendet', { exact: true }).first().waitFor();

  const late = await visit(browser, dashboard, { as: 'public', ...PHONE });
  await late.page.goto(link);
  await named(late.page, 'Los geht’s').click();
  await late.page.getByText('Dieser Code gilt nicht').waitFor();
  // The code can be typed anew, and the name is still there.
  expect(await late.page.getByLabel('Code').inputValue()).toBe(link.slice(-11));
  await Promise.all([lead.close(), guest.close(), late.close()]);
}, 600_000);
