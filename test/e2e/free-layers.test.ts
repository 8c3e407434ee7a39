import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { mapDrawn } from './pixels.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

const bench = (n: number, Zustand: string) => ({
  type: 'Feature',
  id: `b${n}`,
  geometry: { type: 'Point', coordinates: [7.466 + n / 2000, 51.5235] },
  properties: { Bezeichnung: `Bank ${n}`, Zustand },
});
const FILE = JSON.stringify({
  type: 'FeatureCollection',
  features: [bench(1, 'gut'), bench(2, 'morsch'), bench(3, 'gut')],
});

describe('a layer that a planner makes', () => {
  let browser: Browser;
  let dashboard: Dashboard;
  beforeAll(async () => {
    [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
  });
  afterAll(async () => {
    await browser?.close();
    await dashboard?.stop();
  });

  it('is described by keyboard, filled from a file, seen on map and in legend by the planner and by no guest, and deleted', async () => {
    const { page, complaints, settled, close } = await visit(browser, dashboard);
    const { url } = dashboard;
    await page.goto(`${url}/data/own`);
    await page.getByRole('link', { name: 'Neue Ebene' }).click();
    await page.getByRole('heading', { name: 'Neue Ebene', level: 1 }).waitFor();
    const create = page.getByRole('button', { name: 'Anlegen' });
    expect(await create.isDisabled()).toBe(true);
    await page.getByLabel('Titel', { exact: true }).fill('Parkbänke');

    await page.getByLabel('Neues Feld').fill('Bezeichnung');
    await page.keyboard.press('Enter');
    await page.getByLabel('Neues Feld').fill('Zustand');
    await page.getByLabel('Art', { exact: true }).selectOption({ label: 'Werteliste' });
    await page.getByRole('button', { name: 'Feld hinzufügen' }).click();
    for (const value of ['gut', 'morsch']) {
      await page.getByLabel('Neuer Wert').fill(value);
      await page.keyboard.press('Enter');
    }
    await page.getByLabel('Gezeichnet wird').selectOption({ label: 'in Klassen nach einer Werteliste' });
    await page.getByLabel('Farbe von morsch').selectOption({ label: 'Rot' });
    await page.getByLabel('Form von morsch').selectOption({ label: 'Dreieck' });
    const legend = page.getByRole('list', { name: 'Legende' });
    await expect.poll(() => legend.getByRole('listitem').allInnerTexts()).toEqual(['gut', 'morsch', 'ohne Angabe']);
    expect(await findings(page)).toEqual([]);
    await create.click();
    await page.waitForURL('**/data/own/free-parkbaenke');
    await page.getByRole('button', { name: 'Speichern' }).waitFor();

    await page.goto(`${url}/data`);
    await page
      .getByRole('region', { name: 'Daten einlesen' })
      .getByLabel('Ebene', { exact: true })
      .selectOption({ label: 'Parkbänke' });
    const file = { name: 'baenke.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(FILE) };
    await page.locator('input[type=file]').first().setInputFiles(file);
    await expect
      .poll(async () => {
        const answer = await page.request.get(`${url}/api/layers/free-parkbaenke/features`);
        return ((await answer.json()) as { numberMatched: number }).numberMatched;
      })
      .toBe(3);

    await page.goto(`${url}/data/own/free-parkbaenke`);
    await page.getByLabel('Vorschau der Ebene mit 3 Objekten').waitFor();

    // The second bench stands in the middle of the map.
    await page.goto(`${url}/?l=free-parkbaenke,streets&v=7.467,51.5235,17`);
    const row = page.getByRole('button', { name: 'Parkbänke', exact: true }).first();
    await row.click();
    const shown = page.locator('li:visible', { hasText: /^\s*morsch/ }).first();
    await shown.waitFor();
    await mapDrawn(page);
    await settled();
    const box = await page.locator('canvas.maplibregl-canvas').first().boundingBox();
    if (!box) throw new Error('no map');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.getByRole('heading', { name: 'Bank 2' }).waitFor();
    expect(complaints).toEqual([]);

    const guest = await visit(browser, dashboard, { as: 'public' });
    await guest.page.goto(`${url}/?v=7.4675,51.5235,16`);
    await guest.page.getByText('Spielplätze').first().waitFor();
    expect(await guest.page.getByText('Parkbänke').count()).toBe(0);
    expect((await guest.page.request.get(`${url}/api/layers/free-parkbaenke/features`)).status()).toBe(404);
    await guest.close();

    await page.goto(`${url}/data/own`);
    await page.getByRole('button', { name: 'Parkbänke löschen' }).click();
    await page.getByRole('dialog').getByText('3 Objekte').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Löschen' }).click();
    await page.getByRole('button', { name: 'Parkbänke zurückholen' }).click();
    await page.getByRole('link', { name: 'Parkbänke bearbeiten' }).waitFor();
    await close();
  });
});
