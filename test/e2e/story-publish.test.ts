import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicationHead } from '@quartierblick/gis/stories/publication.ts';
import { launchBrowser } from '../support/browser.ts';
import { openPack } from '../support/packs.ts';
import { findings } from './axe.ts';
import { heldBack } from './held-back.ts';
import { coloursOf, cookieFor, startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

const PASSWORD = 'Bänke am Borsigplatz';
const TITLE = 'Spielplätze im Quartier';
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
/** Where pictures of the screens go when somebody wants to look at them. */
const PICTURES = process.env['PICTURES'];

describe('publishing a story', () => {
  let browser: Browser;
  let dashboard: Dashboard;
  let story = '';
  beforeAll(async () => {
    [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
    story = await addStory();
  });
  afterAll(async () => {
    await browser?.close();
    await dashboard?.stop();
  });

  const NO = { de: '', en: '' };
  const id = (n: number) => `77000000-0000-4000-8000-00000000000${n}`;
  const common = { chapter: null, notes: { de: 'Nur für mich', en: '' }, audience: 'public' };
  async function api<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
    const { name, value } = await cookieFor(dashboard, 'planner');
    const answer = await fetch(dashboard.url + path, {
      method,
      headers: { cookie: `${name}=${value}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect([path, answer.ok ? '' : await answer.text()]).toEqual([path, '']);
    return (await answer.json()) as T;
  }
  async function addStory(): Promise<string> {
    const slides = [
      { ...common, id: id(1), kind: 'title', title: { de: TITLE, en: 'Playgrounds' }, body: NO },
      {
        ...{ ...common, id: id(2), kind: 'text', keyFigures: [] },
        title: { de: 'Wie viele es sind', en: 'How many there are' },
        body: { de: 'Es gibt {count:playgrounds} Spielplätze.', en: '{count:playgrounds} playgrounds.' },
      },
      {
        ...{ ...common, id: id(3), kind: 'map', plays: false },
        ...{ view: '?l=playgrounds,buildings,streets', title: { de: 'Wo sie sind', en: '' }, body: NO },
      },
      {
        ...{ ...common, id: id(4), kind: 'text', keyFigures: [], title: { de: 'Viel Text', en: 'Much text' } },
        body: { de: 'Ein langer Satz, der nicht enden will. '.repeat(50), en: 'x' },
      },
      {
        ...common,
        id: id(5),
        kind: 'ranking',
        view: '',
        places: 8,
        title: { de: 'Reihenfolge', en: 'Order' },
        body: NO,
      },
      {
        ...{ ...common, id: id(9), kind: 'text', keyFigures: [], title: { de: 'Kurz', en: 'Short' } },
        body: { de: 'Ein Satz.', en: 'A long sentence that will not come to an end. '.repeat(40) },
      },
    ];
    const title = { de: TITLE, en: 'Playgrounds of the quarter' };
    const made = await api<{ key: string }>('/api/stories', 'POST', { format: 1, title, look: 'auto', slides });
    return made.key;
  }
  async function picture(page: Page, name: string): Promise<void> {
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` });
  }
  /** Opens the dialog and waits until the slides were looked through. */
  async function openDialog(page: Page): Promise<Locator> {
    await page.goto(`${dashboard.url}/stories/${story}`);
    await page.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Veröffentlichen' });
    await dialog
      .getByText(/Folien (haben|hat) etwas zu prüfen/)
      .waitFor()
      .catch(async (error: unknown) => {
        await picture(page, 'dialog-stuck');
        throw error;
      });
    return dialog;
  }
  async function makeLink(dialog: Locator, note: string, password: string): Promise<string> {
    await dialog.getByText('Neuer Link').click();
    await dialog.getByLabel('Für wen ist er?').fill(note);
    await dialog.getByLabel('Passwort').fill(password);
    await dialog.getByRole('button', { name: 'Link machen' }).click();
    const url = dialog.getByLabel('Link', { exact: true });
    await url.waitFor();
    return url.inputValue();
  }

  it('looks through the slides, publishes the public edition, and gives a link with a password away', async () => {
    const author = await visit(browser, dashboard);
    const dialog = await openDialog(author.page);
    const said = await dialog.innerText();
    expect(said).toMatch(/Folie 3: Wo sie sind\s+Englischer Text fehlt/);
    expect(said).toMatch(/Folie 4: Viel Text\s+Der deutsche Text passt nicht auf die Folie\s+Folie 5/);
    expect(said).toMatch(/Folie 6: Kurz\s+Der englische Text passt nicht auf die Folie/);
    expect(said).toMatch(/Folie 5: Reihenfolge\s+Was diese Folie zeigt, ist in dieser Ausgabe nicht enthalten/);
    expect(said).not.toMatch(/Folie 1:|Folie 2:[^\n]*\n[^\n]*passt nicht/);
    await dialog.getByRole('button', { name: /^Jetzt veröffentlichen/ }).click();
    await dialog.getByRole('heading', { name: 'öffentliche Ausgabe' }).waitFor();
    const url = await makeLink(dialog, 'Bezirksvertretung', PASSWORD);
    expect(await dialog.getByRole('textbox', { name: 'Zum Einbetten' }).inputValue()).toContain('?embed#');
    expect(await findings(author.page)).toEqual([]);
    await picture(author.page, 'made-link');

    // Somebody else, elsewhere, without an account.
    const reader = await visit(browser, dashboard, { as: 'public' });
    const asked: string[] = [];
    reader.page.on('request', (request) => asked.push(`${request.url()} ${request.headers()['referer'] ?? ''}`));
    await reader.page.goto(url);
    const password = reader.page.getByLabel('Passwort');
    await password.fill('geraten und falsch');
    await reader.page.getByRole('button', { name: 'Öffnen' }).click();
    await reader.page.getByText('Das Passwort stimmt nicht').waitFor();
    expect(await findings(reader.page)).toEqual([]);
    await picture(reader.page, 'password');
    await password.fill(PASSWORD);
    await reader.page.keyboard.press('Enter');
    await reader.page.getByRole('heading', { name: TITLE, level: 2 }).waitFor();
    await reader.page.keyboard.press('ArrowRight');
    const figure = reader.page.getByRole('button', { name: /^\d+$/ });
    const shown = await figure.innerText();
    const counted = await api<{ value: number }>('/api/figures/count:playgrounds?edition=public');
    expect(Number(shown)).toBe(counted.value);
    await reader.page.keyboard.press('ArrowRight');
    await reader.settled();
    await reader.page.getByText(/Prüfsumme [0-9a-f]{8}/).waitFor();
    await reader.page.getByRole('button', { name: 'Quellen und Prüfsumme' }).click();
    await reader.page.getByText('Nachgerechnet: Was hier steht, ist unverändert.').waitFor();
    expect(await findings(reader.page)).toEqual([]);
    const token = url.slice(url.indexOf('#') + 1);
    expect(asked.filter((line) => line.includes(token))).toEqual([]);
    // The two answers of 401 are what asking for a password is.
    const trouble = reader.complaints.filter((line) => !/401/.test(line));
    expect(trouble).toEqual([]);

    // Revoked: the same link leads nowhere, with words.
    await dialog.getByRole('button', { name: 'Link „Bezirksvertretung“ beenden' }).click();
    await dialog.getByText(/beendet am/).waitFor();
    await reader.page.reload();
    await reader.page.getByText('Dieser Link führt nirgendwohin (mehr)').waitFor();
    expect(await findings(reader.page)).toEqual([]);
    expect(author.complaints).toEqual([]);
    await Promise.all([author.close(), reader.close()]);
  });

  it('publishes the edition that was asked for, however long saving takes, and says in the dialog what went wrong', async () => {
    const slides = [{ ...common, id: id(7), kind: 'title', title: { de: 'Kurz', en: 'Short' }, body: NO }];
    const content = { format: 1, title: { de: 'Kurz', en: 'Short' }, look: 'auto', slides };
    const { key } = await api<{ key: string }>('/api/stories', 'POST', content);
    const { page, close } = await visit(browser, dashboard);
    await page.goto(`${dashboard.url}/stories/${key}`);
    const headline = page.getByRole('group', { name: 'Überschrift' }).getByLabel('Deutsch');
    await headline.waitFor();
    const saved = await heldBack(page, new RegExp(`/api/stories/${key}$`));
    await headline.fill('Kürzer');
    await page.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Veröffentlichen' });
    const edition = dialog.getByLabel('Für wen', { exact: true });
    await edition.selectOption('planner');
    const publish = dialog.getByRole('button', { name: 'Jetzt veröffentlichen: intern' });
    await publish.click();
    await dialog.getByRole('button', { name: 'Wird veröffentlicht' }).waitFor();
    expect(await edition.isDisabled()).toBe(true);
    await saved();
    await dialog.getByRole('heading', { name: 'interne Ausgabe' }).waitFor();
    await page.route(/\/publications$/, (route) => route.abort(), { times: 1 });
    await publish.click();
    await dialog.getByRole('alert').waitFor();
    expect(await findings(page)).toEqual([]);
    await close();
  });

  it('hands on what was published as a pack and as a file for PowerPoint, with the texts of then', async () => {
    const at = `/api/stories/${story}/publications`;
    const head = await api<PublicationHead>(at, 'POST', { edition: 'public' });
    const author = await visit(browser, dashboard);
    const dialog = await openDialog(author.page);
    const article = dialog.getByRole('article').first();
    await article.getByRole('button', { name: 'Forum-Paket' }).click();
    const packs = author.page.getByRole('dialog', { name: 'Forum-Paket' });
    await packs.getByText('mit den Texten und Zahlen von damals').waitFor();
    expect(await packs.getByRole('combobox').count()).toBe(0);
    expect(await packs.getByRole('checkbox').count()).toBe(0);
    expect(await findings(author.page)).toEqual([]);
    await picture(author.page, 'pack-of-publication');
    const [pack] = await Promise.all([
      author.page.waitForEvent('download', { timeout: 100_000 }),
      packs.getByRole('button', { name: 'Zusammenstellen' }).click(),
    ]);
    const { manifest, rendition } = openPack(readFileSync(await pack.path()));
    expect(manifest.publication).toEqual({ hash: head.hash, publishedAt: head.publishedAt });
    expect(rendition.slides.map(({ slide }) => slide.title.de)).toContain('Wie viele es sind');
    await packs.getByText('ihre Prüfsumme stimmt').waitFor();
    await author.page.keyboard.press('Escape');
    await packs.waitFor({ state: 'hidden' });

    await article.getByRole('button', { name: 'Ausgeben' }).click();
    const files = author.page.getByRole('dialog', { name: 'Geschichte ausgeben' });
    await files.getByText('Stand der Veröffentlichung vom').waitFor();
    expect(await files.getByLabel('Ausgabe').locator('option').allInnerTexts()).toEqual(['Öffentlichkeit']);
    expect(await findings(author.page)).toEqual([]);
    await picture(author.page, 'export-of-publication');
    const asked: string[] = [];
    author.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const [deck] = await Promise.all([
      author.page.waitForEvent('download', { timeout: 100_000 }),
      files.getByRole('button', { name: /^Erstellen.*PowerPoint/ }).click(),
    ]);
    expect(deck.suggestedFilename()).toMatch(/-Öffentlichkeit\.pptx$/);
    expect(asked).toContain(`${at}/${head.key}`);
    expect(asked.filter((path) => path.endsWith('/rendition'))).toEqual([]);
    expect(author.complaints).toEqual([]);
    await author.close();
  }, 300_000);

  it('a steering link draws the layers that only the steering group has, for somebody without an account', async () => {
    const slides = [
      {
        ...{ ...common, id: id(6), kind: 'map', plays: false },
        ...{ view: '?l=properties,buildings,streets', title: { de: 'Häuser der Stadt', en: '' }, body: NO },
      },
    ];
    const content = { format: 1, title: { de: 'Intern', en: '' }, look: 'auto', slides };
    const { key } = await api<{ key: string }>('/api/stories', 'POST', content);
    const at = `/api/stories/${key}/publications`;
    const published = await api<{ key: string }>(at, 'POST', { edition: 'steering' });
    const { url } = await api<{ url: string }>(`${at}/${published.key}/links`, 'POST', {});
    const reader = await visit(browser, dashboard, { as: 'public' });
    const tiles: number[] = [];
    reader.page.on('response', (answer) => {
      if (answer.url().includes('/tiles/properties/')) tiles.push(answer.status());
    });
    await reader.page.goto(url.replace(/^https?:\/\/[^/]+/, dashboard.url));
    await reader.page.getByRole('heading', { name: 'Häuser der Stadt' }).waitFor();
    // Not only `settled`: while the graphics start, a slow machine is silent for longer than a rest.
    await expect.poll(() => tiles).toContain(200);
    await reader.settled();
    expect(tiles.filter((status) => status !== 200 && status !== 204)).toEqual([]);
    // Looking around, farther and farther out: the layer ends somewhere, without a complaint, and the ground does not.
    await reader.page.keyboard.press('e');
    const map = reader.page.locator('.slide canvas.maplibregl-canvas').first();
    await map.focus();
    for (let n = 0; n < 3; n += 1) {
      await reader.page.keyboard.press('-');
      await reader.settled();
    }
    expect(tiles.filter((status) => status !== 200 && status !== 204)).toEqual([]);
    await expect.poll(async () => coloursOf(reader.page, await map.screenshot())).toBeGreaterThan(10);
    await picture(reader.page, 'around');
    expect(reader.complaints).toEqual([]);
    await reader.close();
  });

  it('another site may frame the story, and nothing else of the dashboard', async () => {
    const at = `/api/stories/${story}/publications`;
    const published = await api<{ key: string }>(at, 'POST', { edition: 'public' });
    const { url } = await api<{ url: string }>(`${at}/${published.key}/links`, 'POST', {});
    const page = await (await browser.newContext({ locale: 'de-DE' })).newPage();
    const framed = url.replace(/^https?:\/\/[^/]+/, dashboard.url).replace('#', '?embed#');
    const html = `<iframe id="story" src="${framed}" width="960" height="640"></iframe><iframe id="map" src="${dashboard.url}/" width="300" height="200"></iframe>`;
    // Another port is another origin.
    const site = createServer((_request, answer) => void answer.setHeader('content-type', 'text/html').end(html));
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const frame = page.frameLocator('#story');
    await frame.getByRole('heading', { name: TITLE, level: 2 }).waitFor();
    await frame.getByRole('button', { name: 'Nächste Folie' }).click();
    await frame.getByRole('heading', { name: 'Wie viele es sind' }).waitFor();
    expect(await frame.getByRole('button', { name: 'Vollbild' }).count()).toBe(0);
    expect(await page.frameLocator('#map').getByRole('main').count()).toBe(0);
    await picture(page, 'framed');
    await page.context().close();
    site.close();
  });

  it('slides whose data changed turn amber with the old and the new figure', async () => {
    const author = await visit(browser, dashboard);
    await author.page.goto(`${dashboard.url}/stories/${story}`);
    await author.settled();
    expect(await author.page.getByText('Daten seit der Veröffentlichung geändert').count()).toBe(0);
    const before = (await api<{ value: number }>('/api/figures/count:playgrounds?edition=public')).value;
    const feature = {
      ...{ type: 'Feature', id: 'amber-1', properties: { name: 'Neuer Platz' } },
      geometry: { type: 'Point', coordinates: [7.472, 51.523] },
    };
    const form = new FormData();
    form.set('file', new Blob([JSON.stringify({ type: 'FeatureCollection', features: [feature] })]), 'neu.geojson');
    const { name, value } = await cookieFor(dashboard, 'planner');
    const headers = { cookie: `${name}=${value}` };
    const started = await fetch(`${dashboard.url}/api/imports?as=playgrounds`, { method: 'POST', headers, body: form });
    expect([started.status, started.ok ? '' : await started.text()]).toEqual([started.status, '']);
    await expect
      .poll(async () => (await api<{ value: number }>('/api/figures/count:playgrounds')).value, { timeout: 30_000 })
      .toBe(before + 1);
    const marks = author.page.getByText('Daten seit der Veröffentlichung geändert');
    await expect.poll(() => marks.count(), { timeout: 30_000 }).toBe(2);
    await author.page.getByRole('button', { name: /Wie viele es sind/ }).click();
    await author.page.getByText(`Spielplätze: ${before} → ${before + 1}`).waitFor();
    expect(await findings(author.page)).toEqual([]);
    await picture(author.page, 'amber');
    await author.close();
  });

  it.runIf(PICTURES)(
    'pictures of the dialog and of the page that a link opens',
    async () => {
      const at = `/api/stories/${story}/publications`;
      const [newest] = await api<{ key: string }[]>(at);
      const { url } = await api<{ url: string }>(`${at}/${newest?.key}/links`, 'POST', {});
      const own = url.replace(/^https?:\/\/[^/]+/, dashboard.url);
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const viewport of SIZES) {
          const name = `${viewport.width}-${colorScheme}`;
          const author = await visit(browser, dashboard, { viewport, colorScheme });
          const dialog = await openDialog(author.page);
          await picture(author.page, `dialog-${name}`);
          await makeLink(dialog.getByRole('article').first(), 'Presse', PASSWORD);
          await dialog.getByLabel('Link', { exact: true }).scrollIntoViewIfNeeded();
          await picture(author.page, `dialog-link-${name}`);
          await author.close();
          const reader = await visit(browser, dashboard, { as: 'public', viewport, colorScheme });
          await reader.page.goto(own);
          await reader.page.getByRole('heading', { name: TITLE, level: 2 }).first().waitFor();
          await picture(reader.page, `viewer-title-${name}`);
          await reader.page.keyboard.press('ArrowRight');
          await reader.page.keyboard.press('ArrowRight');
          await reader.settled();
          await picture(reader.page, `viewer-map-${name}`);
          expect(
            await reader.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          ).toBeLessThanOrEqual(0);
          await reader.close();
        }
      }
    },
    240_000,
  );
});
