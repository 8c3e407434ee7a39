import { createRoute, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { languageOf } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { FAMILY_PAGE_POLICY } from '../security-headers.ts';
import { readCards } from './cards.ts';
import { codeOf, hashOfCode, spelled } from './links.ts';
import { readWalk } from './read-walks.ts';
import { sheetPage } from './sheet.ts';
import type { Sheet } from './sheet.ts';
import { walkParams } from './walk-schemas.ts';

const sheetRoute = createRoute({
  method: 'get',
  path: '/walks/{key}/sheet',
  tags: ['walks'],
  ...access('steering'),
  ...summary('Ein Gang als Blatt zum Drucken', 'A walk as a sheet to print'),
  request: {
    params: walkParams,
    query: z.strictObject({
      lang: z.enum(['de', 'en']).optional(),
      code: z
        .string()
        .max(40)
        .optional()
        .openapi({ description: 'Of a link that was just made: only its hash is kept, so it has to be told' }),
    }),
  },
  responses: {
    200: { description: 'A page that prints', content: { 'text/html': { schema: z.string() } } },
    ...problems(400, 401, 403, 404),
  },
});

/** The printed sheet of a walk. */
export function walkSheetRoutes({ db: { sql }, env }: AppDeps) {
  /** Where one joins by a code, if it is one of this walk that holds. */
  async function joinBy(walk: string, typed: string | undefined, origin: string): Promise<Sheet['join']> {
    if (typed === undefined) return null;
    const code = codeOf(typed);
    const [link] = code
      ? await sql<{ until: string }[]>`
          select to_jsonb(expires_at) #>> '{}' as until from walk_links
          where walk_key = ${walk} and secret_hash = ${hashOfCode(env, code)} and revoked_at is null and expires_at > now()
        `
      : [];
    if (!code || !link) return 'void';
    const told = spelled(code);
    return { url: `${env.baseUrl ?? origin}/w/${told}`, code: told, until: link.until };
  }

  return newRouter().openapi(sheetRoute, async (c) => {
    const { key } = c.req.valid('param');
    const { lang = languageOf(c), code } = c.req.valid('query');
    const walk = await readWalk(sql, key, false);
    const named = new Set(walk.stops.flatMap(({ cards }) => cards));
    const cards = (await readCards(sql)).filter((card) => named.has(card.key));
    const join = await joinBy(key, code, new URL(c.req.url).origin);
    const inLanguage: Sheet['inLanguage'] = (one) => `?${new URLSearchParams({ lang: one, ...(code && { code }) })}`;
    c.header('Content-Security-Policy', FAMILY_PAGE_POLICY);
    // A code that still lets people in is kept by no browser's cache.
    c.header('Cache-Control', CACHE.none);
    return c.html(await sheetPage(sql, { walk, cards, language: lang, join, inLanguage }), 200);
  });
}
