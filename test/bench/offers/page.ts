import type { Page } from 'playwright-core';
import { inventCity } from '../network/city.ts';
import { inCity } from '../page/in-city.ts';
import { longestTask, watchTasks } from '../page/longest-task.ts';
import type { Finding } from '../report.ts';
import { inventOffers } from './invent.ts';

/** Buildings of the city in the page: what is measured is the page, not the city. */
const BUILDINGS = 5_000;
const ROUNDS = 5;
const REST_MS = 1500;
/** So many times as long as with a hundred offers the page may be busy. */
const MOST = 3;
const FEW = 100;

/** Shortest of the longest tasks in several rounds: other work on the machine makes some longer. */
async function longestOf(page: Page, act: (round: number) => Promise<unknown>): Promise<number> {
  const longest: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const acted = async () => {
      await act(round);
      await page.waitForTimeout(REST_MS);
    };
    longest.push(await longestTask(page, acted));
  }
  return Math.min(...longest);
}

interface Measured {
  /** Longest tasks of the main thread, ms; 0 where none takes 50 ms. */
  change: number;
  open: number;
  scroll: number;
  /** Offers of the list that are in the page. */
  nodes: number;
}

/** The page with offers in place of those of the demo; everything else is the server's. */
async function measureWith(page: Page, url: string, offers: number, sites: number): Promise<Measured> {
  const answer = inventOffers(inventCity(BUILDINGS), offers, sites);
  await page.route('**/api/offers', (route) => route.fulfill({ json: answer }));
  await page.addInitScript(watchTasks);
  await page.goto(`${url}/offers?area=all&on=2026-11-27`);
  await page.getByRole('heading', { name: 'Alle passenden Angebote' }).waitFor({ timeout: 120_000 });
  await page.getByRole('listitem').filter({ hasText: 'Nr.' }).first().waitFor();
  await page.waitForTimeout(2 * REST_MS);
  const language = page.getByRole('combobox', { name: 'Sprache' });
  const change = await longestOf(page, (round) => language.selectOption(round % 2 === 0 ? 'tr' : ''));
  const back = page.getByRole('button', { name: 'Alle Angebote zeigen' });
  const open = await longestOf(page, async (round) => {
    if (round % 2 === 1) return back.click();
    return page.getByRole('button', { name: /^irgendein Angebot, 2 Jahre:/ }).click();
  });
  const list = page.getByRole('group', { name: 'Liste der Angebote' });
  const scroll = await longestOf(page, (round) =>
    list.evaluate((box, share) => (box.scrollTop = share * box.scrollHeight), (round + 1) / (ROUNDS + 1)),
  );
  const nodes = await list.getByRole('heading', { level: 3 }).count();
  return { change, open, scroll, nodes };
}

/** Tasks under 50 ms are not reported; they count as that. */
const SHORT_MS = 50;

/** How long the page is busy with many offers, against the same page with a hundred. */
export async function measureOfferPage(offers: number, sites: number): Promise<Finding[]> {
  const [few, many] = await inCity(BUILDINGS, async (browser, url) => {
    const run = async (count: number, at: number) => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const measured = await measureWith(page, url, count, at);
      await page.close();
      return measured;
    };
    return [await run(FEW, 30), await run(offers, sites)] as const;
  });
  const finding = (what: string, part: 'change' | 'open' | 'scroll'): Finding => ({
    what: `longest task of the page: ${what}`,
    ours: `${many[part].toFixed(0)} ms`,
    against: `${FEW} offers: ${few[part].toFixed(0)} ms`,
    ratio: Math.max(SHORT_MS, many[part]) / Math.max(SHORT_MS, few[part]),
    atMost: MOST,
  });
  return [
    finding('another language', 'change'),
    finding('a field opened', 'open'),
    finding('the list scrolled', 'scroll'),
    {
      what: `offers of the list in the page`,
      ours: String(many.nodes),
      against: `all: ${offers}`,
      ratio: offers / many.nodes,
      atLeast: 20,
    },
  ];
}
