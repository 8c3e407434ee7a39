import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard, Visit } from './visit.ts';

let browser: Browser;
let dashboard: Dashboard;
let visitor: Visit;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});
beforeEach(async () => {
  visitor = await visit(browser, dashboard, { as: 'planner' });
});
afterEach(() => visitor.close());

async function open(query = ''): Promise<Page> {
  const { page } = visitor;
  await page.goto(`${dashboard.url}/properties${query}`);
  await page.getByRole('grid').getByRole('row').nth(1).waitFor();
  await visitor.settled();
  return page;
}
const api = async <T>(path: string, body?: unknown): Promise<T> =>
  page().evaluate(
    async ([path, body]) => {
      const init =
        body === undefined
          ? {}
          : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      return (await fetch(`/api/${String(path)}`, init)).json();
    },
    [path, body] as const,
  ) as Promise<T>;
const page = () => visitor.page;
const selectedRows = () => page().getByRole('row', { selected: true }).count();
const addresses = () => page().locator('.row[aria-selected] a').allInnerTexts();

describe('the list by keyboard alone', () => {
  it('searches, sorts, selects a range, changes it after a preview, and takes it back', async () => {
    await open();
    const { keyboard } = page();
    await keyboard.press('/');
    await keyboard.type('flensburger');
    await expect.poll(() => page().url()).toContain('q=flensburger');
    await expect
      .poll(addresses)
      .toSatisfy((all: string[]) => all.length > 3 && all.every((one) => /^Flensburger/.test(one)));
    await keyboard.press('Enter');
    await expect.poll(() => page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
    // From the list into its head: the first button sorts by address.
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await expect.poll(() => page().url()).toContain('sort=-address');
    await visitor.settled();
    await keyboard.press('Shift+Tab');
    await keyboard.press('Shift+Tab');
    await keyboard.press('Home');
    await keyboard.press('Space');
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    await expect.poll(selectedRows).toBe(3);
    await keyboard.press('Shift+ArrowUp');
    await expect.poll(selectedRows).toBe(2);

    const before = await api<{ rows: { key: string; legal_basis: string | null }[] }>(
      'properties?q=flensburger&sort=-address&limit=2',
    );
    await keyboard.press('e');
    const dialog = page().getByRole('dialog');
    await dialog.waitFor();
    await dialog.getByLabel('Feld', { exact: true }).focus();
    await keyboard.type('Rechts');
    await dialog.getByLabel('Neuer Wert').focus();
    await keyboard.type('Probeamt');
    await dialog.getByText('2 Fälle werden geändert').waitFor();
    // Typed slowly, half a word has its preview, too: only that of the whole one is taken.
    await dialog.locator('section[aria-busy=false]').waitFor();
    await keyboard.press('Enter');
    const undo = page().getByRole('button', { name: 'Rückgängig machen' });
    await undo.waitFor();
    type Bases = { rows: { legal_basis: string | null }[] };
    const bases = async () =>
      (await api<Bases>('properties?q=flensburger&sort=-address&limit=3')).rows.map(({ legal_basis }) => legal_basis);
    expect((await bases()).filter((legal_basis) => legal_basis === 'Probeamt')).toHaveLength(2);
    await undo.focus();
    await keyboard.press('Enter');
    await page().getByText('2 Fälle wiederhergestellt.').first().waitFor();
    expect((await bases()).slice(0, 2)).toEqual(before.rows.map(({ legal_basis }) => legal_basis));
    expect(visitor.complaints).toEqual([]);
  });

  it('selects all that match with Ctrl+A, shows its keys with ?, and opens a case with Enter', async () => {
    await open('?condition=4');
    const { keyboard } = page();
    const { total } = await api<{ total: number }>('properties?condition=4');
    await page().getByRole('grid').focus();
    await keyboard.press('Control+a');
    await page().getByText(`${total} ausgewählt`).waitFor();
    await keyboard.press('Escape');
    await expect.poll(selectedRows).toBe(0);
    await keyboard.press('?');
    await page().getByRole('dialog', { name: 'Tastenkürzel' }).waitFor();
    await keyboard.press('Escape');
    await page().getByRole('grid').focus();
    await keyboard.press('j');
    await expect.poll(() => page().getByRole('grid').getAttribute('aria-activedescendant')).toBe('case-line-1');
    const href = await page().locator('#case-line-1 a').getAttribute('href');
    await keyboard.press('Enter');
    await expect.poll(() => new URL(page().url()).pathname).toBe(href);
  });
});

it('groups fold and unfold, and a link brings filter, group and columns back', async () => {
  await open('?group=works&cols=office&sort=-address');
  expect(await page().getByRole('columnheader').count()).toBe(3);
  const heads = page().getByRole('button', { expanded: true });
  const first = page().locator('.band button').first();
  const before = await page().locator('.row[aria-selected]').count();
  await first.click();
  await expect.poll(() => first.getAttribute('aria-expanded')).toBe('false');
  expect(await heads.count()).toBeGreaterThan(0);
  expect(await page().locator('.row[aria-selected]').count()).not.toBe(before);
});

it('says that the cases of the demo are invented', async () => {
  await open();
  await page().getByText('Demo – erfunden').first().waitFor();
});

it('somebody else’s change is seen by itself and the selection stays', async () => {
  await open('?cols=office');
  const { keyboard } = page();
  await page().getByRole('grid').focus();
  await keyboard.press('Space');
  await expect.poll(selectedRows).toBe(1);
  const { rows } = await api<{ rows: { key: string }[] }>('properties?limit=1');
  const key = rows[0]?.key ?? '';
  await api('properties/bulk', { keys: [key], field: 'office', value: 'Anderes Amt', expected: 1 });
  // That the news takes less than a second is held over the event stream (test/db/queries/events.test.ts): drawing it may take
  // longer on a busy machine.
  await page().getByRole('gridcell', { name: 'Anderes Amt' }).waitFor();
  expect(await selectedRows()).toBe(1);
});

it('50,000 cases are a few dozen rows in the page, from the first to the last', async () => {
  const TOTAL = 50_000;
  const rowAt = (n: number) => ({
    key: `k${n}`,
    id: n + 1,
    version: 1,
    changedAt: '2026-01-01T00:00:00Z',
    changedBy: null,
    tasksOpen: 0,
    nextDeadline: null,
    center: [7.47, 51.52],
    address: `Reihe ${n}`,
    class: 'recorded',
    mark: null,
  });
  await page().route(/\/api\/properties\?/, (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
    const rows = Array.from({ length: Math.max(0, Math.min(limit, TOTAL - offset)) }, (_, n) => rowAt(offset + n));
    return route.fulfill({ json: { total: TOTAL, rows } });
  });
  await open();
  const drawn = () => page().locator('[id^="case-line-"]').count();
  expect(await drawn()).toBeLessThan(80);
  await page().getByRole('grid').focus();
  await page().keyboard.press('End');
  await page().getByText('Reihe 49999').waitFor();
  expect(await drawn()).toBeLessThan(80);
  await page().keyboard.press('Home');
  await page().getByText('Reihe 0', { exact: true }).waitFor();
  expect(await page().getByRole('grid').getAttribute('aria-rowcount')).toBe(String(TOTAL + 1));
});

it.each([
  ['light', 1440, 900],
  ['dark', 1024, 768],
  ['light', 390, 844],
] as const)(
  'has nothing that axe objects to, and nothing that scrolls sideways: %s, %i × %i',
  async (colorScheme, width, height) => {
    await visitor.close();
    visitor = await visit(browser, dashboard, { as: 'planner', viewport: { width, height }, colorScheme });
    await open('?condition=3,4,5&group=works');
    const check = async () => expect(await findings(page())).toEqual([]);
    await check();
    expect(await page().evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page().getByRole('button', { name: 'Filter', exact: true }).click();
    await check();
    await page().keyboard.press('Escape');
    await page().locator('.row[aria-selected]').first().click();
    await page().keyboard.press('Space');
    await page().keyboard.press('e');
    await page().getByRole('dialog').waitFor();
    await check();
  },
);

it('says what to do where no case fits', async () => {
  await visitor.page.goto(`${dashboard.url}/properties?q=gibtesnicht`);
  await page().getByText('Kein Fall passt zu diesen Filtern.').waitFor();
  await page().getByRole('button', { name: 'Filter zurücksetzen' }).last().click();
  await page().getByRole('grid').waitFor();
});

it('a visitor who has not signed in is asked to, and nothing of the list is sent', async () => {
  await visitor.close();
  visitor = await visit(browser, dashboard, { as: 'public' });
  await visitor.page.goto(`${dashboard.url}/properties?condition=5`);
  await page().getByRole('link', { name: 'Anmelden' }).last().waitFor();
  await visitor.settled();
  expect(visitor.complaints).toEqual([]);
});
