import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard, Visit } from './visit.ts';

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

let visitor: Visit;
beforeEach(async () => {
  visitor = await visit(browser, dashboard);
});
afterEach(() => visitor.close());

async function open(path: string): Promise<Page> {
  await visitor.page.goto(dashboard.url + path);
  await visitor.settled();
  return visitor.page;
}

/** Presses the button of the open dialog and waits for the file. */
async function taken(page: Page): Promise<Download> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: 'Herunterladen' }).click(),
  ]);
  await page.getByRole('status').filter({ hasText: 'ist da.' }).waitFor();
  return file;
}

describe('files of a layer', () => {
  it('a planner takes the filtered table along as a GeoPackage with exactly its rows', async () => {
    const page = await open('/');
    await page.getByRole('button', { name: /^erworben, \d+: ein- und ausblenden/ }).click();
    await page.getByRole('button', { name: 'Tabelle: Immobilien' }).click();
    const table = page.getByRole('region', { name: /^Tabelle: Immobilien/ });
    await expect.poll(() => table.getByRole('status').textContent()).toMatch(/\d/);
    const numberIn = (text: string | null) => Number(/\d+/.exec(text ?? '')?.[0]);
    const inTable = async () => numberIn(await table.getByRole('status').textContent());
    const dialog = page.getByRole('dialog', { name: '„Immobilien“ herunterladen' });
    let offered = 0;
    // The dialog keeps what was shown when it was asked for: while the map still makes room for the table, it is asked again.
    await expect
      .poll(
        async () => {
          await visitor.settled();
          await table.getByRole('button', { name: 'Herunterladen: Immobilien' }).click();
          offered = numberIn(await dialog.getByText(/^Wie gefiltert, im Kartenausschnitt: \d+ von \d+$/).textContent());
          if (offered === (await inTable())) return true;
          await page.keyboard.press('Escape');
          return false;
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    expect(await findings(page)).toEqual([]);
    const download = await taken(page);
    expect(download.suggestedFilename()).toMatch(/^properties-\d{4}-\d{2}-\d{2}\.gpkg$/);
    const file = new DatabaseSync(await download.path(), { readOnly: true });
    const rows = file.prepare('select class from properties').all() as { class: string }[];
    expect(rows).toHaveLength(offered);
    expect(rows.filter((row) => row.class === 'acquired')).toEqual([]);
    file.close();
    expect(visitor.complaints).toEqual([]);
  });

  it('are chosen by keyboard from the options of the layer, and Escape leads back', async () => {
    const page = await open('/');
    await page.getByRole('button', { name: 'Einstellungen: Spielplätze' }).click();
    const button = page.getByRole('button', { name: 'Herunterladen: Spielplätze' });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '„Spielplätze“ herunterladen' });
    await dialog.getByRole('radio', { name: /^GeoPackage/ }).focus();
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowDown');
    expect(await dialog.getByRole('radio', { name: /^GeoJSON/ }).isChecked()).toBe(true);
    const download = await taken(page);
    const collection = JSON.parse(readFileSync(await download.path(), 'utf8')) as Record<string, unknown>;
    expect(collection['type']).toBe('FeatureCollection');
    expect(collection['attribution']).toBeTruthy();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.isVisible()).toBe(false);
    await expect.poll(() => button.evaluate((node) => node === document.activeElement)).toBe(true);
    expect(visitor.complaints).toEqual([]);
  });

  it('carry the figures of the year that the map shows as columns', async () => {
    const page = await open('/?l=statistical-units&m=statistical-units:density-total:2021:natural:5');
    await page.getByRole('button', { name: 'Einstellungen: Statistische Unterbezirke' }).click();
    await page.getByRole('button', { name: 'Herunterladen: Statistische Unterbezirke' }).click();
    const dialog = page.getByRole('dialog', { name: '„Statistische Unterbezirke“ herunterladen' });
    const figures = dialog.getByLabel('Kennzahlen als Spalten');
    await expect.poll(() => figures.inputValue()).toBe('2021');
    await dialog.getByRole('radio', { name: /^CSV/ }).check();
    expect(await findings(page)).toEqual([]);
    const download = await taken(page);
    const [head = ''] = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(head).toContain(';Einwohner 2021 [Personen];');
    expect(head).not.toContain('2024');
    expect(visitor.complaints).toEqual([]);
  });

  it('stand in the stock of data, too', async () => {
    const page = await open('/data');
    await page.getByRole('button', { name: 'Herunterladen: Gebäude' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /^PMTiles/ }).check();
    const download = await taken(page);
    expect(download.suggestedFilename()).toMatch(/\.pmtiles$/);
    expect(
      readFileSync(await download.path())
        .subarray(0, 7)
        .toString(),
    ).toBe('PMTiles');
  });
});
