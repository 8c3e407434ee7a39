import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
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

const account = (page: Page) => page.getByRole('link', { name: /^Konto:/ });
const signInLink = (page: Page) => page.getByRole('banner').getByRole('link', { name: 'Anmelden' });

async function signIn(page: Page, email: string, password = 'quartierblick-demo'): Promise<void> {
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

describe('signing in and out', () => {
  it('who was refused by the city reads why, and never what stands in the address', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/sign-in?problem=oidc-unknown`);
    await page.getByRole('alert').getByText('keine Einladung für Ihre Adresse').waitFor();
    await page.goto(`${dashboard.url}/sign-in?problem=toString`);
    await page.getByRole('alert').getByText('hat nicht geklappt').waitFor();
    await close();
  });

  it('works by keyboard alone and leads back to where one was', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/data`);
    await signInLink(page).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('E-Mail-Adresse').focus();
    await page.keyboard.type('planung@demo.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type('quartierblick-demo');
    await page.keyboard.press('Enter');
    await account(page).waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/data');
    await account(page).focus();
    await page.keyboard.press('Enter');
    const out = page.getByRole('button', { name: 'Abmelden', exact: true });
    await out.focus();
    await page.keyboard.press('Enter');
    await signInLink(page).waitFor();
    await page.getByText('Hier ist eine Anmeldung nötig').waitFor();
    await close();
  });

  it('one click enters the demo', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/sign-in`);
    await page.getByRole('button', { name: /^Steuerungsgruppe/ }).click();
    await account(page).waitFor();
    expect(await page.getByRole('link', { name: 'Protokoll' }).count()).toBe(0);
    await close();
  });

  it('a wrong password is told in words, and the address stays typed', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/sign-in`);
    await signIn(page, 'nobody@quartier.example', 'wrong-password-1');
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('E-Mail-Adresse').inputValue()).toBe('nobody@quartier.example');
    await close();
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example'])(
    'an open redirect to %s is refused',
    async (to) => {
      const { page, complaints, close } = await visit(browser, dashboard, { as: 'public' });
      await page.goto(`${dashboard.url}/sign-in?to=${encodeURIComponent(to)}`);
      await page.getByRole('button', { name: /^Planung/ }).click();
      await account(page).waitFor();
      await expect.poll(() => new URL(page.url()).pathname).toBe('/');
      expect(page.url().startsWith(dashboard.url)).toBe(true);
      expect(complaints.filter((one) => one.includes('evil'))).toEqual([]);
      await close();
    },
  );
});

describe('who may what', () => {
  it('screens of planners are closed to the public, and the data screen reads only', async () => {
    const { page, settled, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/audit`);
    await page.getByText('Hier ist eine Anmeldung nötig').waitFor();
    await page.goto(`${dashboard.url}/data`);
    await page.getByRole('heading', { name: 'Bestand' }).waitFor();
    await settled();
    expect(await page.getByRole('heading', { name: 'Daten einlesen' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /zurücknehmen|entfernen/i }).count()).toBe(0);
    await close();
  });

  it('a role below is told whose the screen is', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'planner' });
    await page.goto(`${dashboard.url}/admin`);
    await page.getByText('Das darf Ihre Rolle nicht').waitFor();
    await close();
  });

  it('whoever has more screens than a phone is wide sees at which edge the bar goes on, and where they are', async () => {
    const { page, settled, close } = await visit(browser, dashboard, {
      as: 'admin',
      viewport: { width: 390, height: 844 },
    });
    await page.goto(`${dashboard.url}/?lang=de`);
    await settled();
    const bar = page.getByRole('navigation').first();
    // How far the bar fades at its left and right edge, in px.
    const fades = () =>
      bar.evaluate((element) => {
        const style = getComputedStyle(element);
        return ['--more-before', '--more-after'].map((name) => parseFloat(style.getPropertyValue(name)) > 0);
      });
    await expect.poll(fades).toEqual([false, true]);
    await bar.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
    await expect.poll(fades).toEqual([true, false]);
    await page.goto(`${dashboard.url}/stories`);
    const inSight = () =>
      bar.evaluate((element) => {
        const [whole, open] = [element, element.querySelector('[aria-current]')].map((one) =>
          one?.getBoundingClientRect(),
        );
        return !!whole && !!open && open.left >= whole.left && open.right <= whole.right;
      });
    await expect.poll(inSight).toBe(true);
    // With room for all there is nothing to show.
    await page.setViewportSize({ width: 740, height: 844 });
    await expect.poll(fades).toEqual([false, false]);
    await close();
  });

  it('a session that ends in mid-work asks for the password on the spot and goes on', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/sign-in?to=/audit`);
    await signIn(page, 'planung@demo.example');
    await page.getByRole('heading', { name: 'Protokoll' }).waitFor();
    await page.getByLabel('Suchen', { exact: true }).fill('half a sentence');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Ältere Einträge' }).click();
    const dialog = page.getByRole('dialog', { name: 'Bitte noch einmal anmelden' });
    await dialog.waitFor();
    await dialog.getByLabel('Passwort', { exact: true }).fill('quartierblick-demo');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Suchen', { exact: true }).inputValue()).toBe('half a sentence');
    await close();
  });

  it('what was typed and not saved is not there for whoever uses the tab after signing out', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public' });
    const kept = () =>
      page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith('quartierblick.')).length);
    await page.goto(`${dashboard.url}/sign-in?to=/properties/demo-case-3`);
    await signIn(page, 'planung@demo.example');
    await page.getByRole('button', { name: 'Nächster Schritt bearbeiten' }).click();
    await page.getByRole('textbox', { name: 'Nächster Schritt' }).fill('Vertraulich');
    await expect.poll(kept).toBe(1);
    await page.goto(`${dashboard.url}/account`);
    await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
    await signInLink(page).waitFor();
    expect(await kept()).toBe(0);
    await close();
  });

  // Last: the account has another password afterwards.
  it('a forgotten password is replaced by a link from the administration, without being invited anew', async () => {
    const admin = await visit(browser, dashboard, { as: 'admin' });
    await admin.page.goto(`${dashboard.url}/admin`);
    await admin.page.getByRole('button', { name: 'Link für ein neues Passwort von Demo-Steuerung' }).click();
    const link = await admin.page.getByLabel('Link der Einladung').inputValue();
    expect(admin.complaints).toEqual([]);
    await admin.close();

    const { page, complaints, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/invitation${new URL(link).search}`);
    await page.getByText('Demo-Steuerung, bitte ein neues Passwort wählen.').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).count()).toBe(0);
    await page.getByLabel('Neues Passwort', { exact: true }).fill('wieder ein gutes');
    await page.getByLabel('Passwort wiederholen', { exact: true }).fill('wieder ein gutes');
    await page.getByRole('button', { name: 'Passwort ändern' }).click();
    await account(page).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
