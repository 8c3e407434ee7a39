import { afterEach, expect, it } from 'vitest';
import { freshDatabase } from '../support/databases.ts';
import { startServer } from '../support/server-process.ts';
import { startStripProxy } from '../support/strip-proxy.ts';

const clean: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const undo of clean.splice(0).reverse()) await undo();
});

it('below a path that a proxy strips, the server’s own pages and the addresses it gives stay below it', async () => {
  const proxy = await startStripProxy('/quartierblick');
  clean.push(proxy.close);
  const { variables, remove } = await freshDatabase('embedded');
  clean.push(remove);
  const server = startServer({ ...variables, BASE_URL: proxy.url });
  clean.push(() => {
    server.kill('SIGKILL');
    return server.ended;
  });
  proxy.target(await server.ready);

  const find = await (await fetch(`${proxy.url}/find`)).text();
  const named = [...find.matchAll(/\s(?:href|src|action)="(\/[^"]*)"/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((path) => !path.startsWith('/quartierblick/'))).toEqual([]);
  for (const path of named) {
    const { status } = await fetch(new URL(path.replaceAll('&amp;', '&'), proxy.url));
    expect([path, status]).toEqual([path, 200]);
  }
  const described = (await (await fetch(`${proxy.url}/tiles/buildings.json`)).json()) as { tiles: string[] };
  expect(described.tiles[0]?.startsWith(`${proxy.url}/tiles/buildings/`)).toBe(true);
  // The link that makes the first administrator.
  expect(server.output()).toContain(`${proxy.url}/invitation?token=`);
  expect(proxy.strays).toEqual([]);
});
