import { createHash, randomBytes, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { Browser, Page } from 'playwright-core';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '@quartierblick/gis/walks/event.ts';
import type { Walk } from '@quartierblick/gis/walks/walk.ts';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { cookieFor, startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

const TITLE = 'Vom Schultor zum Spielplatz';
/** A walk of this test's own, so that all that is found on it is known. */
let WALK = '';
const SIZES = [
  [1440, 900, 'light'],
  [1024, 768, 'dark'],
  [390, 844, 'light'],
] as const;
const MM = 25.4 / 72;
const LONG = 'Die Platten sind von Wurzeln gehoben, wer ausweicht, steht auf der Fahrbahn. '.repeat(12);

let browser: Browser;
let dashboard: Dashboard;
/** Asks as the Steuerungsgruppe. */
let ask: <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<T>;

/** A phone on the walk: what it says goes through the log, as from the field. */
class Phone {
  readonly device = randomUUID();
  readonly #key = randomBytes(32).toString('base64url');
  #seq = 0;

  async joinAsAccount(): Promise<this> {
    await ask('POST', `walks/${WALK}/devices`, { device: this.device, key: this.#key });
    return this;
  }
  async joinAsChild(): Promise<this> {
    const { code } = await ask<{ code: string }>('POST', `walks/${WALK}/links`, { role: 'child', hours: 1 });
    await ask('POST', 'field/join', { code, device: this.device, key: this.#key, name: 'Mia' });
    return this;
  }

  /** Says values of things: `[kind, thing, field, value]`. */
  async say(...said: readonly (readonly [kind: string, thing: string, field: string, value: Json])[]): Promise<void> {
    const now = new Date().toISOString();
    const events = said.map(([kind, thing, field, value]) => ({
      ...{ v: 1, id: randomUUID(), device: this.device, seq: ++this.#seq, at: now, kind, thing },
      say: { do: 'set', field, value, over: [] },
    }));
    await ask('POST', `field/${WALK}/batches`, { sentAt: now, pending: 0, events }, this.#proof);
  }

  /** Says a finding. @returns its key */
  async find(fields: Record<string, Json>): Promise<string> {
    const key = randomUUID();
    await this.say(...Object.entries(fields).map(([field, value]) => ['finding', key, field, value] as const));
    return key;
  }

  /** Adds a photo to a finding and sends its bytes. */
  async photo(finding: string, colour: string): Promise<void> {
    const picture = { create: { width: 640, height: 480, channels: 3 as const, background: colour } };
    const bytes = await sharp(picture).jpeg().toBuffer();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const photo = randomUUID();
    const value = { sha256, bytes: bytes.length, width: 640, height: 480, covered: 0, drawn: false };
    await this.say(
      ['photo', photo, 'finding', finding],
      ['photo', photo, 'picture', value],
      ['photo', photo, 'caption', 'Von der Ecke aus'],
    );
    const headers = {
      ...this.#proof,
      'upload-offset': '0',
      'upload-length': String(bytes.length),
      'content-type': 'application/offset+octet-stream',
    };
    const answer = await fetch(`${dashboard.url}/api/field/${WALK}/blobs/${sha256}`, {
      method: 'PATCH',
      headers,
      body: new Uint8Array(bytes),
    });
    expect(answer.status, await answer.text()).toBeLessThan(300);
  }

  get #proof(): Record<string, string> {
    return { 'x-walk-device': `${this.device}.${this.#key}` };
  }
}

beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
  const { name, value } = await cookieFor(dashboard, 'steering');
  ask = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${dashboard.url}/api/${path}`, {
      method,
      headers: {
        cookie: `${name}=${value}`,
        origin: dashboard.url,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    expect(answer.status, text).toBeLessThan(300);
    return JSON.parse(text) as never;
  };
  const first = { key: randomUUID(), name: 'Schultor', lon: 7.47164, lat: 51.52168 };
  const second = { key: randomUUID(), name: 'Spielplatz', lon: 7.47198, lat: 51.52323 };
  const planned = { title: TITLE, startsAt: '2026-11-20T14:00:00+01:00', stops: [first, second] };
  const walk = await ask<Walk>('POST', 'walks', planned);
  WALK = walk.key;
  const seen = (version: number) => ({ 'if-match': `"${version}"` });
  const opened = await ask<Walk>('PATCH', `walks/${WALK}`, { state: 'open', consent: true }, seen(walk.version));
  await ask('PATCH', `walks/${WALK}`, { state: 'walked' }, seen(opened.version));
  const lead = await new Phone().joinAsAccount();
  const child = await new Phone().joinAsChild();
  const near = { lon: first.lon, lat: first.lat, accuracyM: 8, by: 'gps' };
  const parked = await lead.find({ stop: first.key, theme: 'ways', note: 'Ecke zugeparkt', place: near });
  await lead.photo(parked, '#556677');
  await child.find({ stop: first.key, theme: 'ways', note: 'Da stehen immer Autos', place: near });
  const bench = await lead.find({ stop: second.key, theme: 'playgrounds', note: 'Bank fehlt' });
  await child.say(['finding', bench, 'note', 'Bank ist kaputt']);
  await child.find({ theme: 'other', note: LONG });
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

const tab = (page: Page, name: 'findings' | 'protocol') => page.goto(`${dashboard.url}/walks/${WALK}?tab=${name}`);
const row = (page: Page, name: RegExp) => page.getByRole('button', { name });

describe('after a walk', () => {
  for (const [width, height, colorScheme] of SIZES) {
    it(`findings and protocol are readable and fit at ${width} × ${height}, ${colorScheme}`, async () => {
      const viewport = { width, height };
      const { page, complaints, settled, close } = await visit(browser, dashboard, {
        as: 'steering',
        viewport,
        colorScheme,
      });
      const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
      await tab(page, 'findings');
      await row(page, /Bank fehlt|Bank ist kaputt/).click();
      await page.getByRole('group', { name: 'Zwei Angaben: Notiz' }).waitFor();
      await settled();
      expect(await findings(page)).toEqual([]);
      expect(await fits()).toBe(true);
      await page.getByRole('button', { name: 'Keine Maßnahme, weil' }).click();
      expect(await findings(page)).toEqual([]);
      await tab(page, 'protocol');
      await page.getByText('Es fehlen Entscheidungen zu 4 Funden:').waitFor();
      expect(await page.getByRole('button', { name: 'Gang abschließen' }).isDisabled()).toBe(true);
      expect(await findings(page)).toEqual([]);
      expect(await fits()).toBe(true);
      expect(complaints).toEqual([]);
      await close();
    });
  }

  it('a photo opens large, by keyboard as well, and closes again', async () => {
    const { page, complaints, close } = await visit(browser, dashboard, { as: 'steering' });
    await tab(page, 'findings');
    await row(page, /Ecke zugeparkt/).press('Enter');
    await page.getByRole('button', { name: 'Foto 1 zu 1.1 groß zeigen' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Foto 1 zu 1.1' });
    const width = () => dialog.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalWidth);
    await expect.poll(width).toBe(640);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('two statements of one field are settled by keyboard, and from then on one of them holds', async () => {
    const { page, complaints, close } = await visit(browser, dashboard, { as: 'steering' });
    await tab(page, 'findings');
    await row(page, /Bank fehlt|Bank ist kaputt/).click();
    const box = page.getByRole('group', { name: 'Zwei Angaben: Notiz' });
    await box.getByRole('button', { name: /^Das gilt ?: Bank ist kaputt$/ }).press('Enter');
    await box.waitFor({ state: 'detached' });
    await row(page, /Bank ist kaputt/).waitFor();
    expect(await row(page, /Bank fehlt/).count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('from four findings to a closed walk: merged, a measure, two reasons, and every one of them in the protocol', async () => {
    const { page, complaints, close } = await visit(browser, dashboard, { as: 'steering' });
    await tab(page, 'findings');
    await page.getByRole('button', { name: 'Zusammenführen zu 1.1' }).click();
    await page.getByText('bei 1.1').waitFor();

    await row(page, /^1\.1/).click();
    await page.getByRole('button', { name: 'Maßnahme anlegen' }).click();
    await page.keyboard.press('Enter');
    await page.getByText('Bitte sagen, was zu tun ist.').waitFor();
    await page.keyboard.type('Poller an die Ecke setzen');
    await page.getByLabel('Wer ist zuständig?').fill('Tiefbauamt');
    await page.getByRole('button', { name: 'Maßnahme anlegen' }).click();
    await page.getByRole('link', { name: /^Maßnahme M\d+: Poller an die Ecke setzen/ }).waitFor();

    for (const [name, reason] of [
      [/^2\.1/, 'Die Bank wird im Frühjahr ersetzt.'],
      [/^W1/, 'Steht schon im Bauprogramm.'],
    ] as const) {
      await row(page, name).click();
      await page.getByRole('button', { name: 'Keine Maßnahme, weil' }).click();
      await page.keyboard.type(reason);
      await page.getByRole('button', { name: 'Speichern' }).click();
      await page.getByText(`Keine Maßnahme, weil: ${reason}`).waitFor();
    }
    await page.getByText('4 Funde, alle entschieden').waitFor();

    await tab(page, 'protocol');
    await page.getByRole('button', { name: 'Gang abschließen' }).click();
    await page.getByText('Der Gang ist abgeschlossen.', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('the protocol prints on A4, says everything, shows the photo, and runs over no edge', async () => {
    const { page, complaints, settled, close } = await visit(browser, dashboard, { as: 'steering' });
    await page.goto(`${dashboard.url}/api/walks/${WALK}/protocol?lang=de`);
    await page.getByRole('button', { name: 'Drucken' }).waitFor();
    await settled();
    expect(await findings(page)).toEqual([]);
    expect(
      await page.getByRole('img', { name: 'Foto 1 zu 1.1' }).evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBe(640);
    const pdf = await getDocumentProxy(
      new Uint8Array(await page.pdf({ preferCSSPageSize: true, printBackground: true })),
    );
    let text = '';
    for (let number = 1; number <= pdf.numPages; number++) {
      const sheet = await pdf.getPage(number);
      const [left = 0, bottom = 0, right = 0, top = 0] = sheet.view;
      expect([Math.round((right - left) * MM), Math.round((top - bottom) * MM)]).toEqual([210, 297]);
      const { items } = await sheet.getTextContent();
      for (const item of items) {
        if (!('str' in item)) continue;
        text += `${item.str} `;
        const [, , , , x = 0] = item.transform as number[];
        expect(x + item.width, item.str).toBeLessThan(right);
      }
    }
    const words = text.replaceAll(/\s+/g, ' ');
    for (const part of [
      TITLE,
      'Ecke zugeparkt',
      'Da stehen immer Autos',
      'Bank ist kaputt',
      'Von der Ecke aus',
      'Poller an die Ecke setzen',
      'Tiefbauamt',
      'Die Bank wird im Frühjahr ersetzt.',
      'Steht schon im Bauprogramm.',
      'Mia',
      'Seite 1 /',
    ]) {
      expect(words, part).toContain(part);
    }
    expect(words.match(/Die Platten sind von Wurzeln gehoben/g)).toHaveLength(12);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is told on a narrow screen without running over it', async () => {
    const { page, close } = await visit(browser, dashboard, { as: 'steering', viewport: { width: 390, height: 844 } });
    await page.goto(`${dashboard.url}/api/walks/${WALK}/protocol?lang=en`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await findings(page)).toEqual([]);
    await close();
  });
});
