import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OffersAnswer } from '@quartierblick/gis/offers/answer.ts';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

const SIZES = [
  [1440, 900, 'light'],
  [1024, 768, 'dark'],
  [390, 844, 'light'],
] as const;
/** A busy machine takes its time. */
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

/** The Steuerungsgruppe makes a link for a provider, as it stands on the screen. */
async function makeLink(provider: string): Promise<string> {
  const { page, complaints, close } = await visit(browser, dashboard, { as: 'steering' });
  await page.goto(`${dashboard.url}/offers/confirmations`);
  await page.getByRole('button', { name: new RegExp(`^(Link erstellen|Neuer Link): ${provider}`) }).click();
  const url = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(complaints).toEqual([]);
  await close();
  return url;
}

describe('confirming offers', () => {
  it('a provider without an account corrects a time on a phone without scripts, a planner approves, everyone sees it', async () => {
    const url = await makeLink('FABIDO');
    const phone = await visit(browser, dashboard, { as: 'public', viewport: PHONE, javaScriptEnabled: false });
    await phone.page.goto(url);
    const offer = phone.page.getByRole('region', { name: 'griffbereitMINI', exact: true });
    await offer.getByText('Nein, etwas stimmt nicht mehr').click();
    await offer.getByText('Angaben berichtigen').click();
    await offer.getByLabel('Beginn').fill('14:15');
    await offer.getByLabel('Ende').fill('13:00');
    await phone.page.getByRole('button', { name: 'Absenden' }).click();
    // A mistake is said at the field, and what was typed is still there.
    await phone.page.getByRole('alert').getByText('Muss nach dem Beginn liegen.').waitFor();
    expect(await offer.getByLabel('Beginn').inputValue()).toBe('14:15');
    await offer.getByLabel('Ende').fill('15:45');
    await phone.page.getByRole('button', { name: 'Absenden' }).click();
    await phone.page.getByText('1 Änderung wartet auf die Prüfung.').waitFor();
    await offer.getByText('warten auf die Prüfung').waitFor();
    // The browser itself reports the answer that names the mistake.
    expect(phone.complaints.filter((text) => !text.includes('422'))).toEqual([]);
    await phone.close();

    const { page, complaints, close } = await visit(browser, dashboard, { as: 'planner' });
    await page.goto(`${dashboard.url}/offers`);
    await page.getByRole('link', { name: 'Bestätigungen der Träger' }).click();
    const card = page.getByRole('article', { name: 'griffbereitMINI' });
    await card.getByText('14:15').waitFor();
    await card.getByRole('button', { name: 'Übernehmen' }).click();
    await expect.poll(() => card.count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();

    const { offers } = (await (await fetch(`${dashboard.url}/api/offers`)).json()) as OffersAnswer;
    expect(offers.find(({ title }) => title === 'griffbereitMINI')).toMatchObject({
      confirmedOn: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date()),
      runs: [{ from: '14:15', to: '15:45' }],
    });
  });

  it('the demo has a proposal that waits; a planner takes a part of it, and rejecting wants a reason', async () => {
    const { page, complaints, close } = await visit(browser, dashboard, { as: 'planner' });
    await page.goto(`${dashboard.url}/offers/confirmations`);
    const card = page.getByRole('article', { name: 'Griffbereit', exact: true });
    await card.getByText('Demo – erfunden').waitFor();
    await card.getByRole('button', { name: 'Ablehnen' }).click();
    await card.getByRole('button', { name: 'Ablehnen' }).click();
    await card.getByText('Bitte einen Grund nennen.').waitFor();
    await card.getByRole('button', { name: 'Abbrechen' }).click();
    await card.getByRole('checkbox', { name: 'Plätze' }).uncheck();
    await card.getByRole('button', { name: '1 von 2 übernehmen' }).click();
    await expect.poll(() => card.count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('the Steuerungsgruppe looks, makes and ends links and takes the list, but decides nothing', async () => {
    const url = await makeLink('FABIDO');
    const { page, complaints, close } = await visit(browser, dashboard, { as: 'steering' });
    await page.goto(`${dashboard.url}/offers/confirmations`);
    await page.getByRole('combobox', { name: 'Wen' }).selectOption('all');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Liste als Excel' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('erinnerungen.xlsx');
    expect((await fetch(url)).status).toBe(404);
    expect(await page.getByRole('button', { name: 'Übernehmen' }).count()).toBe(0);
    await page.getByRole('button', { name: /^Link ungültig machen: FABIDO/ }).click();
    await page.getByRole('button', { name: /^Link erstellen: FABIDO/ }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('a link that is wrong leads to a page that helps', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public', viewport: PHONE });
    await page.goto(`${dashboard.url}/confirm/${'x'.repeat(43)}?lang=en`);
    await page.getByRole('heading', { name: 'This link is not valid' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await close();
  });

  for (const [width, height, colorScheme] of SIZES) {
    it(`the provider’s page has no axe finding at ${width} px, ${colorScheme}, with mistakes in it, and is not wider than the screen`, async () => {
      const url = await makeLink('FABIDO');
      const { page, close } = await visit(browser, dashboard, {
        as: 'public',
        viewport: { width, height },
        colorScheme,
      });
      await page.goto(url);
      const check = async () => {
        expect(await findings(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      };
      await check();
      const offer = page.getByRole('region', { name: 'Griffbereit', exact: true });
      await offer.getByText('Angaben berichtigen').click();
      await offer.getByLabel('Plätze').fill('viele');
      await page.getByRole('button', { name: 'Absenden' }).click();
      await page.getByRole('alert').waitFor();
      await check();
      await close();
    });
  }
});
