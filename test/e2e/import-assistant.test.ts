import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gdalConvert } from '@quartierblick/api/gdal/process';
import { hasSharedData, sharedFile } from '@quartierblick/gis/read/test-import.ts';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** Five invented playgrounds in UTM 32; the office counts by quarter, so its ID is none, and the last lies in Köln. */
const PLACES = [
  [1, 'Am Hof', 'ordentlich', 393900, 5708900],
  [1, 'Am Tor', 'ordentlich', 393950, 5708990],
  [1, 'Am Teich', 'schlecht', 394000, 5709050],
  [2, 'Am Wall', 'gut', 394050, 5709100],
  [3, 'Am Rhein', 'gut', 356500, 5645300],
] as const;
/** What the parts of the shapefile say: the zone next to the true one. */
const LYING =
  'PROJCS["ETRS89 / UTM zone 33N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",15],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["Meter",1]]';

interface Part {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** The playgrounds as the four parts of a shapefile whose .prj lies. */
async function shapefile(): Promise<Part[]> {
  const folder = mkdtempSync(join(tmpdir(), 'qb-shape-'));
  const features = PLACES.map(([ID, NAME, ZUSTAND, x, y]) => ({
    type: 'Feature',
    properties: { ID, NAME, ZUSTAND },
    geometry: { type: 'Point', coordinates: [x, y] },
  }));
  const input = join(folder, 'in.geojson');
  writeFileSync(input, JSON.stringify({ type: 'FeatureCollection', features }));
  await gdalConvert(folder, [{ input, format: 'ESRI Shapefile', name: 'plaetze', from: 'EPSG:25832' }]);
  const parts = ['shp', 'shx', 'dbf'].map((end) => readFileSync(join(folder, `plaetze.${end}`)));
  rmSync(folder, { recursive: true });
  return [...parts, Buffer.from(LYING)].map((buffer, at) => ({
    name: `plaetze.${['shp', 'shx', 'dbf', 'prj'][at]}`,
    mimeType: 'application/octet-stream',
    buffer,
  }));
}

const next = (page: Page) => page.getByRole('button', { name: 'Weiter', exact: true });
const opened = (page: Page) => page.getByRole('group', { name: 'Welche Ebene der Datei?' });
const step = (page: Page, name: string) =>
  page.getByRole('heading', { name: new RegExp(`^Schritt . von 6: ${name}$`) });
const summary = (page: Page) => page.getByText(/Datensätzen werden übernommen|lässt sich nichts übernehmen/);

/** What the focus is on, by its text; of a list, by what is chosen there. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    const text = at instanceof HTMLSelectElement ? at.selectedOptions[0]?.textContent : at?.textContent;
    return text?.trim() ?? '';
  });

/** Goes on with the tabulator until the focus is on what is called so, as somebody without a mouse would. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === name) return;
  }
  throw new Error(`no way by keyboard to ${name}`);
}

let browser: Browser;
let dashboard: Dashboard;
let parts: Part[];
beforeAll(async () => {
  [browser, dashboard, parts] = await Promise.all([launchBrowser(), startDashboard(), shapefile()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

async function playgrounds(): Promise<number> {
  const layers = (await (await fetch(`${dashboard.url}/api/layers`)).json()) as { id: string; count: number }[];
  return layers.find(({ id }) => id === 'playgrounds')?.count ?? 0;
}

describe('the import assistant', () => {
  it('a shapefile with a lying .prj and a key that is none gets into its layer whole, out of it again, and leaves a recipe', async () => {
    const { page, complaints, close } = await visit(browser, dashboard);
    const before = await playgrounds();
    await page.goto(`${dashboard.url}/data/import`);
    await page.getByText('Datei hierher ziehen').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.locator('input[type=file]').setInputFiles(parts);
    await opened(page).waitFor();
    expect(await findings(page)).toEqual([]);

    await next(page).click();
    await step(page, 'Lage').waitFor();
    const systems = page.getByRole('group', { name: 'Wo liegt das?' });
    await expect.poll(() => systems.getByRole('radio').first().isChecked()).toBe(true);
    const best = systems.locator('label').first();
    await expect.poll(() => best.innerText()).toMatch(/EPSG:25832[^]*im Projektgebiet[^]*\./);
    await expect.poll(() => systems.getByText(/wie in der Datei angegeben|EPSG:25833/).count()).toBeGreaterThan(0);
    expect(await findings(page)).toEqual([]);

    await next(page).click();
    await page.getByLabel('In welche Ebene?').selectOption('playgrounds');
    await page.getByLabel('Schlüssel (eindeutig je Objekt)').selectOption('ID');
    await page.getByLabel('Zustand', { exact: true }).selectOption('ZUSTAND');
    await page.getByLabel('ordentlich').selectOption({ label: 'gut' });
    expect(await findings(page)).toEqual([]);

    await next(page).click();
    await summary(page).waitFor();
    await page.getByText(/1: außerhalb des Projektgebiets/).waitFor();
    await page.getByText('Der Schlüssel ist nicht eindeutig: 2 Datensätze gingen verloren.').waitFor();
    expect(await page.getByRole('button', { name: /übernehmen$/ }).isDisabled()).toBe(true);
    expect(await findings(page)).toEqual([]);
    await page.getByLabel('Schlüssel (eindeutig je Objekt)').focus();
    await page.getByLabel('Schlüssel (eindeutig je Objekt)').selectOption({ label: 'NAME (eindeutig)' });
    await page.getByText('4 von 5 Datensätzen werden übernommen.').waitFor();
    // The field for the key is gone: the keyboard goes on at what its choice has brought.
    await expect.poll(() => focused(page)).toBe('4 von 5 Datensätzen werden übernommen.');
    // Codes by their names, as the dashboard will show them.
    expect(await page.getByRole('row', { name: /Am Hof.*gut/ }).count()).toBe(1);
    await page.getByLabel('Quelle', { exact: true }).fill('Grünflächenamt');
    await page.getByRole('switch', { name: 'Als Rezept merken' }).click();
    await page.getByLabel('Name des Rezepts').fill('Plätze des Amts');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '4 Datensätze in „Spielplätze“ übernehmen' }).click();
    await page.getByRole('heading', { name: 'plaetze.shp' }).waitFor();
    await expect.poll(playgrounds).toBe(before + 4);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: /zurücknehmen/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Zurücknehmen' }).click();
    await expect.poll(playgrounds).toBe(before);
    expect(complaints).toEqual([]);
    await close();
  });

  it('the second delivery is read by the recipe of the first, without a mouse', async () => {
    const { page, complaints, close } = await visit(browser, dashboard);
    const before = await playgrounds();
    await page.goto(`${dashboard.url}/data/import`);
    await page.getByText('Datei hierher ziehen').waitFor();
    // Asked for early: on a busy machine the browser is told too late to hand the dialog over.
    const choosing = page.waitForEvent('filechooser');
    await tabTo(page, 'Datei auswählen');
    await page.keyboard.press('Enter');
    await (await choosing).setFiles(parts);
    await opened(page).waitFor();
    for (const name of ['Lage', 'Felder']) {
      await tabTo(page, 'Weiter');
      await page.keyboard.press('Enter');
      await step(page, name).waitFor();
    }
    await page.getByText('Das Rezept „Plätze des Amts“ passt zu dieser Datei.').waitFor();
    await tabTo(page, 'Rezept anwenden');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByLabel('ordentlich').inputValue()).toBe('=good');
    // The button is gone: the keyboard goes on at the field that names the recipe.
    await expect.poll(() => focused(page)).toBe('Plätze des Amts (passt zu dieser Datei)');
    await expect.poll(() => next(page).isEnabled()).toBe(true);
    await tabTo(page, 'Weiter');
    await page.keyboard.press('Enter');
    await page.getByText('4 von 5 Datensätzen werden übernommen.').waitFor();
    await tabTo(page, '4 Datensätze in „Spielplätze“ übernehmen');
    await page.keyboard.press('Enter');
    await expect.poll(playgrounds).toBe(before + 4);
    expect(complaints).toEqual([]);
    await close();
  });

  describe.skipIf(!hasSharedData)('official files', () => {
    const shape = ['shp', 'shx', 'dbf', 'prj'].map((end) => `municipal/sanierungsgebiete.${end}`);
    const FILES: [string[], RegExp, RegExp[]][] = [
      [['dortmund/Statist_UnterbezirkePolygon.geojson'], /^170 von 170 Datensätzen/, []],
      [
        shape,
        /lässt sich nichts/,
        [/Zuschlag von 2\.000\.000 m/, /Rund 7\d km vom Projektgebiet entfernt\. Das ist bei Köln\./],
      ],
      [
        ['municipal/Bevölkerungs- und Arbeitsmarktdaten Münster.xlsx'],
        /Keine Zeile der Tabelle hat einen Ort/,
        [/hat nichts eine Lage/],
      ],
      [['buildings/LoD2_32_280_5657_1_NW.gml'], /lässt sich nichts/, [/nicht im Projektgebiet/]],
      [['osm/aplerbeck.osm.pbf'], /^2 von 714 Datensätzen/, []],
    ];
    it('of every kind are explained before anything is imported: where they lie, what fits, and why it does not', async () => {
      const { page, close } = await visit(browser, dashboard);
      await page.goto(`${dashboard.url}/data/import`);
      for (const [names, outcome, place] of FILES) {
        await page.getByText('Datei hierher ziehen').waitFor();
        await page.locator('input[type=file]').setInputFiles(names.map(sharedFile));
        await opened(page).waitFor();
        await next(page).click();
        for (const said of place) await page.getByText(said).first().waitFor();
        await next(page).click();
        await step(page, 'Felder').waitFor();
        await next(page).click();
        await page.getByText(outcome).first().waitFor();
        await page.getByRole('button', { name: 'Andere Datei' }).click();
      }
      await close();
    });
  });
});
