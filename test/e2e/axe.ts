import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * What axe finds on a page at rest, one line a rule with the elements concerned. Transitions are waited for: half-way from one
 * colour to another, text may have a contrast that no reader ever gets to read. Endless ones (spinners) are not, nor those
 * that follow a scroll position instead of time.
 */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter(({ timeline, playState }) => timeline === document.timeline && playState === 'running')
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map((animation) => animation.finished));
  });
  // Only what is wrong is told: else what is right is written down and brought here, too, which takes longer than the search. And
  // in the page itself: there is no frame from elsewhere whose findings would have to be gathered in a second page.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
