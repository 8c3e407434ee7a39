import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import { launchBrowser } from '../support/browser.ts';
import { apart, mapDrawn, middleOfMap, patchAt, rgbOf } from './pixels.ts';
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

let visitor: Visit;
beforeEach(async () => {
  visitor = await visit(browser, dashboard);
});
afterEach(() => visitor.close());

async function open(path = '/'): Promise<void> {
  await visitor.page.goto(dashboard.url + path);
  await visitor.page.getByRole('switch').first().waitFor();
  // Drawing may take longer than what is asked for.
  await mapDrawn(visitor.page);
  await visitor.settled();
}

const api = async <T>(path: string): Promise<T> =>
  (await (await visitor.page.request.get(`${dashboard.url}/api/${path}`)).json()) as T;

interface Feature {
  id: number;
  geometry: { coordinates: [number, number] };
  properties: Record<string, unknown>;
}
interface Page {
  numberMatched: number;
  features: Feature[];
}
async function featureAt(query: string): Promise<Feature> {
  const { features } = await api<Page>(`layers/${query}&limit=1&geometry=point`);
  const [first] = features;
  if (!first) throw new Error(`nothing in ${query}`);
  return first;
}

describe('the address holds the screen', () => {
  it('back and forward restore layers, table and what is open', async () => {
    await open();
    const { page, complaints } = visitor;
    const accidents = page.getByRole('switch', { name: /Unfälle.*anzeigen/ });
    await accidents.click();
    // A reader is not as fast as this: let each step arrive in the address before the next.
    await expect.poll(() => page.url()).toMatch(/[?&]l=/);
    await page.getByRole('button', { name: 'Tabelle: Immobilien' }).click();
    await expect.poll(() => page.url()).toContain('t=properties');
    const rows = page.getByRole('table').getByRole('button', { name: /: Einzelheiten/ });
    await rows.first().click();
    const article = page.getByRole('article', { name: 'Einzelheiten' });
    await article.getByRole('heading').first().waitFor();
    await visitor.settled();
    const state = async () => [
      await accidents.isChecked(),
      await page.getByRole('table').count(),
      await article.count(),
    ];
    await expect.poll(state).toEqual([false, 1, 1]);
    for (const [step, expected] of [
      ['goBack', [false, 1, 0]],
      ['goBack', [false, 0, 0]],
      ['goBack', [true, 0, 0]],
      ['goForward', [false, 0, 0]],
      ['goForward', [false, 1, 0]],
      ['goForward', [false, 1, 1]],
    ] as const) {
      await page[step]();
      // The screen follows its address when it comes to it; nothing need be fetched for that.
      await expect.poll(state, { message: `${step} to ${page.url()}` }).toEqual(expected);
    }
    expect(complaints).toEqual([]);
  });

  it('a reload brings back what is open, the filter, the table and the place', async () => {
    const { id, properties } = await featureAt('playgrounds/features?');
    await open(`/?l=playgrounds,properties:60:acquired&v=7.47200,51.52300,16.20&sel=playgrounds/${id}&t=playgrounds`);
    const { page, settled } = visitor;
    const look = async () => ({
      title: await page.getByRole('heading', { name: String(properties['name']) }).count(),
      rows: await page.getByRole('table').getByRole('row').count(),
      hidden: await page.getByRole('button', { name: /^erworben, / }).getAttribute('aria-pressed'),
      view: new URL(page.url()).searchParams.get('v'),
    });
    await page.getByRole('table').waitFor();
    await expect.poll(look).toMatchObject({ title: 1, hidden: 'false' });
    const before = await look();
    await page.reload();
    await page.getByRole('table').waitFor();
    await settled();
    await expect.poll(look).toEqual(before);
  });
});

describe('map and table', () => {
  it('with one class shown, the table counts what the register counts', async () => {
    await open('/?l=properties');
    const { page, settled } = visitor;
    const { numberMatched } = await api<Page>('layers/properties/features?class=acquired&limit=1');
    await page.getByRole('button', { name: 'Einstellungen: Immobilien' }).click();
    await page.getByRole('button', { name: 'Auf die Ebene zoomen' }).click();
    await page.getByRole('button', { name: 'Tabelle: Immobilien' }).click();
    await settled();
    await page.getByRole('button', { name: 'Nur erworben zeigen' }).focus();
    await page.keyboard.press('Enter');
    // Opening the table made the map lower: show the whole layer again.
    await page.getByRole('button', { name: 'Auf die Ebene zoomen' }).click();
    await page.getByText(`${numberMatched} im Ausschnitt`, { exact: true }).waitFor();
    await settled();
    const rows = await page.getByRole('table').getByRole('row').allInnerTexts();
    expect(rows.slice(1).filter((row) => row.includes('erworben')).length).toBe(numberMatched);
    expect(rows.length).toBe(numberMatched + 1);
  });

  it('pointing at a place names it, and leaving takes the name away', async () => {
    const place = await featureAt('offers/features?');
    const [lon, lat] = place.geometry.coordinates;
    await open(`/?l=offers&v=${lon},${lat},18.00`);
    const { page } = visitor;
    const { x, y } = await middleOfMap(page);
    await page.mouse.move(x - 3, y);
    await page.mouse.move(x, y);
    const name = page.getByRole('region', { name: 'Karte des Quartiers' }).getByText(String(place.properties['name']));
    await name.waitFor();
    await page.mouse.move(20, 300);
    await name.waitFor({ state: 'detached' });
  });

  it('pointing at a row marks its place on the map', async () => {
    const place = await featureAt('properties/features?');
    const [lon, lat] = place.geometry.coordinates;
    await open(`/?l=properties&t=properties&v=${lon},${lat},18.00`);
    const { page, settled } = visitor;
    const { x, y } = await middleOfMap(page);
    const look = () => page.screenshot({ clip: { x: x - 40, y: y - 40, width: 80, height: 80 } });
    await page.mouse.move(20, 300);
    await settled();
    let before = await look();
    // Letters and marks come to their places one after the other.
    await expect
      .poll(
        async () => {
          const last = before;
          before = await look();
          return before.equals(last);
        },
        { interval: 500 },
      )
      .toBe(true);
    await page
      .getByRole('table')
      .getByRole('button', { name: `${String(place.properties['address'])}: Einzelheiten` })
      .hover();
    await expect.poll(async () => (await look()).equals(before)).toBe(false);
    await page.mouse.move(20, 300);
    await expect.poll(async () => (await look()).equals(before)).toBe(true);
  });
});

describe('colours of the density', () => {
  interface Values {
    items: { id: number; key: string; value: number | null; state: string }[];
  }
  const LAND = rgbOf(paletteOf('light').land);

  /** Goes to the middle of the first cell that answers. @returns what tells its colour on the map */
  async function cell(wanted: (item: Values['items'][number]) => boolean) {
    const { items } = await api<Values>('layers/population-grid/measures/density-total');
    const item = items.find(wanted);
    if (!item) throw new Error('no such cell');
    const detail = await api<{ bbox: [number, number, number, number] }>(`layers/population-grid/features/${item.id}`);
    const [west, south, east, north] = detail.bbox;
    await open(`/?l=population-grid&v=${(west + east) / 2},${(south + north) / 2},17.50`);
    return async () => patchAt(visitor.page, await middleOfMap(visitor.page));
  }

  it('a cell below the threshold and one without figures carry no colour of the ramp, zero does', async () => {
    const zero = await cell(({ state, value }) => state === 'value' && value === 0);
    await expect.poll(async () => apart((await zero()).most, LAND)).toBeGreaterThan(8);
    for (const untold of ['suppressed', 'not-available']) {
      const patch = await cell(({ state }) => state === untold);
      // Not left blank either: a hatch says that something is not told.
      await expect.poll(async () => (await patch()).colours).toBeGreaterThan(1);
      expect(apart((await patch()).most, LAND)).toBeLessThan(4);
    }
  });

  it('own class limits repaint the cells and their legend', async () => {
    const patch = await cell(({ state, value }) => state === 'value' && value !== null && value > 150 && value < 200);
    await expect.poll(async () => apart((await patch()).most, LAND)).toBeGreaterThan(8);
    const before = await patch();
    const { page, settled } = visitor;
    await page.getByText('Klasseneinteilung').first().click();
    await page.getByRole('combobox', { name: 'Klasseneinteilung' }).selectOption('own');
    const limits = page.getByRole('textbox', { name: 'Grenzen' });
    await limits.fill('1000; 2000; 3000');
    await limits.press('Enter');
    await limits.blur();
    await settled();
    await page.getByText('3.000 und mehr').first().waitFor();
    await expect.poll(async () => apart((await patch()).most, before.most)).toBeGreaterThan(20);
  });
});

describe('by keyboard alone', () => {
  it('every part of the map screen is reached by Tab and shows that it has the focus', async () => {
    await open();
    const { page } = visitor;
    const names: string[] = [];
    for (let step = 0; step < 160; step++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const one = document.activeElement;
        if (!one || one === document.body) return null;
        const marked = [one, one.parentElement].some((part) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part ?? one);
          return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
        });
        const sibling = one.nextElementSibling;
        const beside = sibling && getComputedStyle(sibling).outlineStyle !== 'none';
        return { name: one.getAttribute('aria-label') ?? one.textContent.trim(), marked: marked || Boolean(beside) };
      });
      if (!at) break;
      expect(at.marked, `no visible focus on “${at.name}”`).toBe(true);
      names.push(at.name);
    }
    for (const part of [
      /Zum Inhalt springen/,
      /Daten/,
      /Adresse, Ort oder Objekt suchen/,
      /Spielplätze anzeigen/,
      /erworben, \d+: ein- und ausblenden/,
      /Tabelle: Immobilien/,
      /^Karte\. /,
      /Vergrößern/,
      /Teilen und ausgeben/,
    ]) {
      expect(
        names.some((name) => part.test(name)),
        `${part} is not reached`,
      ).toBe(true);
    }
  });

  it('the map opens what lies in its middle with Enter and closes it with Escape', async () => {
    const [lon, lat] = (await featureAt('playgrounds/features?')).geometry.coordinates;
    await open(`/?l=playgrounds&v=${lon},${lat},18.00`);
    const { page } = visitor;
    await page.locator('canvas.maplibregl-canvas').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('sel=playgrounds');
    await page.locator('canvas.maplibregl-canvas').focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.url()).not.toContain('sel=');
  });

  it('an address is found, and the map goes there', async () => {
    const { properties, geometry } = await featureAt('properties/features?');
    await open();
    const { page } = visitor;
    await page.getByRole('combobox', { name: /suchen/ }).focus();
    await page.keyboard.type(String(properties['address']));
    await page
      .getByRole('option', { name: String(properties['address']) })
      .first()
      .waitFor();
    // Typed slowly, half an address has its answer, too: what is chosen is to be of the whole one.
    await visitor.settled();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('sel=');
    const distance = () => {
      const [lon = 0, lat = 0] = (new URL(page.url()).searchParams.get('v') ?? '').split(',').map(Number);
      return Math.hypot(lon - geometry.coordinates[0], lat - geometry.coordinates[1]);
    };
    await expect.poll(distance).toBeLessThan(0.002);
  });
});

describe('what is invented says so', () => {
  for (const [lang, words] of [
    ['de', /Demo.*erfunden/s],
    ['en', /Demo.*invented/s],
  ] as const) {
    it(`on the map, ${lang}`, async () => {
      await open(`/?lang=${lang}`);
      expect(await visitor.page.locator('body').innerText()).toMatch(words);
    });
  }
});

describe('open to the public', () => {
  it('the page carries no case, no raw count and no way to them', async () => {
    const open = await startDashboard('embedded');
    const visitor = await visit(browser, open, { as: 'public' });
    try {
      const bodies: { url: string; text: string }[] = [];
      const reading: Promise<void>[] = [];
      visitor.page.on('response', (response) => {
        if (response.url().includes('/events')) return;
        const text = response.body().then((bytes) => bytes.toString('latin1'));
        reading.push(
          text.then(
            (all) => void (/\/(api|tiles)\//.test(response.url()) && bodies.push({ url: response.url(), text: all })),
            // The page gave the request up.
            () => undefined,
          ),
        );
      });
      await visitor.page.goto(`${open.url}/?t=population-grid&v=7.4717,51.5228,14.00`);
      await visitor.page.getByRole('switch').first().waitFor();
      await visitor.settled();
      await visitor.page.getByRole('combobox', { name: /suchen/ }).fill('Bornstraße');
      await visitor.settled();
      await Promise.all(reading);
      expect(bodies.length).toBeGreaterThan(10);
      for (const { url, text } of bodies) {
        expect(text, url).not.toMatch(/demo-case-|0052-0|Bauabschnitt|_raw|owner/i);
      }
      expect(await visitor.page.getByRole('switch', { name: /Fallzahlen/ }).count()).toBe(1);
      expect(await visitor.page.getByRole('switch', { name: /^(?!Fallzahlen).*Immobilien/ }).count()).toBe(0);
      expect((await fetch(`${open.url}/api/layers/properties/features`)).status).toBe(404);
    } finally {
      await visitor.close();
      await open.stop();
    }
  });
});
