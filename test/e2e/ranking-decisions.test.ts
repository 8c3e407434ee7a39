import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
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

const rankingOf = async (page: Page) =>
  (await (await page.request.get(`${dashboard.url}/api/ranking`)).json()) as RankingData;
/** Sheets of a PDF. */
const sheets = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

async function saveScenario(page: Page, query: string, name: string): Promise<void> {
  await page.goto(`${dashboard.url}/ranking${query}`);
  await page.getByRole('button', { name: 'Szenario speichern' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** Worsens the condition of a case as the case file does, and says which. */
async function worsen(page: Page): Promise<string> {
  const { cases, values } = await rankingOf(page);
  const at = cases.findIndex(({ open }, i) => open && values['condition']?.[i] !== '5');
  const { key = '' } = cases[at] ?? {};
  const url = `${dashboard.url}/api/properties/${key}`;
  const { version } = (await (await page.request.get(url)).json()) as { version: number };
  const headers = { 'if-match': `"${version}"`, origin: dashboard.url };
  const finding = { value: '5', validFrom: '2026-11-23', source: 'Begehung', reason: 'Riss im Giebel' };
  const answer = await page.request.post(`${url}/axes/condition`, { headers, data: finding });
  expect(answer.ok(), await answer.text()).toBe(true);
  return cases[at]?.address ?? key;
}

describe('scenarios and decisions', () => {
  it.each(['Szenario speichern', 'Entscheidung festhalten'])(
    '%s: its dialog is no wider than a phone',
    async (name) => {
      const { page, close } = await visit(browser, dashboard, { viewport: { width: 390, height: 844 } });
      await page.goto(`${dashboard.url}/ranking`);
      await page.getByRole('button', { name }).click();
      const form = page.getByRole('dialog').locator('form');
      expect(await form.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
      await close();
    },
  );

  it('two scenarios are saved and compared; a decision is frozen, survives a change of the data, and names the change', async () => {
    const { page, complaints, settled, close } = await visit(browser, dashboard);
    await saveScenario(page, '?w=condition:100', 'Nur Zustand');
    await saveScenario(page, '?w=owner_state:50,condition:50', 'Auch Eigentum');

    await page.goto(`${dashboard.url}/ranking/compare`);
    await settled();
    const options = () => page.getByLabel('Vorher').locator('option').allTextContents();
    await expect.poll(options).toEqual(expect.arrayContaining(['Nur Zustand', 'Auch Eigentum']));
    await page.getByLabel('Vorher').selectOption({ label: 'Nur Zustand' });
    await settled();
    await expect.poll(() => new URL(page.url()).searchParams.get('a')).toMatch(/^scenario:/);
    await page.getByText(/Fällen stehen auf einem anderen Platz/).waitFor();
    const rows = page.locator('tbody tr');
    await rows.first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await rows.nth(1).evaluate((row) => row === document.activeElement)).toBe(true);
    expect(await findings(page)).toEqual([]);

    await page.goto(`${dashboard.url}/ranking?w=condition:100`);
    await page.getByRole('button', { name: 'Entscheidung festhalten' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Titel').fill('Lenkungsrunde im November');
    await dialog.getByLabel('Fall hinzufügen').selectOption({ index: 1 });
    await dialog.getByRole('button', { name: 'Stimme hinzufügen' }).click();
    await page.keyboard.type('A. Beispiel');
    await page.keyboard.press('Enter');
    await page.keyboard.type('B. Muster');
    await dialog.getByLabel('Stimme', { exact: true }).nth(1).selectOption({ label: 'enthalten' });
    await dialog.getByLabel('Begründung').fill('Der Zustand duldet keinen Aufschub.');
    expect(await findings(page)).toEqual([]);
    // A reload loses nothing of it.
    await page.reload();
    await page.getByRole('button', { name: 'Entscheidung festhalten' }).click();
    await expect.poll(() => dialog.getByLabel('Titel').inputValue()).toBe('Lenkungsrunde im November');
    await dialog.getByRole('button', { name: 'Unveränderlich festhalten' }).click();
    await page.waitForURL(/\/ranking\/decisions\/[0-9a-f-]{36}$/);

    await page.getByRole('heading', { name: 'Unverändert' }).waitFor();
    await page.getByText('Nichts: Die Werte von heute sind die von damals.').waitFor();
    const frozen = await page.locator('table').last().textContent();
    const address = await worsen(page);
    await page.reload();
    await page.getByRole('heading', { name: 'Unverändert' }).waitFor();
    await page.getByRole('heading', { name: address, level: 3 }).waitFor();
    expect(await page.locator('table').last().textContent()).toBe(frozen);
    await page.getByText('B. Muster').waitFor();
    await settled();
    expect(await findings(page)).toEqual([]);
    const workbook = await page.getByRole('link', { name: 'Excel' }).getAttribute('href');
    expect((await page.request.get(workbook ?? '')).headers()['content-type']).toContain('spreadsheetml');
    expect(complaints).toEqual([]);
    await close();
  });

  it('a content that was tampered with on the way is not called unchanged', async () => {
    const { page, close } = await visit(browser, dashboard);
    await page.route('**/api/ranking/decisions/*', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { content: { reason: string } };
      body.content.reason += ' Nicht.';
      await route.fulfill({ response: answer, json: body });
    });
    await page.goto(`${dashboard.url}/ranking/decisions`);
    await page.getByRole('link', { name: 'Lenkungsrunde im November' }).click();
    await page.getByRole('heading', { name: /^Verändert/ }).waitFor();
    await close();
  });
});

describe('own criteria', () => {
  it('is added without code, filled by pasting a column, names a wrong cell, and appears in the ranking', async () => {
    const { page, complaints, settled, close } = await visit(browser, dashboard);
    await page.goto(`${dashboard.url}/ranking/criteria`);
    await page.getByRole('button', { name: 'Kriterium hinzufügen' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Hinweise');
    await dialog.getByLabel('Welche Frage').fill('Wie viele Hinweise kamen?');
    await dialog.getByLabel('Woher kommen').fill('Ordnungsamt, 2026');
    await dialog.getByLabel('Zählt 0 bei').fill('0');
    await dialog.getByLabel('Zählt voll').fill('10');
    await dialog.getByRole('img').waitFor();
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('heading', { name: 'Werte: Hinweise' }).waitFor();

    const first = page.locator('tbody input').first();
    await first.focus();
    await first.evaluate((input) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '3\r\nviele\r\n0\r\n');
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await page.getByRole('button', { name: 'Alle Werte speichern' }).click();
    await page.getByText('Keine Zahl').waitFor();
    const wrong = page.locator('tbody input[aria-invalid]');
    await expect.poll(() => wrong.evaluate((input) => input === document.activeElement)).toBe(true);
    await wrong.fill('2,5');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('button', { name: 'Alle Werte speichern' }).click();
    await page.getByText(/^3 von \d+ Fällen mit Wert|3 von \d+ Fällen mit Wert$/).waitFor();
    // The message about it goes by itself; it is the shell's.
    await page.locator('span', { hasText: '3 Werte gespeichert' }).waitFor({ state: 'hidden' });
    await settled();
    expect(await findings(page)).toEqual([]);
    const { criteria, states } = await rankingOf(page);
    const own = criteria.find(({ title }) => title.de === 'Hinweise');
    expect(states[own?.id ?? '']?.known).toBe(3);
    await page.goto(`${dashboard.url}/ranking`);
    await page.getByText('Hinweise').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the printed reason', () => {
  for (const lang of ['de', 'en'])
    it(`fits one upright sheet in ${lang}, with a long address, and names no owner`, async () => {
      const { page, complaints, settled, close } = await visit(browser, dashboard);
      const { cases } = await rankingOf(page);
      const { key = '' } = cases.find(({ open }) => open) ?? {};
      await page.route('**/api/ranking', async (route) => {
        const answer = await route.fetch();
        const data = (await answer.json()) as RankingData;
        const long = 'Bürgermeister-Wilhelm-Hansmann-Gedächtnisstraße 123a–125c, Hinterhaus, linker Seitenflügel';
        const renamed = data.cases.map((one) => ({ ...one, address: `${long} ${one.address}` }));
        await route.fulfill({ response: answer, json: { ...data, cases: renamed } });
      });
      await page.goto(`${dashboard.url}/ranking/reason/${key}?lang=${lang}`);
      await page.getByRole('heading', { name: /Hansmann/, level: 1 }).waitFor();
      await settled();
      expect(await findings(page)).toEqual([]);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(sheets(pdf)).toBe(1);
      const file = (await (await page.request.get(`${dashboard.url}/api/properties/${key}`)).json()) as {
        parts: { owners?: { name: string | null }[] };
      };
      const text = (await page.getByRole('main').textContent()) ?? '';
      for (const { name } of file.parts.owners ?? []) if (name) expect(text).not.toContain(name);
      expect(complaints).toEqual([]);
      await close();
    });
});
