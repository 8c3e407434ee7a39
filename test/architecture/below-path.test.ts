import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { files, ROOT } from './sources.ts';

/** The start of a text that begins at the root of the host: `'/…`, not `'//host…`. */
const ROOTED = String.raw`['"\`]\/(?!\/)`;

/** Ways in which the page could name an address that skips the path below which the dashboard lies. */
const WAYS: readonly [what: string, pattern: RegExp][] = [
  [
    'an attribute',
    new RegExp(String.raw`[\s{](?:href|src|srcset|action|poster|data)=(?:"\/(?!\/)|'\/(?!\/)|\{\s*${ROOTED})`, 'g'),
  ],
  [
    'a call',
    new RegExp(
      String.raw`\b(?:fetch|goto|preloadData|preloadCode|pushState|replaceState|EventSource|Worker|SharedWorker|WebSocket|sendBeacon|importScripts|register|open|assign)\(\s*${ROOTED}`,
      'g',
    ),
  ],
  [
    'the address of the page',
    new RegExp(String.raw`\blocation(?:\.href)?\s*=\s*${ROOTED}|\blocation\.replace\(\s*${ROOTED}`, 'g'),
  ],
  ['the origin without the path', /\borigin\s*\+\s*['"`]\/|\$\{[\w.]*\borigin\}\//g],
  ['a link in data', new RegExp(String.raw`\bhref:\s*${ROOTED}`, 'g')],
  ['a style', /(?<![#\w.])url\(\s*['"]?\/(?!\/)/g],
];

/** Every address in a text that skips the path, as `file:line what`. */
function skips(file: string, text: string): string[] {
  return WAYS.flatMap(([what, pattern]) =>
    [...text.matchAll(pattern)].map(({ index }) => `${file}:${text.slice(0, index).split('\n').length} ${what}`),
  );
}

const page = files.filter(
  (file) => /^web\/(src|static)\/.*\.(ts|svelte|css|html)$/.test(file) && !file.endsWith('.test.ts'),
);

describe('below a path that a proxy strips', () => {
  it('is told from an address of the host by what stands in the source', () => {
    for (const wrong of [
      '<a href="/data">',
      "<img src='/x.png' />",
      '<a href={`/walks/${id}`}>',
      "fetch('/api/health')",
      'goto(`/walks`)',
      "new Worker('/w.js')",
      "navigator.serviceWorker.register('/service-worker.js')",
      "location.href = '/sign-in'",
      "location.replace('/w')",
      'location.origin + "/s#x"',
      '`${location.origin}/s`',
      "{ label: t.data, href: '/data' }",
      'background: url(/icons/x.svg)',
    ]) {
      expect([wrong, skips('x', wrong).length]).toEqual([wrong, 1]);
    }
    for (const right of [
      "<a href={resolve('/data')}>",
      "goto(resolve('/walks'))",
      'fetch(`${root}/api/health`)',
      '<a href="//host.example">',
      "api.get('/project')",
      "this.#url('/calendar')",
      "text.replace('/', '-')",
    ]) {
      expect([right, skips('x', right)]).toEqual([right, []]);
    }
  });

  it('no source of the page names an address from the root of the host', () => {
    expect(page.length).toBeGreaterThan(300);
    expect(page.flatMap((file) => skips(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  it('what is installed on a device begins where its manifest lies', () => {
    const manifest = readFileSync(join(ROOT, 'web/static/manifest.webmanifest'), 'utf8');
    expect(manifest).not.toMatch(/"\//);
  });
});
