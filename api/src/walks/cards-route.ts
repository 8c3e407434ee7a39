import { createRoute, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { addCard, changeCard, readCard, readCards } from './cards.ts';
import { cardChangeSchema, cardSchema, newCardSchema, walkParams } from './walk-schemas.ts';
import { actorOf } from './walks-route.ts';

const common = { tags: ['walks'], ...access('steering') };

const listRoute = createRoute({
  method: 'get',
  path: '/walk-cards',
  ...common,
  ...summary('Karten mit Fragen für Halte', 'Cards with questions for stops'),
  responses: { 200: json(z.object({ cards: z.array(cardSchema) }), 'By title'), ...problems(401, 403) },
});
const addRoute = createRoute({
  method: 'post',
  path: '/walk-cards',
  ...common,
  ...summary('Eine Karte anlegen', 'Add a card'),
  request: { body: jsonBody(newCardSchema) },
  responses: { 201: json(cardSchema, 'The card'), ...problems(400, 401, 403) },
});
const changeRoute = createRoute({
  method: 'patch',
  path: '/walk-cards/{key}',
  ...common,
  ...summary('Eine Karte ändern', 'Change a card'),
  request: {
    params: walkParams,
    headers: ifMatchHeader,
    body: jsonBody(cardChangeSchema),
  },
  responses: { 200: json(cardSchema, 'The card as it is now'), ...problems(400, 401, 403, 404, 412, 428) },
});

/** Cards: questions for stops, used again and again. */
export function walkCardRoutes({ db }: AppDeps) {
  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json({ cards: await readCards(db.sql) }, 200);
    })
    .openapi(addRoute, async (c) => {
      const card = await readCard(db.sql, await addCard(db, actorOf(c), c.req.valid('json')));
      c.header('ETag', etag(card.version));
      return c.json(card, 201);
    })
    .openapi(changeRoute, async (c) => {
      const { key } = c.req.valid('param');
      await changeCard(db, actorOf(c), { key, seen: baseVersion(c), change: c.req.valid('json') });
      const card = await readCard(db.sql, key);
      c.header('ETag', etag(card.version));
      return c.json(card, 200);
    });
}
