import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_STORY, demoStory } from '@quartierblick/gis/demo/index.ts';
import { WALKED } from '@quartierblick/gis/demo/walks.ts';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { heldBack } from './held-back.ts';
import { coloursOf, startDashboard, visit } from './visit.ts';
import type { Dashboard, Visitor } from './visit.ts';

const SLIDES = demoStory().slides;
const PROJECTOR = { width: 1920, height: 1080 };
/** Index of a map slide. */
const MAP = SLIDES.findIndex(({ kind }) => kind === 'map');

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

const place = (page: Page) => page.locator('.controls .place').textContent();
async function present(visitor: Visitor = {}, query = '') {
  const visited = await visit(browser, dashboard, { viewport: PROJECTOR, ...visitor });
  await visited.page.goto(`${dashboard.url}/stories/${DEMO_STORY}/present${query}`);
  await visited.page.locator('.slide').waitFor();
  return visited;
}

describe('a presentation', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`goes through all slides by the keys of a clicker, ${colorScheme}: no error, no map that is still white, axe finds nothing`, async () => {
      const { page, complaints, settled, close } = await present({ colorScheme });
      for (const [index, { kind }] of SLIDES.entries()) {
        await expect.poll(() => place(page)).toBe(`${index + 1} / ${SLIDES.length}`);
        await settled();
        if (kind === 'map') {
          const map = page.locator('.slide .box');
          await expect.poll(async () => coloursOf(page, await map.screenshot())).toBeGreaterThan(60);
        }
        expect(await findings(page)).toEqual([]);
        await page.keyboard.press('PageDown');
      }
      expect(complaints).toEqual([]);
      await close();
    }, 400_000);
  }

  it('jumps by number, shows the overview, goes black, and comes back', async () => {
    const { page, close } = await present();
    await page.keyboard.press('5');
    await page.keyboard.press('Enter');
    await expect.poll(() => place(page)).toMatch(/^5 /);
    await page.keyboard.press('b');
    await page.getByRole('button', { name: /Bildschirm ist schwarz/ }).waitFor();
    await page.keyboard.press('b');
    await page.keyboard.press('o');
    await page.getByRole('dialog', { name: 'Übersicht' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => place(page)).toMatch(/^6 /);
    // A reload in mid-talk comes back to the slide.
    await page.reload();
    await page.locator('.slide').waitFor();
    await expect.poll(() => place(page)).toMatch(/^6 /);
    await close();
  });

  it('lets the presenter look around on a map and comes back to the slide by Esc', async () => {
    const { page, settled, close } = await present({}, `?slide=${MAP + 1}`);
    await settled();
    // Its length in pixels: any change of zoom changes it.
    const scale = () => page.locator('.slide .scale .bar').getAttribute('style');
    const before = await scale();
    await page.keyboard.press('e');
    await page.getByText('Die Karte lässt sich bewegen').waitFor();
    const box = await page.locator('.slide .box').boundingBox();
    if (!box) throw new Error('there is no map');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, -1200);
    await expect.poll(scale, { timeout: 30_000 }).not.toBe(before);
    await page.keyboard.press('Escape');
    await expect.poll(scale, { timeout: 30_000 }).toBe(before);
    expect(await place(page)).toMatch(new RegExp(`^${MAP + 1} `));
    await close();
  });

  it('tells where a figure comes from', async () => {
    const { page, close } = await present({}, '?slide=2');
    await page.getByRole('button', { name: '4.017' }).click();
    const lineage = page.getByRole('dialog', { name: 'Woher diese Zahl kommt' });
    await lineage.getByText(/Jugendamt Dortmund 2019/).waitFor();
    await lineage.getByText('Stand 26.09.2017').waitFor();
    expect(await findings(page)).toEqual([]);
    await close();
  });

  it('is followed by the presenter’s window, which can lead it, too', async () => {
    const { page, close } = await present();
    const [notes] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('n')]);
    await notes.getByText('1 / 16').waitFor();
    await notes.getByText(/Begrüßen/).waitFor();
    await page.keyboard.press('PageDown');
    await notes.getByText('2 / 16').waitFor();
    await notes.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toMatch(/^3 /);
    await close();
  });

  it('is steered by a phone that scanned the code', async () => {
    const hall = await present();
    const [answer] = await Promise.all([
      hall.page.waitForResponse((response) => response.url().endsWith('/api/remotes')),
      hall.page.keyboard.press('r'),
    ]);
    const { secret } = (await answer.json()) as { secret: string };
    await hall.page.getByRole('img', { name: /Code, der ein Telefon/ }).waitFor();
    const phone = await visit(browser, dashboard, { as: 'public', viewport: { width: 390, height: 844 } });
    await phone.page.goto(`${dashboard.url}/remote#${secret}`);
    await phone.page.getByText(`Folie 1 von ${SLIDES.length}`).waitFor();
    await phone.page.getByRole('button', { name: 'Weiter' }).click();
    await phone.page.getByText(`Folie 2 von ${SLIDES.length}`).waitFor();
    await expect.poll(() => place(hall.page)).toMatch(/^2 /);
    await phone.page.getByText(/Die Quelle nennt/).waitFor();
    expect(await findings(phone.page)).toEqual([]);
    await phone.page.goto(`${dashboard.url}/remote#0000000000000000`);
    await phone.page.reload();
    await phone.page.getByText('Diese Fernbedienung gilt nicht mehr').waitFor();
    await phone.close();
    await hall.close();
  });

  it('shows the public what is theirs, and says what is not', async () => {
    const { page, complaints, close } = await present({ as: 'public' });
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => {
      if (/\/(api|tiles)\//.test(response.url()) && !response.url().includes('/events')) {
        bodies.push(
          response
            .body()
            .then((bytes) => bytes.toString('latin1'))
            .catch(() => ''),
        );
      }
    });
    await page.reload();
    await page.locator('.slide').waitFor();
    for (const { audience } of SLIDES) {
      if (audience !== 'public') await page.getByText('Diese Folie ist in dieser Ausgabe nicht enthalten.').waitFor();
      await page.keyboard.press('PageDown');
    }
    for (const text of await Promise.all(bodies))
      expect(text).not.toMatch(/demo-case-|Kleine Kielstra.{1,2}e 8\b|owner_/);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a story under two hands', () => {
  const open = async () => {
    const visited = await visit(browser, dashboard);
    await visited.page.goto(`${dashboard.url}/stories/${DEMO_STORY}`);
    await visited.page.locator('.slides ol button').first().waitFor();
    return visited;
  };
  const title = (page: Page) => page.getByRole('group', { name: 'Überschrift' }).getByLabel('Deutsch');
  const choose = (page: Page, number: number) =>
    page
      .locator('.slides ol button')
      .nth(number - 1)
      .click();
  const saved = (page: Page) => page.getByText('gespeichert', { exact: true }).waitFor();

  it('is changed, saved by itself, taken back, and put in another order by keys alone', async () => {
    const { page, complaints, close } = await open();
    await choose(page, 2);
    await title(page).fill('Wer hier wohnt');
    await page.locator('.slide h2', { hasText: 'Wer hier wohnt' }).first().waitFor();
    await saved(page);
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await expect.poll(() => title(page).inputValue()).toBe('Wer hier lebt');
    await saved(page);
    await page.locator('.slides ol button').nth(1).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => page.locator('.slides ol button .name').nth(2).textContent()).toContain('Wer hier lebt');
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.slides ol button .name').nth(1).textContent()).toContain('Wer hier lebt');
    await saved(page);
    await page.reload();
    await page.locator('.slides ol button').first().waitFor();
    expect(await page.locator('.slides ol button').count()).toBe(SLIDES.length);
    expect(complaints).toEqual([]);
    expect(await findings(page)).toEqual([]);
    await close();
  });

  it('is presented as it was just typed, not before that is saved', async () => {
    const { page, close } = await open();
    await choose(page, 2);
    const address = new RegExp(`/api/stories/${DEMO_STORY}$`);
    const comes = await heldBack(page, address);
    const asked = page.waitForRequest(address);
    await title(page).fill('Eben getippt');
    await page.getByRole('link', { name: 'Vorführen' }).click();
    await asked;
    expect(page.url()).toBe(`${dashboard.url}/stories/${DEMO_STORY}`);
    await comes();
    await page.locator('.slide h2', { hasText: 'Eben getippt' }).first().waitFor();
    await page.waitForURL(/\/present\?/);
    await close();
  });

  it('keeps what both changed, and asks where both changed the same', async () => {
    const one = await open();
    const other = await open();
    // So that it is the other that comes second: whoever's timer runs out first would save first.
    const { promise: first, resolve: isFirst } = Promise.withResolvers<void>();
    await other.page.route(`**/api/stories/${DEMO_STORY}`, async (route) => {
      if (route.request().method() === 'PUT') await first;
      await route.continue();
    });
    await choose(one.page, 2);
    await choose(other.page, 3);
    await title(one.page).fill('Von einer');
    await title(other.page).fill('Von anderer');
    await saved(one.page);
    isFirst();
    await saved(other.page);
    for (const name of ['Von einer', 'Von anderer']) await other.page.getByRole('button', { name }).first().waitFor();
    // The same field, at once.
    await choose(one.page, 4);
    await choose(other.page, 4);
    await Promise.all([title(one.page).fill('Meiner'), title(other.page).fill('Deiner')]);
    const asked = await Promise.race(
      [one.page, other.page].map(async (page) => {
        await page.getByRole('dialog', { name: 'Beide haben dasselbe geändert' }).waitFor();
        return page;
      }),
    );
    expect(await findings(asked)).toEqual([]);
    await asked.getByRole('button', { name: 'Das andere' }).click();
    await saved(asked);
    await other.page.reload();
    await choose(other.page, 4);
    await expect.poll(() => title(other.page).inputValue()).toMatch(/^(Meiner|Deiner)$/);
    await one.close();
    await other.close();
  });
});

describe('a view of a screen', () => {
  it('becomes a slide, with what is compared in it', async () => {
    const { page, complaints, settled, close } = await visit(browser, dashboard);
    const measure = 'statistical-units:inhabitants';
    await page.goto(
      `${dashboard.url}/?v=7.4717,51.5228,14.20&l=statistical-units,streets&m=${measure}:2020:natural:5&cmp=swipe&bm=${measure}:2024:natural:5`,
    );
    await settled();
    await page
      .getByRole('button', { name: /Teilen/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Als Folie übernehmen' }).click();
    const dialog = page.getByRole('dialog', { name: 'Als Folie übernehmen' });
    await dialog.getByLabel('Überschrift').fill('Damals und heute');
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Übernehmen' }).click();
    await page.getByRole('link', { name: 'Geschichte bearbeiten' }).click();
    await page.getByRole('button', { name: /Damals und heute/ }).click();
    await page.getByText('Einwohner, 2020').first().waitFor();
    await page.getByText('Einwohner, 2024').first().waitFor();
    await page.getByRole('slider').or(page.getByRole('separator')).first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  /** Lists that a slide can be made of: how to narrow them, and what the slide then says of it. */
  const LISTS = [
    { path: '/properties?occupancy=vacant&group=condition', said: /Immobilien nach Zustand, \d+ von \d+ · Belegung: / },
    { path: '/walks/measures?view=table&which=todo', said: /Maßnahmen nach Stand, \d+ von \d+ · noch zu tun/ },
    { path: `/walks/${WALKED}?tab=findings`, said: /Funde nach Thema: .*, \d+ Funde, davon \d+ ohne Entscheidung/ },
  ];
  it('of a list becomes a chart of what it shows; the public gets no word of it', async () => {
    const { page, complaints, settled, close } = await visit(browser, dashboard);
    let story = '';
    for (const [index, { path, said }] of LISTS.entries()) {
      await page.goto(dashboard.url + path);
      await page.getByRole('button', { name: 'Als Folie übernehmen' }).click();
      const dialog = page.getByRole('dialog', { name: 'Als Folie übernehmen' });
      await dialog.getByLabel('Überschrift').fill(`Liste ${index}`);
      if (index === 0) await dialog.getByLabel('Geschichte').selectOption('Neue Geschichte');
      await dialog.getByRole('button', { name: 'Übernehmen' }).click();
      await page.getByRole('link', { name: 'Geschichte bearbeiten' }).click();
      await page.getByRole('button', { name: `${index + 2} · Liste ${index}` }).click();
      await page.getByRole('region', { name: 'Vorschau' }).locator('figcaption').getByText(said).waitFor();
      if (index === 0) story = page.url();
      expect(page.url()).toBe(story);
    }
    await page.getByLabel('Ansehen als').selectOption('public');
    await page.getByRole('region', { name: 'Vorschau' }).locator('figcaption').waitFor({ state: 'detached' });
    await settled();
    expect(await findings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  /** The dialog that takes a view over, while the story that is preselected has not come yet. @returns what lets it come */
  async function beforeStoryComes(page: Page) {
    const asked = page.waitForRequest(/\/api\/stories\/[^/]+$/);
    const comes = await heldBack(page, /\/api\/stories\/[^/]+$/);
    await page.goto(`${dashboard.url}/properties`);
    await page.getByRole('button', { name: 'Als Folie übernehmen' }).click();
    await asked;
    return { dialog: page.getByRole('dialog', { name: 'Als Folie übernehmen' }), comes };
  }
  it('goes into a new story, though the one that was preselected comes late', async () => {
    const { page, close } = await visit(browser, dashboard);
    const { dialog, comes } = await beforeStoryComes(page);
    await dialog.getByLabel('Geschichte').selectOption('Neue Geschichte');
    await comes();
    await dialog.getByLabel('Überschrift').fill('In eine neue');
    await dialog.getByRole('button', { name: 'Übernehmen' }).click();
    await page.getByRole('link', { name: 'Geschichte bearbeiten' }).click();
    await page.getByRole('button', { name: '2 · In eine neue' }).waitFor();
    await close();
  });

  it('goes into the story that is preselected, taken before that has come', async () => {
    const { page, close } = await visit(browser, dashboard);
    const { dialog, comes } = await beforeStoryComes(page);
    const chosen = await dialog.getByLabel('Geschichte').inputValue();
    await dialog.getByLabel('Überschrift').fill('In die erste');
    await dialog.getByRole('button', { name: 'Übernehmen' }).click();
    await comes();
    await page.getByRole('link', { name: 'Geschichte bearbeiten' }).click();
    await page.waitForURL(`${dashboard.url}/stories/${chosen}`);
    await page.getByRole('button', { name: /^\d+ · In die erste$/ }).waitFor();
    await close();
  });

  it('that was taken leaves the dialog of the next one open, and says so when it fails after the dialog was left', async () => {
    const { page, close } = await visit(browser, dashboard);
    await page.goto(`${dashboard.url}/properties`);
    const dialog = page.getByRole('dialog', { name: 'Als Folie übernehmen' });
    const open = page.getByRole('button', { name: 'Als Folie übernehmen' });
    const headline = dialog.getByLabel('Überschrift');
    /** Opens the dialog, takes the view into a new story, and leaves before that is there. */
    async function takeAndLeave(): Promise<void> {
      await dialog.getByLabel('Geschichte').selectOption('Neue Geschichte');
      await dialog.getByRole('button', { name: 'Übernehmen' }).click();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    }
    await open.click();
    await headline.fill('Die erste');
    const taken = await heldBack(page, /\/api\/stories$/);
    await takeAndLeave();
    await open.click();
    await headline.fill('Die zweite');
    await taken();
    await page.getByText('Die Ansicht ist jetzt eine Folie').first().waitFor({ state: 'attached' });
    expect(await headline.inputValue()).toBe('Die zweite');
    const { promise: hasLeft, resolve: leave } = Promise.withResolvers<void>();
    const refused = async (route: Route) => {
      await hasLeft;
      await route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"title":"Geht nicht"}' });
    };
    await page.route(/\/api\/stories$/, refused, { times: 1 });
    await takeAndLeave();
    leave();
    await page.getByText('Geht nicht').first().waitFor();
    await close();
  });

  it('is not lost where no story could be read: it says so, and another try succeeds', async () => {
    const { page, close } = await visit(browser, dashboard);
    await page.route(/\/api\/stories\/[^/]+$/, (route) => route.abort(), { times: 2 });
    await page.goto(`${dashboard.url}/properties`);
    await page.getByRole('button', { name: 'Als Folie übernehmen' }).click();
    const dialog = page.getByRole('dialog', { name: 'Als Folie übernehmen' });
    const take = dialog.getByRole('button', { name: 'Übernehmen' });
    await dialog.getByLabel('Überschrift').fill('Beim zweiten Mal');
    const chosen = await dialog.getByLabel('Geschichte').inputValue();
    expect(chosen).not.toBe('new');
    await dialog.getByRole('alert').waitFor();
    expect(await findings(page)).toEqual([]);
    await take.click();
    await dialog.getByRole('alert').waitFor();
    await take.click();
    await page.getByRole('link', { name: 'Geschichte bearbeiten' }).click();
    await page.waitForURL(`${dashboard.url}/stories/${chosen}`);
    await page.getByRole('button', { name: /^\d+ · Beim zweiten Mal$/ }).waitFor();
    await close();
  });
});

describe('the bar of the editor', () => {
  it('has one row on a usual screen, keeps the rest in a menu, and leads back to the list', async () => {
    const { page, complaints, close } = await visit(browser, dashboard, { viewport: { width: 1440, height: 900 } });
    // Opened by its address: there is no step back in this browser.
    await page.goto(`${dashboard.url}/stories/${DEMO_STORY}`);
    const bar = page.getByRole('link', { name: 'Vorführen' }).locator('xpath=ancestor::header');
    await bar.waitFor();
    expect((await bar.boundingBox())?.height).toBeLessThan(90);
    await page.getByRole('button', { name: 'Mehr', exact: true }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Frühere Stände' }).click();
    await page.getByRole('dialog', { name: 'Frühere Stände' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Alle Geschichten' }).click();
    await page.waitForURL(`${dashboard.url}/stories`);
    expect(complaints).toEqual([]);
    await close();
  });
});
