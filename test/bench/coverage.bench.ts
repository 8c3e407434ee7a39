import type { Page } from 'playwright-core';
import { inCity } from './page/in-city.ts';
import { longestTask, watchTasks } from './page/longest-task.ts';
import { quantile, report } from './report.ts';

/**
 * A crossing that is moved in the page, over the walking network of a city: how long the worker takes until its figures are there
 * (User Timing API), and the longest task of the main thread meanwhile (Long Tasks API). On a machine without a graphics card the
 * map is drawn by the processor, and that is part of it.
 */
const BUILDINGS = Number(process.argv[2] ?? 200_000);
const AT_ONCE_MS = 100;
/** Moves before the measured ones: the browser compiles what it runs often. */
const FIRST = 3;
const MOVES = 9;
const REST_MS = 1500;

/** Times of the answers of one kind in the page's workers since the page was opened, milliseconds. */
async function answers(page: Page, kind: string): Promise<number[]> {
  const times = page
    .workers()
    .map((worker) =>
      worker.evaluate((name) => performance.getEntriesByName(name, 'measure').map(({ duration }) => duration), kind),
    );
  return (await Promise.all(times)).flat();
}

const { covers, draws, moved } = await inCity(BUILDINGS, async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(watchTasks);
  await page.goto(`${url}/coverage?tab=what-if&area=all`);
  const station = page.getByLabel(/^Station/);
  await station.waitFor({ timeout: 120_000 });
  const move = async (metres: number) => {
    const before = (await answers(page, 'draw')).length;
    await station.fill(String(metres));
    await page.getByRole('button', { name: 'Setzen', exact: true }).click();
    while ((await answers(page, 'draw')).length === before) await page.waitForTimeout(50);
    await page.waitForTimeout(REST_MS);
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await page.waitForTimeout(REST_MS);
  };
  for (let n = 0; n < FIRST; n++) await move(250 + 40 * n);
  const [covered, drawn] = [await answers(page, 'cover'), await answers(page, 'draw')];
  const moved = await longestTask(page, async () => {
    for (let n = 0; n < MOVES; n++) await move(400 + 60 * n);
  });
  const covers = (await answers(page, 'cover')).slice(covered.length);
  const draws = (await answers(page, 'draw')).slice(drawn.length);
  // Every other answer is that of taking the crossing back: nothing is searched for it.
  const odd = (all: number[]) => all.filter((_, i) => i % 2 === 0);
  return { covers: odd(covers), draws: odd(draws), moved };
});
const text = (times: number[]) => times.map((time) => time.toFixed(0)).join(' ');
console.log(`figures ${text(covers)} ms; drawing, after them, ${text(draws)} ms`);
const median = quantile(covers, 0.5);
const met = report(`A crossing moved in the page, ${BUILDINGS} buildings`, [
  {
    what: `figures in the worker, ${covers.length} times, median`,
    ours: `${median.toFixed(0)} ms`,
    against: `at once: ${AT_ONCE_MS} ms`,
    ratio: median / AT_ONCE_MS,
    atMost: 1,
  },
  {
    what: 'longest task of the main thread',
    ours: `${moved.toFixed(0)} ms`,
    against: `at once: ${AT_ONCE_MS} ms`,
    ratio: moved / AT_ONCE_MS,
    atMost: 1,
  },
]);
process.exit(met ? 0 : 1);
