import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { proposeSpec } from '@quartierblick/gis/layers/free/propose.ts';
import { launchBrowser } from '../support/browser.ts';
import { startDataServices } from '../support/data-services.ts';
import type { DataServices } from '../support/service-answers.ts';
import { findings } from './axe.ts';
import { heldBack } from './held-back.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

let browser: Browser;
let services: DataServices;
let dashboard: Dashboard;
beforeAll(async () => {
  const places = [1, 2, 3, 4, 5].map((n) => ({ id: `p${n}`, name: `Platz ${n}`, lon: 7.47 + n / 1000, lat: 51.52 }));
  services = await startDataServices(places);
  [browser, dashboard] = await Promise.all([
    launchBrowser(),
    startDashboard('embedded', {
      CONNECTIONS_ALLOW: '127.0.0.1',
      CONNECTIONS_MIRRORS: `open-data.dortmund.de=${services.url}`,
    }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
  await services?.close();
});

const playgrounds = async () => {
  const layers = (await (await fetch(`${dashboard.url}/api/layers`)).json()) as { id: string; count: number }[];
  return layers.find(({ id }) => id === 'playgrounds')?.count ?? 0;
};

it('a planner sets a ready-made connection up, looks at what it would change, and takes it over', async () => {
  const { page, complaints, settled, close } = await visit(browser, dashboard);
  const before = await playgrounds();
  await page.goto(`${dashboard.url}/data`);
  await page.getByRole('heading', { name: 'Verbindungen' }).waitFor();
  await settled();
  expect(services.requests).toEqual([]);
  await page.getByText(/Fertige Verbindungen/).click();
  await page.getByRole('button', { name: 'Einrichten: Dortmund: Spielplätze' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: 'Probe abrufen' }).click();
  await form.getByText('5 Datensätze gelesen').waitFor();
  expect(await findings(page)).toEqual([]);
  await form.getByRole('button', { name: 'Speichern' }).click();
  const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /Dortmund: Spielplätze/ }) });
  await row.getByRole('button', { name: 'Jetzt abrufen' }).click();
  await row.getByRole('button', { name: 'Unterschied prüfen' }).click();
  const review = page.getByRole('dialog');
  await review.getByText('5 neu, 0 geändert, 0 weggefallen').waitFor();
  await review.getByRole('img', { name: 'Karte der Beispiele' }).waitFor();
  await review.getByRole('rowheader', { name: 'Platz 3' }).waitFor();
  expect(await findings(page)).toEqual([]);
  expect(await playgrounds()).toBe(before);
  await review.getByRole('button', { name: 'Übernehmen' }).click();
  await row.getByText('Frisch', { exact: true }).waitFor();
  await expect.poll(playgrounds).toBe(before + 5);
  expect(complaints).toEqual([]);
  await close();
});

it('on a phone a service that loses most of its data is held back, and rejecting it keeps the data', async () => {
  services.places.splice(1);
  const { page, complaints, settled, close } = await visit(browser, dashboard, {
    viewport: { width: 390, height: 844 },
  });
  const before = await playgrounds();
  await page.goto(`${dashboard.url}/data`);
  await settled();
  const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /Dortmund: Spielplätze/ }) });
  await row.getByRole('button', { name: 'Jetzt abrufen' }).click();
  await row.getByRole('button', { name: 'Unterschied prüfen' }).click();
  const review = page.getByRole('dialog');
  await review.getByText('0 neu, 0 geändert, 4 weggefallen').waitFor();
  await review.getByText(/Ungewöhnlich viel fällt weg/).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await review.getByRole('button', { name: 'Ablehnen' }).click();
  await review.waitFor({ state: 'hidden' });
  expect(await playgrounds()).toBe(before);
  expect(complaints).toEqual([]);
  await close();
});

it('a form is not changed by what was asked before: neither by the sample for another layer nor by the saving of another', async () => {
  const { page, complaints, settled, close } = await visit(browser, dashboard);
  await page.goto(`${dashboard.url}/data`);
  await settled();
  await page.getByRole('button', { name: 'Verbindung anlegen' }).click();
  const form = page.getByRole('dialog');
  const name = form.getByLabel('Name', { exact: true });
  await name.fill('Langsam');
  await form.getByLabel('Adresse', { exact: true }).fill(`${services.url}/file.geojson`);
  await form.getByLabel('Ebene', { exact: true }).selectOption({ label: 'Spielplätze' });
  const sample = await heldBack(page, /\/api\/connections\/sample$/);
  await form.getByRole('button', { name: 'Probe abrufen' }).click();
  await form.getByLabel('Ebene', { exact: true }).selectOption({ label: 'Unfälle mit Personenschaden' });
  await sample();
  await form.getByRole('button', { name: 'Speichern', disabled: false }).waitFor();
  expect(await form.getByText(/gelesen|Kein Datensatz/).count()).toBe(0);
  const saved = await heldBack(page, /\/api\/connections$/);
  await form.getByRole('button', { name: 'Speichern' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Verbindung anlegen' }).click();
  await name.fill('Die nächste');
  await saved();
  await page.getByRole('heading', { name: /Langsam/, includeHidden: true }).waitFor({ state: 'attached' });
  expect(await name.inputValue()).toBe('Die nächste');
  expect(complaints).toEqual([]);
  await close();
});

it('a planner fills a free layer by a connection, maps its fields on a sample, and sees them again when editing', async () => {
  services.places.splice(0, services.places.length, { id: 'b1', name: 'Brunnen 1', lon: 7.471, lat: 51.52 });
  const spec = {
    ...proposeSpec({
      fileName: 'Brunnen.geojson',
      geometry: 'point',
      fields: [{ name: 'Bezeichnung der Anlage', type: 'text', filled: 1, values: null }],
    }).spec,
    title: { de: 'Trinkbrunnen', en: 'Fountains' },
  };
  const [field] = spec.fields;
  const { page, complaints, settled, close } = await visit(browser, dashboard);
  const made = await page.request.post(`${dashboard.url}/api/free-layers`, {
    data: spec,
    headers: { origin: dashboard.url },
  });
  expect(made.status()).toBe(201);
  await page.goto(`${dashboard.url}/data`);
  await settled();
  await page.getByRole('button', { name: 'Verbindung anlegen' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name', { exact: true }).fill('Brunnen des Amts');
  await form.getByLabel('Adresse', { exact: true }).fill(`${services.url}/file.geojson`);
  await form.getByLabel('Ebene', { exact: true }).selectOption({ label: 'Trinkbrunnen' });
  // None of the service's fields is called as the layer's: nothing can be taken, and the sample says so and shows the fields.
  await form.getByRole('button', { name: 'Probe abrufen' }).click();
  await form.getByText(/Kein Datensatz war verwendbar/).waitFor();
  await form.getByLabel('Felder', { exact: true }).selectOption('own');
  await form.getByLabel('Bezeichnung der Anlage', { exact: true }).selectOption('name');
  expect(await findings(page)).toEqual([]);
  await form.getByRole('button', { name: 'Probe abrufen' }).click();
  await form.getByText('1 neu, 0 geändert, 0 weggefallen').waitFor();
  await form.getByRole('button', { name: 'Speichern' }).click();
  const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /Brunnen des Amts/ }) });
  await row.getByText(/→ Trinkbrunnen/).waitFor();
  await row.getByRole('button', { name: 'Jetzt abrufen' }).click();
  await row.getByRole('button', { name: 'Unterschied prüfen' }).click();
  const review = page.getByRole('dialog');
  await review.getByText('Bezeichnung der Anlage: Brunnen 1').waitFor();
  await review.getByRole('button', { name: 'Übernehmen' }).click();
  await row.getByText('Frisch', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'Bearbeiten' }).click();
  await form.getByText('name → Bezeichnung der Anlage').waitFor();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(field?.label.de).toBe('Bezeichnung der Anlage');
  // A recipe made for files of the layer maps the next service, too.
  const recipe = {
    name: 'Brunnen',
    target: spec.id,
    fields: ['name'],
    layerPattern: null,
    crs: null,
    values: {},
    table: null,
  };
  const stored = await page.request.post(`${dashboard.url}/api/import-recipes`, {
    data: { ...recipe, mapping: { [field?.column ?? '']: 'name' }, source: null },
    headers: { origin: dashboard.url },
  });
  expect(stored.status()).toBe(201);
  await page.getByRole('button', { name: 'Verbindung anlegen' }).click();
  await form.getByLabel('Name', { exact: true }).fill('Brunnen der Stadtwerke');
  await form.getByLabel('Adresse', { exact: true }).fill(`${services.url}/file.geojson`);
  await form.getByLabel('Ebene', { exact: true }).selectOption({ label: 'Trinkbrunnen' });
  await form.getByLabel('Felder', { exact: true }).selectOption({ label: 'Rezept: Brunnen' });
  await form.getByText('name → Bezeichnung der Anlage').waitFor();
  await form.getByRole('button', { name: 'Probe abrufen' }).click();
  await form.getByText('1 Datensatz gelesen').waitFor();
  await expect.poll(() => form.getByLabel('Bezeichnung der Anlage', { exact: true }).inputValue()).toBe('name');
  expect(complaints).toEqual([]);
  await close();
});
