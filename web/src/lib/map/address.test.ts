import { expect, it } from 'vitest';
import { Address } from './address.ts';

/** Like SvelteKit's: takes a while, and is dropped where another begins meanwhile. */
function history() {
  const entries = ['start'];
  let token = 0;
  return {
    entries,
    async go(query: string, replace: boolean): Promise<void> {
      token += 1;
      const mine = token;
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (mine !== token) return;
      if (query === 'broken') throw new Error('no such place');
      if (replace) entries.pop();
      entries.push(query);
    },
  };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 40));

it('a step of the reader is kept though the view is noted right after it', async () => {
  const { entries, go } = history();
  const address = new Address(go);
  address.write('layer', false);
  address.write('table', false);
  address.write('table, lower map', true);
  await settled();
  expect(entries).toEqual(['start', 'layer', 'table, lower map']);
});

it('what waits is not written over the place that the reader went back to', async () => {
  const { entries, go } = history();
  const address = new Address(go);
  address.write('layer', false);
  address.write('moved', true);
  await Promise.resolve();
  address.forget();
  await settled();
  expect(entries).not.toContain('moved');
});

it('nothing is written any more once the page is left, neither what waits nor what comes later', async () => {
  const { entries, go } = history();
  const address = new Address(go);
  address.write('layer', false);
  address.write('moved', true);
  await Promise.resolve();
  address.close();
  address.write('late answer', true);
  await settled();
  expect(entries).toEqual(['start', 'layer']);
});

it('a navigation that fails does not keep the following ones back', async () => {
  const { entries, go } = history();
  const address = new Address(go);
  address.write('broken', false);
  address.write('layer', false);
  await settled();
  expect(entries).toEqual(['start', 'layer']);
});
