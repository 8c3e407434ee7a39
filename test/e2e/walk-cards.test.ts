import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** The demo's walk to come (gis/demo/walks.ts); its third stop asks children. */
const WALK = 'd3a00000-0000-4000-8003-000000000001';
const CARD = 'Spielplatz mit Kinderaugen';

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

it('the lead chooses a picture with the keyboard, sees the question as a child does, and children are asked with it', async () => {
  const { page, complaints, close } = await visit(browser, dashboard, { as: 'steering' });
  await page.goto(`${dashboard.url}/walks?tab=cards`);
  await page.getByRole('button', { name: `Karte bearbeiten: ${CARD}` }).click();
  const dialog = page.getByRole('dialog');
  const first = dialog.getByRole('group', { name: 'Frage 1', exact: true });

  const field = first.getByRole('button', { name: 'Bild für Frage 1: Herz' });
  await field.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  // From the heart on round the list: star, then none, then the first ones.
  await page.keyboard.press('ArrowRight');
  await first.getByRole('button', { name: 'Bild für Frage 1: Stern' }).waitFor();
  await page.keyboard.press('ArrowRight');
  await first.getByRole('button', { name: 'Bild für Frage 1: ohne Bild' }).waitFor();
  await first.getByText('Hund', { exact: true }).click();
  await first.getByRole('button', { name: 'Bild für Frage 1: Hund' }).waitFor();

  await first.getByRole('button', { name: /^So sieht es ein Kind/ }).click();
  const preview = first.locator('.phone');
  await preview.locator('svg.lucide-dog').waitFor();
  await preview.getByText('Wie gefällt es dir hier?').waitFor();
  await preview.getByRole('button', { name: 'geht so' }).click();
  expect(await preview.getByRole('button', { pressed: true }).count()).toBe(1);
  const third = dialog.getByRole('group', { name: 'Frage 3', exact: true });
  await third.getByRole('button', { name: 'Bild für Antwort 3: Wassertropfen' }).click();
  await third.getByRole('group', { name: 'Bild für Antwort 3' }).getByText('ohne Bild').click();
  expect(await findings(page)).toEqual([]);
  await dialog.getByLabel('Thema').selectOption({ label: 'Sonstiges' });
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await dialog.waitFor({ state: 'hidden' });

  await page.goto(`${dashboard.url}/walks/${WALK}/go`);
  for (let n = 0; n < 2; n++) await page.getByRole('button', { name: /^Nächster Halt/ }).click();
  // The other card of this stop is about light: two themes, so the one of the walk holds.
  await page.getByRole('button', { name: 'Thema: Licht, Angst' }).waitFor();
  await page.getByRole('button', { name: 'Was ist gespeichert' }).click();
  await page.getByRole('button', { name: 'Kindermodus' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).click();
  const child = page.locator('.child');
  await child.getByText('Wie gefällt es dir hier?').waitFor();
  await child.locator('svg.lucide-dog').waitFor();
  expect(complaints).toEqual([]);
  await close();
});
