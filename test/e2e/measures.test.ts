import sharp from 'sharp';
import type { Browser, Page } from 'playwright-core';
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

/** A measure entered by keyboard alone. @returns its dialog */
async function add(page: Page, title: string) {
  await page.getByRole('button', { name: 'Maßnahme anlegen' }).first().press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Neue Maßnahme' });
  // The first field has the focus by itself; typed before that, the title would be lost.
  const first = dialog.getByLabel('Maßnahme', { exact: true });
  await expect.poll(() => first.evaluate((input) => input === document.activeElement)).toBe(true);
  await page.keyboard.type(title);
  await dialog.getByLabel('Zuständig').fill('Tiefbauamt');
  await page.keyboard.press('Enter');
  const stored = page.getByRole('dialog', { name: /^Maßnahme M\d+$/ });
  await stored.waitFor();
  return stored;
}

describe('the list of measures', () => {
  it('is not for the public', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/walks/measures`);
    await page.getByRole('link', { name: 'Anmelden' }).first().waitFor();
    expect(await page.getByRole('button', { name: 'Maßnahme anlegen' }).count()).toBe(0);
    await close();
  });

  it('leads a measure from its beginning over a photo to a stated reason why not, and all three views say so', async () => {
    const { page, complaints, close } = await visit(browser, dashboard, { as: 'steering' });
    await page.goto(`${dashboard.url}/walks/measures`);
    const dialog = await add(page, 'Querung vor der Kita');
    const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#3a7' } })
      .jpeg()
      .toBuffer();
    await dialog
      .getByLabel('Foto von nachher hinzufügen')
      .setInputFiles({ name: 'nachher.jpg', mimeType: 'image/jpeg', buffer: photo });
    const image = dialog.getByRole('img', { name: 'Nachher, Foto 1' });
    await image.waitFor();
    await image.scrollIntoViewIfNeeded();
    await expect.poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBe(640);

    await dialog.getByRole('combobox', { name: 'Stand' }).selectOption('rejected');
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    await dialog.getByText('Wer eine Maßnahme ablehnt, sagt warum.').first().waitFor();
    await dialog.getByLabel('Begründung').fill('Das Land plant dort selbst.');
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    await dialog.waitFor({ state: 'detached' });

    const column = page.getByRole('region', { name: /^abgelehnt/ });
    await column.getByRole('button', { name: /Querung vor der Kita/ }).waitFor();
    await page.getByRole('button', { name: 'Tabelle', exact: true }).click();
    await page.getByRole('row', { name: /Querung vor der Kita.*Das Land plant dort selbst/ }).waitFor();
    await page.getByRole('button', { name: 'Karte', exact: true }).click();
    await page.getByText(/ohne Lage, nur in der Liste/).waitFor();
    await page.getByRole('button', { name: 'Querung vor der Kita' }).click();
    await page.getByText('Verlauf', { exact: true }).click();
    await page.getByText('Foto hinzugefügt').waitFor();
    await page.getByText('abgelehnt', { exact: true }).last().waitFor();
    expect(complaints.filter((one) => !one.startsWith('400') && !/status of 400/.test(one))).toEqual([]);
    await close();
  });

  it('asks field by field where two people saved, and loses neither entry', async () => {
    const one = await visit(browser, dashboard, { as: 'steering' });
    await one.page.goto(`${dashboard.url}/walks/measures`);
    const mine = await add(one.page, 'Laterne am Durchgang');
    const two = await visit(browser, dashboard, { as: 'planner' });
    await two.page.goto(one.page.url());
    const theirs = two.page.getByRole('dialog');
    await theirs.getByLabel('Zuständig').fill('Stadtwerke');
    await theirs.getByLabel('Was zu tun ist').fill('Mast versetzen');
    await theirs.getByRole('button', { name: 'Speichern' }).click();
    await theirs.waitFor({ state: 'detached' });
    await mine.getByLabel('Zuständig').fill('DSW21');
    await mine.getByLabel('Ort in Worten').fill('Hannibal');
    await mine.getByRole('button', { name: 'Speichern' }).click();
    await mine.getByRole('radio', { name: /Stadtwerke/ }).check();
    await mine.getByRole('button', { name: 'Übernehmen', exact: true }).click();
    await mine.waitFor({ state: 'detached' });
    await one.page.getByRole('button', { name: /Laterne am Durchgang.*Hannibal.*Stadtwerke/ }).click();
    const done = one.page.getByRole('dialog').getByLabel('Was zu tun ist');
    await expect.poll(() => done.inputValue()).toBe('Mast versetzen');
    await Promise.all([one.close(), two.close()]);
  });

  it('keeps what was typed when the page is loaded again', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'steering' });
    await page.goto(`${dashboard.url}/walks/measures?measure=new`);
    await page.getByRole('dialog').getByLabel('Maßnahme', { exact: true }).fill('Halb getippt');
    await page.reload();
    await page.getByText('Nicht gespeicherte Eingaben sind wieder da.').waitFor();
    expect(await page.getByRole('dialog').getByLabel('Maßnahme', { exact: true }).inputValue()).toBe('Halb getippt');
    await page.getByRole('button', { name: 'Abbrechen' }).click();
    await close();
  });

  for (const [width, height, colorScheme] of [
    [1440, 900, 'light'],
    [1024, 768, 'dark'],
    [390, 844, 'light'],
  ] as const) {
    it(`has no axe finding at ${width} px, ${colorScheme}, in any view and with a measure open`, async () => {
      const { page, close } = await visit(browser, dashboard, {
        as: 'planner',
        viewport: { width, height },
        colorScheme,
      });
      await page.goto(`${dashboard.url}/walks/measures`);
      const dialog = await add(page, `Prüfung bei ${width} Pixeln`);
      expect(await findings(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Abbrechen' }).click();
      for (const view of ['board', 'table', 'map']) {
        await page.goto(`${dashboard.url}/walks/measures?view=${view}`);
        await page.getByText(`Prüfung bei ${width} Pixeln`).first().waitFor();
        expect(await findings(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      }
      await close();
    });
  }
});
