import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';
import { differing } from './pixels.ts';
import { coloursOf, startDashboard, visit } from './visit.ts';
import type { Dashboard, Visit, Visitor } from './visit.ts';

let browser: Browser;
let dashboard: Dashboard;
beforeAll(async () => {
  [browser, dashboard] = await Promise.all([launchBrowser(), startDashboard()]);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** Units coloured by inhabitants, of which the demo has several years. */
const UNITS = '/?v=7.4717,51.5228,13.6&l=statistical-units&m=statistical-units:inhabitants:2024:natural:5';
const DIVIDER = 'Trennlinie zwischen den beiden Zuständen';

async function open(path: string, visitor?: Visitor): Promise<Visit> {
  const one = await visit(browser, dashboard, visitor);
  opened.push(one);
  await one.page.goto(dashboard.url + path);
  await one.page
    .getByRole('button', { name: /Zwei Zustände vergleichen|Vergleich beenden/ })
    .first()
    .waitFor();
  await one.settled();
  return one;
}

const divider = (page: Page) => page.getByRole('separator', { name: DIVIDER });
const state = (page: Page, which: 'Erster Zustand' | 'Zweiter Zustand') =>
  page.getByRole('region', { name: which, exact: true });

describe('comparing two states of the map', () => {
  it('opens with another year, moves its divider by keys, comes back by its link, and ends where it began', async () => {
    const { page, complaints, settled } = await open(UNITS);
    const button = page.getByRole('button', { name: 'Zwei Zustände vergleichen' });
    await button.focus();
    await page.keyboard.press('Enter');
    await state(page, 'Zweiter Zustand').getByText('Einwohner 2020').waitFor();
    await state(page, 'Erster Zustand').getByText('Einwohner 2024').waitFor();
    for (const said of ['Personen', 'Demo – erfunden', 'gleiche Klassen'])
      await expect.poll(() => state(page, 'Zweiter Zustand').innerText()).toContain(said);
    const line = divider(page);
    expect(await line.getAttribute('aria-valuenow')).toBe('50');
    await line.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => line.getAttribute('aria-valuenow')).toBe('48');
    await page.keyboard.press('End');
    await expect.poll(() => line.getAttribute('aria-valuenow')).toBe('100');
    await page.keyboard.press('Home');
    await expect.poll(() => line.getAttribute('aria-valuetext')).toBe('Links 0 % der Breite');
    await page.keyboard.press('PageUp');
    await expect.poll(() => page.url()).toMatch(/cmp=swipe:10(&|$)/);
    expect(page.url()).toContain('bm=statistical-units:inhabitants:2020');
    await page.reload();
    await line.waitFor();
    await settled();
    expect(await line.getAttribute('aria-valuenow')).toBe('10');
    await state(page, 'Zweiter Zustand').getByText('Einwohner 2020').waitFor();
    await line.focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => line.count()).toBe(0);
    await expect.poll(() => page.url()).not.toContain('cmp=');
    expect(page.url()).not.toContain('bm=');
    await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('has the same classes on both sides for one measure, and one legend each for two', async () => {
    const { page, settled } = await open(UNITS);
    const legend = page.locator('[data-layer=statistical-units] .classes');
    await page.getByText('Klasseneinteilung').first().click();
    await page.getByRole('button', { name: 'Mit einem anderen Jahr vergleichen' }).click();
    const panel = page.getByRole('region', { name: 'Vergleich', exact: true });
    await settled();
    const ramp = (which: Parameters<typeof state>[1]) => state(page, which).locator('.ramp').innerText();
    await expect.poll(async () => (await ramp('Zweiter Zustand')) === (await ramp('Erster Zustand'))).toBe(true);
    expect(await panel.locator('.classes').count()).toBe(0);
    await panel.getByRole('combobox', { name: 'Kennzahl' }).selectOption('unemployed');
    await settled();
    await expect.poll(() => panel.locator('.classes li').count()).toBeGreaterThan(2);
    expect(await panel.locator('.classes').innerText()).not.toBe(await legend.innerText());
    await expect.poll(() => state(page, 'Zweiter Zustand').innerText()).toContain('%');
  });

  it('side by side shows two maps with one camera, and a layer that only the second one has', async () => {
    const { page, settled, complaints } = await open(`${UNITS}&cmp=side`);
    await page.getByText('Ebenen in B').click();
    await page.getByRole('checkbox', { name: 'Spielplätze' }).check();
    await settled();
    await expect.poll(() => page.url()).toMatch(/[?&]bl=[^&]*playgrounds/);
    expect(page.url()).not.toMatch(/[?&]l=[^&]*playgrounds/);
    await state(page, 'Zweiter Zustand')
      .getByText(/zusätzlich Spielplätze/)
      .waitFor();
    const maps = page.locator('canvas.maplibregl-canvas');
    await expect.poll(() => maps.count()).toBe(2);
    const [a, b] = [await maps.nth(0).boundingBox(), await maps.nth(1).boundingBox()];
    expect(Math.abs((a?.width ?? 0) - (b?.width ?? 0))).toBeLessThan(6);
    expect((a?.x ?? 0) + (a?.width ?? 0)).toBeLessThanOrEqual((b?.x ?? 0) + 1);
    const before = await maps.nth(0).screenshot();
    await maps.nth(1).focus();
    await page.keyboard.press('ArrowRight');
    await settled();
    await expect.poll(async () => differing(before, await maps.nth(0).screenshot(), [0, 1])).toBeGreaterThan(500);
    expect(complaints).toEqual([]);
  });

  it('draws a saved scenario in the second state for steering, and tells the public that it is not theirs', async () => {
    const { page, settled, complaints } = await open(UNITS, { as: 'steering' });
    const scenario = {
      name: 'Ampel an der Bornstraße',
      edits: [{ id: 'a', type: 'crossing', at: [393_900, 5_709_400], kind: 'signals' }],
      settings: {},
    };
    const made = await page.request.post(`${dashboard.url}/api/network/scenarios`, {
      data: scenario,
      headers: { origin: dashboard.url },
    });
    expect(made.status()).toBe(201);
    await page.getByRole('button', { name: 'Zwei Zustände vergleichen' }).click();
    await page
      .getByRole('combobox', { name: 'Szenario in B' })
      .selectOption({ label: `${scenario.name} (1 Änderung)` });
    await state(page, 'Zweiter Zustand').getByText(`${scenario.name} (1 Änderung)`).waitFor();
    await page.getByText('Neue Querung: Ampel').waitFor();
    await settled();
    expect(page.url()).toMatch(/[?&]bs=[\da-f-]{36}/);
    expect(complaints).toEqual([]);
    const public_ = await open(new URL(page.url()).pathname + new URL(page.url()).search, { as: 'public' });
    await public_.page.getByText('Szenarien sieht, wer').first().waitFor();
    expect(public_.complaints).toEqual([]);
  });

  it('names what is broken in a link and shows the rest', async () => {
    const { page } = await open(`${UNITS}&cmp=swipe:30&bm=statistical-units:inhabitants:2021:strange:5&bs=1`);
    await page
      .getByText(/nicht zu verstehen.*\((bs, bm|bm, bs)\)/)
      .first()
      .waitFor();
    expect(await divider(page).getAttribute('aria-valuenow')).toBe('30');
  });
});

describe('going through the years', () => {
  it('plays year by year with the same classes in each, says the year, and the link brings both back', async () => {
    const { page, complaints, settled } = await open(UNITS, { reducedMotion: 'no-preference' });
    const legend = page.locator('[data-layer=statistical-units] .classes li > span:nth-of-type(1)');
    const slider = page.getByRole('slider', { name: 'Jahr' });
    expect(await slider.getAttribute('aria-valuetext')).toBe('2024, Jahr 5 von 5');
    await slider.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => page.url()).toContain('inhabitants:2020');
    await page.getByText('2020, Jahr 1 von 5').first().waitFor({ state: 'attached' });
    const classes = await legend.allInnerTexts();
    await page.getByRole('button', { name: 'Jahre abspielen' }).click();
    await expect.poll(() => page.url()).toContain('inhabitants:2024');
    await page.getByRole('button', { name: 'Jahre abspielen' }).waitFor();
    expect(await legend.allInnerTexts()).toEqual(classes);
    expect(page.url()).toContain('years=common');
    await page.reload();
    await settled();
    await expect.poll(() => legend.allInnerTexts()).toEqual(classes);
    expect(complaints).toEqual([]);
  });

  it('plays with reduced motion, too, and can be paused', async () => {
    const { page, settled } = await open(UNITS);
    await page.getByRole('button', { name: 'Jahre abspielen' }).press('Enter');
    await expect.poll(() => page.url()).toContain('inhabitants:2020');
    await page.getByRole('button', { name: 'Anhalten' }).press('Enter');
    await page.getByRole('button', { name: 'Jahre abspielen' }).waitFor();
    // A year that was on its way when it was paused does not come any more.
    await settled();
    const stopped = /inhabitants:(\d+)/.exec(page.url())?.[1];
    await page.waitForTimeout(2500);
    expect(/inhabitants:(\d+)/.exec(page.url())?.[1]).toBe(stopped);
  });

  it('is not offered where there is one year', async () => {
    const { page } = await open('/?l=population-grid');
    expect(await page.getByRole('slider', { name: 'Jahr' }).count()).toBe(0);
  });
});

const sizes: [string, BrowserContextOptions][] = [
  ['1440 × 900', { viewport: { width: 1440, height: 900 } }],
  ['1024 × 768', { viewport: { width: 1024, height: 768 } }],
  ['390 × 844', { viewport: { width: 390, height: 844 }, hasTouch: true }],
];

describe.each(sizes)('a comparison at %s', (_, options) => {
  it.each(['light', 'dark'] as const)('has nothing that axe finds, in %s', async (colorScheme) => {
    for (const as of ['swipe', 'side']) {
      const { page, complaints } = await open(`${UNITS}&cmp=${as}&bm=statistical-units:inhabitants:2020:natural:5`, {
        ...options,
        colorScheme,
      });
      await state(page, 'Zweiter Zustand').waitFor();
      expect(await findings(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await expect.poll(() => coloursOf(page)).toBeGreaterThan(50);
      // Labels are within the page and not over each other.
      const [a, b] = [
        await state(page, 'Erster Zustand').boundingBox(),
        await state(page, 'Zweiter Zustand').boundingBox(),
      ];
      if (!a || !b) throw new Error('a label is not shown');
      const width = page.viewportSize()?.width ?? 0;
      for (const box of [a, b]) expect(box.x >= 0 && box.x + box.width <= width).toBe(true);
      expect(a.x + a.width <= b.x || a.y + a.height <= b.y).toBe(true);
    }
  });
});

describe('by touch', () => {
  it('the divider follows a finger', async () => {
    const { page } = await open(`${UNITS}&cmp=swipe`, { viewport: { width: 390, height: 844 }, hasTouch: true });
    const box = await divider(page).locator('.handle').boundingBox();
    if (!box) throw new Error('the handle is not shown');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const finger = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
      finger.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x: at, y }] });
    await touch('touchStart', x);
    await touch('touchMove', x - 60);
    await touch('touchMove', x - 100);
    await touch('touchEnd');
    await expect.poll(async () => Number(await divider(page).getAttribute('aria-valuenow'))).toBeLessThan(30);
  });
});
