import { inCity } from './page/in-city.ts';
import { quantile, report } from './report.ts';

/**
 * A crossing that is moved in the page, over the walking network of a city: from the question to the worker until its answer is back,
 * and the longest task of the main thread meanwhile (Long Tasks API).
 */
const BUILDINGS = Number(process.argv[2] ?? 200_000);
const AT_ONCE_MS = 100;
const MOVES = 9;

declare global {
  interface Window {
    covers: number[];
    longest: number;
  }
}

/** Notes in the page how long each answer about coverage took, and the longest task. */
function watch(): void {
  window.covers = [];
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
  }).observe({ type: 'longtask' });
  const asked = new Map<number, number>();
  const post = Worker.prototype.postMessage as (message: unknown, options?: unknown) => void;
  Worker.prototype.postMessage = function (this: Worker, message: unknown, options?: unknown) {
    const { ask, question } = message as { ask?: number; question?: { kind: string } };
    if (ask !== undefined && question?.kind === 'cover') {
      asked.set(ask, performance.now());
      const heard = ({ data }: MessageEvent<{ ask?: number; outcome?: unknown }>) => {
        const since = data.ask === ask && data.outcome ? asked.get(ask) : undefined;
        if (since === undefined) return;
        asked.delete(ask);
        window.covers.push(performance.now() - since);
      };
      this.addEventListener('message', heard);
    }
    post.call(this, message, options);
  };
}

const { covers, longest } = await inCity(BUILDINGS, async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(watch);
  await page.goto(`${url}/coverage?tab=what-if&area=all`);
  const station = page.getByLabel(/^Station/);
  await station.waitFor({ timeout: 120_000 });
  await page.waitForFunction(() => window.covers.length > 0, undefined, { timeout: 120_000 });
  await page.evaluate(() => ((window.covers = []), (window.longest = 0)));
  for (let move = 0; move < MOVES; move++) {
    await station.fill(String(400 + 60 * move));
    await page.getByRole('button', { name: 'Setzen', exact: true }).click();
    await page.waitForFunction((n) => window.covers.length > n, move, { timeout: 60_000 });
    await page.waitForTimeout(1500);
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await page.waitForTimeout(1500);
  }
  return await page.evaluate(() => ({ covers: window.covers, longest: window.longest }));
});
console.log(covers.map((time) => time.toFixed(0)).join(' '));
const median = quantile(covers, 0.5);
const met = report(`A crossing moved in the page, ${BUILDINGS} buildings`, [
  {
    what: `from question to answer, ${covers.length} times, median`,
    ours: `${median.toFixed(0)} ms`,
    against: `at once: ${AT_ONCE_MS} ms`,
    ratio: median / AT_ONCE_MS,
    atMost: 1,
  },
  {
    what: 'longest task of the main thread',
    ours: `${longest.toFixed(0)} ms`,
    against: 'a task that counts as long: 50 ms',
    ratio: longest / 50,
    atMost: 1,
  },
]);
process.exit(met ? 0 : 1);
