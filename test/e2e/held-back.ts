import type { Page, Route } from 'playwright-core';

/** Holds the next answer from an address back. @returns what lets it come, and waits until it has */
export async function heldBack(page: Page, address: RegExp): Promise<() => Promise<void>> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const held = async (route: Route) => {
    const answer = await route.fetch();
    await released;
    await route.fulfill({ response: answer });
  };
  await page.route(address, held, { times: 1 });
  return async () => {
    const came = page.waitForResponse(address);
    release();
    await (await came).finished();
  };
}
