import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { build } from 'vite';
import { createApp } from '@quartierblick/api/app';
import type { May, Uuid, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import type { TestContext } from '../../support/databases.ts';

/** The api as it is, and one small page on the same origin that holds store and engine of the field. */
export interface Field {
  url: string;
  /** A new walk that is open, and the code to join it by. */
  begin(): Promise<{ walk: Uuid; code: string }>;
  /** What the server has of it. */
  has(walk: Uuid): Promise<{ events: WalkEvent[]; may: Map<Uuid, May>; findings: number; blobs: number }>;
  stop(): Promise<void>;
}

const ACCOUNT = 'field-editor';

/** The page's modules in one; made for the test, never shipped. */
async function script(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      rolldownOptions: { input: fileURLToPath(new URL('page.ts', import.meta.url)) },
    },
  });
  const [one] = [made].flat();
  const chunk = one && 'output' in one ? one.output[0] : undefined;
  if (!chunk) throw new Error('nothing was built');
  return chunk.code;
}

/** Starts it on a database, for somebody of the steering group who is signed in everywhere. */
export async function startField({ db, deps }: TestContext): Promise<Field> {
  const { sql } = db;
  await sql`
    insert into account_users (id, name, email, email_verified) values (${ACCOUNT}, 'Frau Leitung', 'leitung@example.org', true)
    on conflict do nothing
  `;
  const identity = { edition: 'steering', userId: ACCOUNT, name: 'Frau Leitung', via: 'session' } as const;
  const app = createApp({ ...deps, identify: () => identity });
  const code = await script();
  const html = '<!doctype html><script type="module" src="/walker.js"></script>';
  const server = createAdaptorServer({
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === '/') return new Response(html, { headers: { 'content-type': 'text/html' } });
      if (pathname === '/walker.js')
        return new Response(code, { headers: { 'content-type': 'text/javascript', 'cache-control': 'max-age=600' } });
      return app.fetch(request);
    },
  }) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async begin() {
      // A school has one address and joins once; here everybody joins from it for minutes.
      await sql`delete from account_rate_limits`;
      const [row] = await sql<{ key: string }[]>`
        insert into walks (title, starts_at, state, created_by, shows_others) values ('Gang', now(), 'open', 'test', true)
        returning key::text
      `;
      const walk = row?.key ?? '';
      const answer = await app.request(`/api/walks/${walk}/links`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ role: 'scout' }),
      });
      return { walk, code: ((await answer.json()) as { code: string }).code };
    },
    async has(walk) {
      const rows = await sql<
        { event: WalkEvent }[]
      >`select event from walk_events where walk_key = ${walk} order by arrival`;
      const devices = await sql<{ key: string; may: May }[]>`
        select key::text, may from walk_devices where walk_key = ${walk}
      `;
      const [counts] = await sql<{ findings: number; blobs: number }[]>`
        select (select count(*)::integer from walk_findings where walk_key = ${walk}) as findings,
          (select count(*)::integer from walk_blobs where walk_key = ${walk}) as blobs
      `;
      return {
        events: rows.map(({ event }) => event),
        may: new Map(devices.map(({ key, may }) => [key, may])),
        findings: counts?.findings ?? 0,
        blobs: counts?.blobs ?? 0,
      };
    },
    async stop() {
      server.close();
      await once(server, 'close');
    },
  };
}
