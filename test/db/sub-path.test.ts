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

  // Packed, as browsers ask for them: leading a page below the path must not spoil what is packed.
  const named = new Set<string>();
  for (const path of ['/find', '/brochure', '/confirm/none', '/api/docs', '/ogc/collections?f=html']) {
    const answer = await fetch(proxy.url + path);
    const text = await answer.text();
    expect([path, answer.headers.get('content-encoding')]).toEqual([path, 'gzip']);
    expect([path, text.trim().endsWith('</html>')]).toEqual([path, true]);
    for (const [, to = ''] of text.matchAll(/\s(?:href|src|action)="(\/[^"]*)"/g)) named.add(to);
    // A page that names no icon is asked for one at the root of the host.
    expect([path, text.includes('<link rel="icon" href="/quartierblick/')]).toEqual([path, true]);
  }
  expect(named.size).toBeGreaterThan(3);
  expect([...named].filter((path) => !path.startsWith('/quartierblick/'))).toEqual([]);
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
