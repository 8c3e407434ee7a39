import { expect, it } from 'vitest';
import { Hono } from 'hono';
import { belowBase } from './below-base.ts';

it('a page of the server leads on below the path; what people wrote and files to be kept stay as they are', async () => {
  const app = new Hono()
    .use(belowBase('/q'))
    .get('/page', (c) => c.html('<style>url(/f.woff2)</style><form action="/find"><p>href=&quot;/x&quot; url(/x)</p>'))
    .get('/pack', (c) =>
      c.html('<a href="/find">x</a>', 200, { 'content-disposition': 'attachment; filename="a.html"' }),
    )
    .get('/data', (c) => c.json({ text: ' href="/find"' }))
    .post('/made', (c) => c.json({}, 201, { location: '/made/1' }))
    .get('/elsewhere', (c) => c.redirect('https://city.example/made'));
  const text = async (path: string) => (await app.request(path)).text();
  expect(await text('/page')).toBe(
    '<style>url(/q/f.woff2)</style><form action="/q/find"><p>href=&quot;/x&quot; url(/x)</p>',
  );
  expect(await text('/pack')).toContain('href="/find"');
  expect(await text('/data')).toContain('href=\\"/find');
  const location = async (path: string, method: string) =>
    (await app.request(path, { method })).headers.get('location');
  expect(await location('/made', 'POST')).toBe('/q/made/1');
  expect(await location('/elsewhere', 'GET')).toBe('https://city.example/made');
});
