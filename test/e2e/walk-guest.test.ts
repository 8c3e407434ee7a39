import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WalkFindings } from '@quartierblick/gis/walks/review.ts';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { cookieFor, startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** The demo's walk to come (gis/demo/walks.ts). */
const WALK = 'd3a00000-0000-4000-8003-000000000001';
const PHONE = { viewport: { width: 390, height: 844 } } as const;
const DAY_MS = 86_400_000;
const STEP_MS = 30_000;

let browser: Browser;
let dashboard: Dashboard;
/** Asks as the Steuerungsgruppe. */
let ask: <T>(method: string, path: string, body?: unknown) => Promise<T>;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
  const { name, value } = await cookieFor(dashboard, 'steering');
  ask = async (method, path, body) => {
    const answer = await fetch(`${dashboard.url}/api/walks/${WALK}/${path}`, {
      method,
      headers: { cookie: `${name}=${value}`, origin: dashboard.url, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    expect(answer.status, text).toBeLessThan(300);
    return (text === '' ? null : JSON.parse(text)) as never;
  };
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

const newLink = () => ask<{ key: string; code: string }>('POST', 'links', { role: 'resident' });
const atServer = async (note: string) =>
  (await ask<WalkFindings>('GET', 'findings')).findings.find((one) => one.note === note);

async function join(page: Page, code: string): Promise<void> {
  await page.goto(`${dashboard.url}/w/${code}`);
  await page.getByRole('button', { name: /Los geht/ }).click();
  await page.waitForURL(/\/go$/);
  await page.getByRole('navigation', { name: 'Ansichten' }).waitFor();
}

async function note(page: Page, text: string): Promise<void> {
  await page.getByLabel('Notiz').fill(text);
  await page.getByText('gespeichert', { exact: true }).waitFor();
}

const status = (page: Page) => page.getByRole('button', { name: 'Was ist gespeichert' });

describe('a guest on a phone', () => {
  it('whose link was ended keeps what was not sent, is told so, can save it, and sends it with a new code', async () => {
    const link = await newLink();
    const { page, close } = await visit(browser, dashboard, { as: 'public', ...PHONE });
    await join(page, link.code);
    await page.context().setOffline(true);
    await note(page, 'Gitter am Kellerfenster fehlt');
    await ask('DELETE', `links/${link.key}`);
    // Told also to whoever has the sheet open when it becomes known.
    await status(page).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText(/^Ohne Netz/).waitFor();
    await page.context().setOffline(false);
    await sheet.getByText('Die Leitung hat diesen Zugang beendet.').waitFor({ timeout: STEP_MS });
    expect(await findings(page)).toEqual([]);
    expect(await atServer('Gitter am Kellerfenster fehlt')).toBeUndefined();
    const saving = page.waitForEvent('download');
    await sheet.getByRole('button', { name: 'Als Datei sichern' }).click();
    expect(await readFile(await (await saving).path(), 'utf8')).toContain('Gitter am Kellerfenster fehlt');
    // Not even the walk itself is told any more, but what was noted is still there, and that is said.
    await page.reload();
    await page.getByText('Die Leitung hat diesen Zugang beendet.').waitFor({ timeout: STEP_MS });
    await page.getByText(/^\d+ Einträge sind nur auf diesem Gerät/).waitFor();
    expect(await findings(page)).toEqual([]);
    const again = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Als Datei sichern' }).click();
    expect(await readFile(await (await again).path(), 'utf8')).toContain('Gitter am Kellerfenster fehlt');

    await join(page, (await newLink()).code);
    await expect.poll(() => atServer('Gitter am Kellerfenster fehlt'), { timeout: STEP_MS }).toBeDefined();
    await close();
  });

  it('whose line broke while an answer was awaited sends as soon as the line is back', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public', ...PHONE });
    let lost = 0;
    // As a line that broke leaves it: the first question is never answered.
    await page.route('**/batches', (route) => (lost++ === 0 ? undefined : route.continue()));
    await join(page, (await newLink()).code);
    await note(page, 'Poller umgefahren');
    await expect.poll(() => lost, { timeout: STEP_MS }).toBe(1);
    await page.context().setOffline(true);
    await page.getByText(/^· +Ohne Netz$/).waitFor();
    await page.context().setOffline(false);
    await expect.poll(() => atServer('Poller umgefahren'), { timeout: STEP_MS }).toBeDefined();
    await close();
  });

  it('whose clock is wrong by a day is told so, and its finding stands at the time at which it was made', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'public', ...PHONE });
    await page.addInitScript((offset) => {
      const Real = Date;
      globalThis.Date = class extends Real {
        constructor(...given: []) {
          if (given.length > 0) super(...given);
          else super(Real.now() + offset);
        }
        static override now(): number {
          return Real.now() + offset;
        }
      } as DateConstructor;
    }, DAY_MS);
    await join(page, (await newLink()).code);
    await note(page, 'Uhr von morgen');
    await expect.poll(() => atServer('Uhr von morgen'), { timeout: STEP_MS }).toBeDefined();
    const found = await atServer('Uhr von morgen');
    expect(Math.abs(Date.parse(found?.foundAt ?? '') - Date.now())).toBeLessThan(5 * 60_000);
    await status(page).click();
    await page.getByRole('dialog').getByText('Die Uhr dieses Geräts geht falsch.').waitFor({ timeout: STEP_MS });
    await close();
  });
});
