import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { cookieFor, PATIENCE_MS, startDashboard } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** The demo's walk to come, and one that was walked (gis/demo/walks.ts). */
const WALK = 'd3a00000-0000-4000-8003-000000000001';
const OTHER = 'd3a00000-0000-4000-8003-000000000002';

let browser: Browser;
let dashboard: Dashboard;
/** Stands before the server and answers as it is told: what the worker fetches goes through it, too. */
let flawed: Server;
let url: string;
let flaw: (path: string) => 404 | 503 | 'old-list' | null = () => null;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
  const { port } = new URL(dashboard.url);
  flawed = createServer((asked, answer) => {
    const { url: path = '/', method, headers } = asked;
    const how = flaw(path);
    if (typeof how === 'number') return void answer.writeHead(how).end();
    if (how === 'old-list') return void answer.end(JSON.stringify({ version: 'of last week', files: [] }));
    const passed = request({ host: '127.0.0.1', port, path, method, headers }, (from) => {
      answer.writeHead(from.statusCode ?? 500, from.headers);
      from.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  flawed.listen(0, '127.0.0.1');
  await once(flawed, 'listening');
  url = `http://127.0.0.1:${(flawed.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
  flawed?.closeAllConnections();
  flawed?.close();
  await dashboard?.stop();
});

/** A phone that takes part in walks as the steering group. */
async function phone(): Promise<{ page: Page; go(walk?: string): Promise<void> }> {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 390, height: 844 }, hasTouch: true });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addCookies([{ ...(await cookieFor(dashboard, 'steering')), url }]);
  const page = await context.newPage();
  return {
    page,
    async go(walk = WALK) {
      await page.goto(`${url}/walks/${walk}/go`);
      await page.getByRole('navigation', { name: 'Ansichten' }).waitFor();
    },
  };
}

const RETRY = 'Nochmal versuchen';

describe('taking a walk along where the application cannot be kept', () => {
  /** Each with what is said; the first file of the list is one that every page has. */
  const FLAWS = [
    ['a file of its list is missing', (path: string) => (path.includes('favicon.svg') ? 404 : null), /favicon\.svg/],
    ['the list is missing', (path: string) => (path.includes('/_app/offline.json') ? 404 : null), /Schritt 2/],
    [
      'the list is of another build',
      (path: string) => (path.includes('offline.json') ? 'old-list' : null),
      /Schritt 2/,
    ],
    ['its page is not there', (path: string) => (path === '/walks' ? 503 : null), /Schritt 3/],
    ['the worker is missing', (path: string) => (path.includes('service-worker.js') ? 404 : null), /Schritt 1/],
  ] as const;

  it.each(FLAWS)(
    'says so within seconds, and at which step, and goes on when asked again: %s',
    async (_, how, said) => {
      const { page, go } = await phone();
      await go();
      flaw = how;
      await page.getByRole('button', { name: 'Gang mitnehmen' }).click();
      // Before the page gives the worker up by itself (offline/register.ts): the worker has said so.
      await page.getByRole('alert').filter({ hasText: said }).waitFor({ timeout: 10_000 });
      const retry = page.getByRole('button', { name: RETRY });
      await retry.waitFor({ timeout: 5_000 });
      flaw = () => null;
      await retry.click();
      await page.getByRole('region', { name: 'Gang mitnehmen' }).waitFor({ state: 'detached', timeout: 90_000 });
      await page.context().close();
    },
  );

  it('notices that the browser has cleared what was kept, and keeps it anew', async () => {
    const { page, go } = await phone();
    await go();
    await page.getByRole('button', { name: 'Gang mitnehmen' }).click();
    const region = page.getByRole('region', { name: 'Gang mitnehmen' });
    await region.waitFor({ state: 'detached', timeout: 90_000 });
    const cleared = () =>
      page.evaluate(async () => {
        for (const name of await caches.keys()) if (name.startsWith('app-')) await caches.delete(name);
      });
    await cleared();
    await go();
    const kept = () =>
      page.evaluate(async () => {
        const names = (await caches.keys()).filter((name) => name.startsWith('app-'));
        const counts = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
        return Math.max(0, ...counts);
      });
    await expect.poll(kept, { timeout: 60_000 }).toBeGreaterThan(50);
    await page.context().close();
  });
});

describe('forgetting a walk on a device', () => {
  /** Where on this device something of a walk lies: names of stores and caches. */
  const tracesOf = (page: Page, walk: string) =>
    page.evaluate(async (of) => {
      const found: string[] = [];
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('quartierblick-walks');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error('no database'));
      });
      const all = <T>(asked: IDBRequest<T>) =>
        new Promise<T>((resolve) => (asked.onsuccess = () => resolve(asked.result)));
      for (const name of db.objectStoreNames) {
        const store = db.transaction(name).objectStore(name);
        const text = JSON.stringify([await all(store.getAllKeys()), await all(store.getAll())]);
        if (text.includes(of)) found.push(name);
      }
      db.close();
      for (const name of await caches.keys()) {
        const requests = await (await caches.open(name)).keys();
        if (name.includes(of) || requests.some((one) => one.url.includes(of))) found.push(name);
      }
      const stored = JSON.stringify({ ...localStorage, ...sessionStorage });
      return stored.includes(of) ? [...found, 'localStorage'] : found;
    }, walk);

  it('asks twice where something is not sent, offers it as a file, and leaves nothing of it and all of another walk', async () => {
    const { page, go } = await phone();
    await go(OTHER);
    const other = await tracesOf(page, OTHER);
    expect(other).toContain('walks');
    await go();
    await page.getByRole('button', { name: 'Gang mitnehmen' }).click();
    await page.getByRole('region', { name: 'Gang mitnehmen' }).waitFor({ state: 'detached', timeout: 90_000 });
    flaw = (path) => (path.startsWith('/api/field/') ? 503 : null);
    await page.getByLabel('Notiz').fill('nur hier');
    await page.getByText('gespeichert', { exact: true }).waitFor();
    expect(await tracesOf(page, WALK)).toEqual(expect.arrayContaining(['walks', 'log', `walk-${WALK}`]));

    await page.getByRole('button', { name: 'Was ist gespeichert' }).click();
    await page.getByRole('button', { name: 'Gang auf diesem Gerät vergessen' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Nur auf diesem Gerät: \d+ Ein/).waitFor();
    const forget = dialog.getByRole('button', { name: 'Gang vergessen' });
    expect(await forget.isDisabled()).toBe(true);
    expect(await findings(page)).toEqual([]);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Erst als Datei sichern' }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toContain('nur hier');
    await dialog.getByRole('checkbox').check();
    await forget.click();
    await page.waitForURL(`${url}/walks`);
    flaw = () => null;
    expect(await tracesOf(page, WALK)).toEqual([]);
    // What its own exchange with the server brought meanwhile may be there too; nothing may be gone.
    expect(await tracesOf(page, OTHER)).toEqual(expect.arrayContaining(other));
    await page.context().close();
  });
});
