import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { heldBack } from './held-back.ts';
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

/** A field of the matrix by its kind and age. */
const field = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}:`) });
/** Children of a field without an offer; 0 where nobody is. */
async function without(page: Page, name: string): Promise<number> {
  const told = (await field(page, name).textContent()) ?? '';
  const found = /, (\d+) von \d+ Kindern ohne/.exec(told)?.[1];
  return found ? Number(found) : /niemand ohne/.test(told) ? 0 : Number.NaN;
}
const form = (page: Page) => page.getByRole('form', { name: /Neues Angebot|bearbeiten/ });
const save = (page: Page) => page.getByRole('button', { name: 'Angebot speichern' }).click();
const site = (page: Page) => form(page).getByRole('combobox', { name: /^Standort/ });
const listed = (page: Page, title: string) => page.locator('[data-offer]').filter({ hasText: title });

async function open(query: string, options: Parameters<typeof visit>[2] = {}): Promise<Visit> {
  const opened = await visit(browser, dashboard, { as: 'steering', ...options });
  await opened.page.goto(`${dashboard.url}/offers${query}`);
  await field(opened.page, 'Kita, 3 Jahre').waitFor();
  return opened;
}
async function openForm(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).first().click();
  await form(page).waitFor();
}
async function choose(page: Page, label: string, option: string | { index: number }): Promise<void> {
  await form(page)
    .getByLabel(label)
    .selectOption(typeof option === 'string' ? { label: option } : option);
}

describe('entering offers', () => {
  it('the Steuerungsgruppe sees who has nothing in Bulgarian within 400 m, opens the gap, adds an offer, and it closes', async () => {
    const { page, complaints, close } = await visit(browser, dashboard, { as: 'public' });
    await page.goto(`${dashboard.url}/sign-in?to=/offers`);
    await page.getByRole('button', { name: /Steuerungsgruppe/ }).click();
    await field(page, 'Kita, 3 Jahre').waitFor();
    await page.getByRole('combobox', { name: 'Sprache' }).selectOption({ label: 'Bulgarisch' });
    await page.getByRole('combobox', { name: 'Fußweg' }).selectOption('400');
    await page.getByRole('combobox', { name: 'Grund' }).selectOption('language');
    // Reckoned beside the page: until then the gaps and figures are those of before.
    await page.locator('.panel[aria-busy=false]').waitFor();
    const gap = page.getByRole('region', { name: 'Lücken' }).locator('tbody tr').first();
    const kind = await gap.getByRole('button').innerText();
    await gap.getByRole('button').click();
    const heading = page.getByRole('heading', { level: 2, name: new RegExp(`^${kind}, `) });
    await heading.waitFor();
    const cell = await heading.innerText();
    const before = await without(page, cell);
    expect(before).toBeGreaterThan(0);

    await openForm(page, 'Lücke schließen: Angebot hinzufügen');
    // What the gap lacks stands there already.
    expect(await form(page).getByLabel('Art').locator('option:checked').innerText()).toBe(kind);
    expect(await form(page).getByRole('checkbox', { name: 'Bulgarisch' }).isChecked()).toBe(true);
    await form(page).getByLabel('Name des Angebots').fill('Азбука – Sprachspiele');
    // Saved without a site: the server says so at the field, in German, and nothing is lost.
    await save(page);
    await form(page).getByText('Bitte ausfüllen.').first().waitFor();
    await site(page).selectOption({ index: 1 });
    await form(page).getByRole('checkbox', { name: 'Mo', exact: true }).check();
    await form(page).getByLabel('Beginn').fill('09:30');
    await form(page).getByLabel('Ende').fill('11:00');
    await save(page);
    await form(page).waitFor({ state: 'detached' });
    await expect.poll(() => without(page, cell)).toBeLessThan(before);
    await listed(page, 'Азбука').getByText('gerade gespeichert').waitFor();
    await page
      .getByText(/ist gespeichert\. Kinder ohne Angebot: vorher \d+, jetzt \d+\./)
      .first()
      .waitFor();

    // It comes home as well: now nobody is left.
    await listed(page, 'Азбука')
      .getByRole('button', { name: /^Bearbeiten/ })
      .click();
    await form(page).getByRole('radio', { name: 'kommt nach Hause' }).check();
    await save(page);
    await expect.poll(() => without(page, cell)).toBe(0);
    await page.getByText('Die Lücke ist geschlossen.').first().waitFor();
    expect(complaints.filter((one) => !/400/.test(one))).toEqual([]);

    // And deleted again, after a question, the gap is back.
    await listed(page, 'Азбука')
      .getByRole('button', { name: /^Bearbeiten/ })
      .click();
    await page.getByRole('button', { name: 'Angebot löschen' }).click();
    await page.getByRole('button', { name: 'Endgültig löschen' }).click();
    await expect.poll(() => without(page, cell)).toBe(before);
    await close();
  });

  it('adds a site at an address and a provider from within, and keeps what was typed when the form is closed by accident', async () => {
    const { page, complaints, close } = await open('');
    await openForm(page, 'Angebot hinzufügen');
    await form(page).getByLabel('Name des Angebots').fill('Spielen am Nachmittag');
    await page.keyboard.press('Escape');
    await form(page).waitFor({ state: 'detached' });
    await openForm(page, 'Angebot hinzufügen');
    await page.getByText('Nicht gespeicherte Eingaben von vorhin sind wieder da.').waitFor();
    expect(await form(page).getByLabel('Name des Angebots').inputValue()).toBe('Spielen am Nachmittag');
    await choose(page, 'Art', 'Treff');
    await form(page).getByLabel('Alter von').selectOption({ label: 'Geburt' });

    await page.getByRole('button', { name: 'Neuer Standort' }).click();
    const added = page.getByRole('group', { name: 'Neuer Standort' });
    await added.getByRole('textbox', { name: /^Name/ }).fill('Laden der Nachbarn');
    await added.getByRole('combobox', { name: /^Art/ }).selectOption({ label: 'Treff für Familien' });
    await added.getByRole('button', { name: 'Anlegen und verwenden' }).click();
    await added.getByText('Bitte den Ort angeben').waitFor();
    await added.getByLabel('Adresse suchen').fill('Bornstraße 52');
    await added.getByRole('button', { name: /^Bornstraße 52,/ }).click();
    await added.getByText('Punkt gesetzt:').waitFor();
    expect(await added.getByRole('textbox', { name: 'Adresse', exact: true }).inputValue()).toBe('Bornstraße 52');
    await added.getByRole('button', { name: 'Anlegen und verwenden' }).click();
    await added.waitFor({ state: 'detached' });
    await expect.poll(() => site(page).locator('option:checked').innerText()).toContain('Laden der Nachbarn');

    await page.getByRole('button', { name: 'Neuer Träger' }).click();
    const provider = page.getByRole('group', { name: 'Neuer Träger' });
    await provider.getByRole('textbox', { name: /^Träger/ }).fill('Nachbarschaft e. V.');
    await provider.getByRole('button', { name: 'Anlegen und verwenden' }).click();
    await provider.waitFor({ state: 'detached' });
    // What reminders need is entered later, and is still there when one looks again.
    await page.getByRole('button', { name: 'Träger ändern' }).click();
    const changed = page.getByRole('group', { name: 'Träger ändern' });
    expect(await changed.getByRole('textbox', { name: /^Träger/ }).inputValue()).toBe('Nachbarschaft e. V.');
    await changed.getByRole('textbox', { name: /^E-Mail/ }).fill('post@nachbarschaft.example');
    await changed.getByRole('button', { name: 'Sofort speichern' }).click();
    await changed.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Träger ändern' }).click();
    expect(await changed.getByRole('textbox', { name: /^E-Mail/ }).inputValue()).toBe('post@nachbarschaft.example');
    await changed.getByRole('button', { name: 'Abbrechen' }).click();
    await page.getByRole('button', { name: 'Text hinzufügen: Arabisch' }).click();
    const arabic = page.getByRole('group', { name: 'Text: Arabisch' });
    await arabic.getByLabel('Titel').fill('اللعب بعد الظهر');
    expect(await arabic.getByLabel('Titel').getAttribute('dir')).toBe('rtl');
    // The same place twice, each without times: two lines that say the same.
    await page.getByRole('button', { name: 'Weiteren Ort oder weitere Zeit hinzufügen' }).click();
    const second = page.getByRole('group', { name: 'Ort und Zeit 2' });
    await second.getByRole('combobox', { name: /^Standort/ }).selectOption(await site(page).first().inputValue());
    await page.getByRole('button', { name: 'Heute bestätigt' }).click();
    await save(page);
    await listed(page, 'Spielen am Nachmittag').getByText('Nachbarschaft e. V.').waitFor();
    expect(await listed(page, 'Spielen am Nachmittag').getByText('Laden der Nachbarn').count()).toBe(2);
    // Saved and no longer a draft.
    await openForm(page, 'Angebot hinzufügen');
    expect(await form(page).getByLabel('Name des Angebots').inputValue()).toBe('');
    expect(complaints).toEqual([]);
    await close();
  });

  it('who saves after somebody else sees field by field what differs, and neither change is lost', async () => {
    const [mine, theirs] = [await open(''), await open('', { as: 'planner' })];
    const title = (await mine.page.locator('[data-offer] h3').first().innerText()).trim();
    for (const { page } of [mine, theirs]) {
      await listed(page, title)
        .first()
        .getByRole('button', { name: /^Bearbeiten/ })
        .click();
      await form(page).waitFor();
    }
    await form(theirs.page).getByLabel('Kosten').fill('2 € am Tag');
    await form(theirs.page).getByLabel('Thema').fill('Musik');
    await save(theirs.page);
    await form(theirs.page).waitFor({ state: 'detached' });

    await form(mine.page).getByLabel('Kosten').fill('frei für alle');
    await form(mine.page).getByLabel('Plätze').fill('17');
    await save(mine.page);
    await mine.page.getByRole('heading', { name: 'Inzwischen hat jemand dasselbe geändert' }).waitFor();
    const conflict = mine.page.getByRole('group', { name: 'Kosten' });
    await conflict.getByText('2 € am Tag').waitFor();
    expect(await mine.page.locator('.merge fieldset').count()).toBe(1);
    expect(await findings(mine.page)).toEqual([]);
    await conflict.getByText('2 € am Tag').click();
    await mine.page.getByRole('button', { name: 'Übernehmen', exact: true }).click();
    await form(mine.page).waitFor({ state: 'detached' });
    await mine.page
      .getByText(/Ohne Widerspruch zusammengeführt: .*Thema/)
      .first()
      .waitFor();

    await listed(mine.page, title)
      .first()
      .getByRole('button', { name: /^Bearbeiten/ })
      .click();
    await form(mine.page).waitFor();
    const values = ['Kosten', 'Thema', 'Plätze'].map((name) => form(mine.page).getByLabel(name).inputValue());
    expect(await Promise.all(values)).toEqual(['2 € am Tag', 'Musik', '17']);
    expect(mine.complaints.filter((one) => !/412/.test(one))).toEqual([]);
    await Promise.all([mine.close(), theirs.close()]);
  });

  it('nothing is typed into an offer while it is being saved, as it would go with the form', async () => {
    const { page, complaints, close } = await open('');
    await page
      .getByRole('button', { name: /^Bearbeiten/ })
      .first()
      .click();
    const costs = form(page).getByLabel('Kosten');
    await costs.fill('3 € am Tag');
    const saved = await heldBack(page, /\/api\/offer-register\/[^/]+$/);
    await costs.press('Control+Enter');
    await expect.poll(() => form(page).locator(':focus').count()).toBe(0);
    await page.keyboard.type(' oder nichts');
    expect(await costs.inputValue()).toBe('3 € am Tag');
    await saved();
    await form(page).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('the public sees no way to edit', async () => {
    const { page, close } = await open('?cell=language.4', { as: 'public' });
    await page.getByRole('heading', { level: 2, name: /^Sprache, / }).waitFor();
    expect(await page.getByRole('button', { name: /Angebot hinzufügen|^Bearbeiten/ }).count()).toBe(0);
    await close();
  });

  for (const [width, height, colorScheme] of [
    [1440, 900, 'light'],
    [1024, 768, 'dark'],
    [390, 844, 'light'],
  ] as const) {
    it(`has no axe finding at ${width} px, ${colorScheme}, with everything open, and nothing wider than the screen`, async () => {
      const { page, close } = await open('?language=bg&cell=language.4', { viewport: { width, height }, colorScheme });
      await openForm(page, 'Lücke schließen: Angebot hinzufügen');
      await page.getByRole('button', { name: 'Neuer Standort' }).click();
      await page.getByRole('button', { name: 'Neuer Träger' }).click();
      await page.getByRole('button', { name: 'Text hinzufügen: Arabisch' }).click();
      await choose(page, 'Wiederholung', 'einmal im Monat');
      await save(page);
      await form(page).getByText('Bitte ausfüllen.').first().waitFor();
      await page.getByRole('region', { name: 'Karte: Ort des Standorts' }).waitFor();
      expect(await findings(page)).toEqual([]);
      const dialog = page.getByRole('dialog');
      expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
      await close();
    });
  }
});
