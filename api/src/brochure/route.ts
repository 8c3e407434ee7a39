import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { access } from '../auth/access.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { NOT_FOUND, Problem } from '../errors.ts';
import type { FactsCache } from '../layers/facts.ts';
import type { OfferBook } from '../offers/book.ts';
import { newRouter } from '../openapi/router.ts';
import { problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import type { Html } from '../pages/frame.ts';
import { pageLanguage } from '../pages/languages.ts';
import { today } from '../properties/today.ts';
import { FAMILY_PAGE_POLICY } from '../security-headers.ts';
import { Fonts } from './fonts.ts';
import { brochurePage, strayPage } from './page.ts';
import { PRINT_SCRIPT } from './print-script.ts';
import { brochureSchema } from './query.ts';

const open = access('public');
const page = (description: string) => ({ description, content: { 'text/html': { schema: z.string() } } });

const pageRoute = createRoute({
  method: 'get',
  path: '/brochure',
  tags: ['offers'],
  ...summary('Die Angebote als Heft zum Drucken', 'The offers as a booklet to print'),
  ...open,
  request: { query: brochureSchema },
  responses: {
    ...problems(),
    200: page('A page that prints as a booklet'),
    400: page('What of the address cannot be read, and a way out'),
    404: page('There is no such area'),
  },
});

const scriptRoute = createRoute({
  method: 'get',
  path: '/brochure/print.js',
  tags: ['offers'],
  ...summary('Der Druckknopf des Hefts', 'The print button of the booklet'),
  ...open,
  responses: { 200: { description: 'A script', content: { 'text/javascript': { schema: z.string() } } } },
});

const fontRoute = createRoute({
  method: 'get',
  path: '/brochure/fonts/{file}',
  tags: ['offers'],
  ...summary('Schriften des Hefts', 'Fonts of the booklet'),
  ...open,
  request: { params: z.object({ file: z.string().openapi({ param: { name: 'file', in: 'path' } }) }) },
  responses: { 200: { description: 'WOFF2', content: { 'font/woff2': { schema: z.string() } } }, ...problems(404) },
});

/** Answers with a page of this kind; it depends on who asks only by language. */
async function answer(c: Context, body: Html, status: 200 | 400 | 404) {
  c.header('Content-Security-Policy', FAMILY_PAGE_POLICY);
  c.header('Cache-Control', status === 200 ? CACHE.revalidate : CACHE.none);
  c.header('Vary', 'Accept-Language');
  return c.html(await body, status);
}

/** The brochure: the register of offers in print. */
export function brochureRoutes({ db: { sql }, env }: AppDeps, facts: FactsCache, book: OfferBook) {
  const fonts = new Fonts('brochure/fonts');
  return newRouter()
    .openapi(
      pageRoute,
      async (c) => {
        const asked = c.req.valid('query');
        const language = asked.lang ?? pageLanguage(c);
        const occasion = { language, root: env.baseUrl ?? new URL(c.req.url).origin, today: today() };
        const written = await brochurePage({ sql, facts, book, fonts }, asked, occasion);
        return written === null ? answer(c, strayPage(language, 'noArea', []), 404) : answer(c, written, 200);
      },
      (result, c) => {
        if (result.success) return;
        const details = result.error.issues.map(({ path, message }) =>
          [path.join('.'), message].filter(Boolean).join(': '),
        );
        return answer(c, strayPage(pageLanguage(c), 'badAddress', details), 400);
      },
    )
    .openapi(scriptRoute, (c) => {
      c.header('Cache-Control', CACHE.revalidate);
      return c.body(PRINT_SCRIPT, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
    })
    .openapi(fontRoute, (c) => {
      const bytes = fonts.file(c.req.valid('param').file);
      if (!bytes) throw new Problem(NOT_FOUND);
      c.header('Cache-Control', CACHE.immutable);
      return c.body(bytes, 200, { 'Content-Type': 'font/woff2' });
    });
}
