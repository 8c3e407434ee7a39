import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

interface Project {
  name: { de: string };
  land: string;
  bounds: number[];
  defaultView: { center: number[] };
  surroundings: number[];
  facts: unknown[];
  demo: boolean;
}
const project = async () => (await (await fetch(`${dashboard.url}/api/project`)).json()) as Project;

describe('the project area', () => {
  it('moves to another city by name, Land, map and data of a file, and keeps what was not touched', async () => {
    const { page, complaints, settled, close } = await visit(browser, dashboard);
    const before = await project();
    await page.goto(`${dashboard.url}/data/project?around=6.9,50.9,7,51`);
    await page.getByText('Das ist das Demoquartier.').waitFor();
    await settled();
    expect(await findings(page)).toEqual([]);
    const area = page.getByRole('group', { name: /^Projektgebiet/ });
    const west = area.getByLabel('West');

    await west.fill('8,9');
    await page.getByText('Bitte vier Zahlen: West kleiner als Ost').waitFor();
    await page.getByRole('button', { name: 'Speichern' }).click();
    expect((await project()).bounds).toEqual(before.bounds);

    await page.getByRole('button', { name: 'Gebiet auf die Daten legen' }).click();
    await expect.poll(() => page.getByText('liegt nicht ganz in der Umgebung').count()).toBe(0);
    await page.getByLabel('Name (deutsch)').fill('Köln-Mülheim');
    await page.getByLabel('Land', { exact: true }).selectOption({ label: 'Hessen' });
    await page.getByRole('button', { name: '„Nationen“ entfernen' }).click();
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('status').filter({ hasText: 'Das Projektgebiet ist gespeichert.' }).waitFor();

    const after = await project();
    expect(after).toMatchObject({ name: { de: 'Köln-Mülheim' }, land: 'HE', demo: false });
    expect(after.facts).toEqual(before.facts.filter((fact) => !JSON.stringify(fact).includes('Nationen')));
    const [w = 0, s = 0, e = 0, n = 0] = after.bounds;
    for (const [side, wanted] of [
      [w, 6.9],
      [s, 50.9],
      [e, 7],
      [n, 51],
    ] as const)
      expect(Math.abs(side - wanted)).toBeLessThan(0.002);
    expect(after.defaultView.center).toEqual([6.95, 50.95]);
    // The old surroundings are held, too: what was imported stays inside.
    expect(after.surroundings[2]).toBe(before.surroundings[2]);

    const inView = page.getByRole('button', { name: 'Ausschnitt als Projektgebiet' });
    await inView.click();
    await expect.poll(() => west.inputValue()).not.toBe(String(w).replace('.', ','));
    expect(await findings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is not for visitors to change', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/data/project`);
    await page.getByRole('link', { name: 'Anmelden' }).last().waitFor();
    expect(await page.getByRole('button', { name: 'Speichern' }).count()).toBe(0);
    await close();
  });
});
