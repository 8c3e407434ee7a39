import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { frontDoor } from './front-door.ts';
import { MAP_SERVERS } from './security-headers.ts';

const folder = mkdtempSync(join(tmpdir(), 'qb-site-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, '_app/immutable'), { recursive: true });
writeFileSync(
  join(folder, 'index.html'),
  '<!doctype html><title>the application</title><script>start()</script><script src="/x.js"></script>',
);
writeFileSync(join(folder, '_app/immutable/part.abc123.js'), `export const text = '${'x'.repeat(5000)}';`);
writeFileSync(join(folder, '_app/version.json'), '{}');

const door = frontDoor({ baseUrl: undefined }, folder);
const ask = (path: string, headers: Record<string, string> = {}) =>
  Promise.resolve(door.fetch(new Request(`http://localhost${path}`, { headers })));

describe('before the database is open', () => {
  it('the page says that it is being prepared, in both languages, and is kept nowhere', async () => {
    const answer = await ask('/');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toMatch(/wird vorbereitet[\s\S]*being opened/);
  });

  it('health is a 503 problem, not a page', async () => {
    const answer = await ask('/api/health');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
  });
});

describe('afterwards', () => {
  const open = () => door.open((request) => new Response(`api: ${new URL(request.url).pathname}`));

  it.each(['/api/health', '/tiles/green.json', '/ogc', '/api'])('%s reaches the api', async (path) => {
    open();
    expect(await (await ask(path)).text()).toBe(`api: ${path}`);
  });

  it.each(['/', '/data', '/layers/green/7', '/apiary'])(
    '%s is the application, asked about before every use',
    async (path) => {
      open();
      const answer = await ask(path);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('the application');
      expect(answer.headers.get('cache-control')).toContain('no-cache');
    },
  );

  it('a part whose name bears its hash is kept for ever, and compressed', async () => {
    open();
    const answer = await ask('/_app/immutable/part.abc123.js', { 'accept-encoding': 'gzip' });
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('content-type')).toMatch(/javascript/);
  });

  it('a part of an older build is missing; the page never stands in for a script', async () => {
    open();
    const answer = await ask('/_app/immutable/part.000000.js');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).not.toContain('immutable');
  });

  it.each(['/../package.json', '/..%2f..%2fpackage.json', '/_app/%2e%2e/%2e%2e/package.json'])(
    'nothing outside the folder: %s',
    async (path) => {
      open();
      expect(await (await ask(path)).text()).not.toContain('quartierblick"');
    },
  );
});

describe('what browsers are told', () => {
  it('lets run only the files of the application and the inline script that the build put into the page', async () => {
    door.open(() => new Response('api'));
    const answer = await ask('/properties/case%2F1');
    const policy = answer.headers.get('content-security-policy') ?? '';
    const directive = (name: string) => policy.split('; ').find((part) => part.startsWith(`${name} `)) ?? '';
    const hash = createHash('sha256').update('start()').digest('base64');
    expect(directive('script-src')).toBe(`script-src 'self' 'sha256-${hash}'`);
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|\*/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('lets other sites frame the page of a published story, and no other page', async () => {
    door.open(() => new Response('api'));
    for (const path of ['/s', '/s/', '/s?embed']) {
      const { headers } = await ask(path);
      expect(headers.get('content-security-policy')).toContain('frame-ancestors *');
      expect(headers.get('x-frame-options')).toBeNull();
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toContain('noindex');
    }
    for (const path of ['/', '/stories', '/s/x', '/sign-in', '/safety']) {
      const { headers } = await ask(path);
      expect([path, headers.get('x-frame-options')]).toEqual([path, 'SAMEORIGIN']);
      expect(headers.get('content-security-policy')).not.toContain('frame-ancestors *');
    }
  });

  it('asks for TLS only where the public address has it', async () => {
    const secure = frontDoor({ baseUrl: 'https://quartier.example' }, folder);
    secure.open(() => new Response('api'));
    const answer = await secure.fetch(new Request('http://localhost/'));
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age/);
    expect((await ask('/')).headers.get('strict-transport-security')).toBeNull();
  });

  it('names the servers of the base maps that the page offers, and no others', () => {
    const source = readFileSync(new URL('../../gis/views/base-maps.ts', import.meta.url), 'utf8');
    const offered = [...source.matchAll(/https:\/\/[^/'`]+/g)].map(([origin]) => origin);
    expect([...MAP_SERVERS].sort()).toEqual([...new Set(offered)].filter((o) => /wmts|wms|sgx/.test(o)).sort());
  });
});
