import type { Page } from 'playwright-core';

declare global {
  interface Window {
    longest: number;
  }
}

/** Runs in the page, before anything else there: notes its longest task (Long Tasks API). */
export function watchTasks(): void {
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
  }).observe({ type: 'longtask' });
}

/** The longest task of the main thread while something is done, milliseconds; 0 where none takes 50. */
export async function longestTask(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => (window.longest = 0));
  await act();
  return page.evaluate(() => window.longest);
}
