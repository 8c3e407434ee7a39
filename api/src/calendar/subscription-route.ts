import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { NO_ADVICE } from '@quartierblick/gis/legal-path/parameters.ts';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { Identity } from '../auth/identity.ts';
import { note } from '../auth/note.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { NOT_FOUND, Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { addMeasures } from '../measures/calendar.ts';
import { readMeasures } from '../measures/read.ts';
import { addDeadlines } from '../properties/calendar.ts';
import { readDeadlines } from '../properties/deadlines.ts';
import { CALENDAR_TYPE, calendarResponse, newCalendar } from './entries.ts';
import { endSubscription, readerOf, renewSubscription, subscriptionOf } from './subscription.ts';

const NAME: Text = { de: 'Termine im Quartier', en: 'Dates in the quarter' };
const LANGUAGES = ['de', 'en'] as const;

const stateRoute = createRoute({
  method: 'get',
  path: '/calendar-subscription',
  tags: ['calendar'],
  ...summary('Ob der eigene Kalender abonniert ist', 'Whether the own calendar is subscribed'),
  ...access('steering'),
  request: { query: z.strictObject({}) },
  responses: {
    200: json(z.object({ since: z.string().nullable() }), 'When the address was made; the address itself is not kept'),
    ...problems(401, 403),
  },
});

const renewRoute = createRoute({
  method: 'post',
  path: '/calendar-subscription',
  tags: ['calendar'],
  ...summary(
    'Eine neue Adresse für den Kalender; die bisherige gilt nicht mehr',
    'A new address of the calendar; the former one ends',
  ),
  ...access('steering'),
  request: { query: z.strictObject({ lang: z.enum(LANGUAGES).default('de') }) },
  responses: {
    200: json(z.object({ url: z.url() }), 'Shown this once: whoever has the address can read what the account may'),
    ...problems(400, 401, 403, 409),
  },
});

const endRoute = createRoute({
  method: 'delete',
  path: '/calendar-subscription',
  tags: ['calendar'],
  ...summary('Die Adresse des Kalenders ungültig machen', 'End the address of the calendar'),
  ...access('steering'),
  request: { query: z.strictObject({}) },
  responses: { 204: { description: 'There is no subscription any more' }, ...problems(401, 403, 409) },
});

const readRoute = createRoute({
  method: 'get',
  path: '/calendar/{file}',
  tags: ['calendar'],
  ...summary('Der abonnierte Kalender', 'The subscribed calendar'),
  // Calendar applications cannot sign in: the address itself is the secret, and says nothing to whoever has it not.
  ...access('public'),
  request: {
    params: z.object({
      file: z.string().openapi({ param: { name: 'file', in: 'path' }, description: '<token>.ics', example: '….ics' }),
    }),
    query: z.strictObject({ lang: z.enum(LANGUAGES).default('de') }),
  },
  responses: { 200: calendarResponse, ...problems(400, 404) },
});

/** Subscriptions belong to an account, with which they end. @throws Problem 409 */
function accountOf({ userId }: Identity): string {
  if (userId !== null) return userId;
  throw new Problem({
    status: 409,
    type: 'account-needed',
    title: { de: 'Dafür braucht es ein Konto', en: 'This needs an account' },
    detail: {
      de: 'Das Abonnement gehört zu einem Konto und endet mit ihm. Bitte anmelden, oder die Kalenderdatei herunterladen.',
      en: 'The subscription belongs to an account and ends with it. Please sign in, or download the calendar file.',
    },
  });
}

/** One calendar for an account: due measures, and for planners the deadlines of properties. */
export function calendarRoutes({ db: { sql }, env }: AppDeps) {
  const rootOf = (url: string) => env.baseUrl ?? new URL(url).origin;
  /** An address that is read without a sign-in is an access like any other. */
  const noteOf = (c: Context, action: 'calendar-subscribed' | 'calendar-ended') => {
    const { userId, name } = identityOf(c);
    const requestId = c.get('requestId');
    return note(sql, { actorId: userId, actor: name, action, entity: 'account', key: userId ?? '', requestId });
  };
  return newRouter()
    .openapi(stateRoute, async (c) => {
      const { userId } = identityOf(c);
      c.header('Cache-Control', CACHE.none);
      return c.json({ since: userId === null ? null : await subscriptionOf(sql, userId) }, 200);
    })
    .openapi(renewRoute, async (c) => {
      const token = await renewSubscription(sql, accountOf(identityOf(c)));
      await noteOf(c, 'calendar-subscribed');
      c.header('Cache-Control', CACHE.none);
      return c.json({ url: `${rootOf(c.req.url)}/api/calendar/${token}.ics?lang=${c.req.valid('query').lang}` }, 200);
    })
    .openapi(endRoute, async (c) => {
      await endSubscription(sql, accountOf(identityOf(c)));
      await noteOf(c, 'calendar-ended');
      return c.body(null, 204);
    })
    .openapi(readRoute, async (c) => {
      const token = /^([\w-]{43})\.ics$/.exec(c.req.valid('param').file)?.[1];
      const edition = token === undefined ? null : await readerOf(sql, token);
      if (edition === null) throw new Problem(NOT_FOUND);
      const [{ lang }, root] = [c.req.valid('query'), rootOf(c.req.url)];
      const isPlanner = maySee(edition, 'planner');
      const calendar = newCalendar(NAME, 'Termine', lang, ...(isPlanner ? [NO_ADVICE] : []));
      addMeasures(calendar, await readMeasures(sql), lang, root);
      if (isPlanner) addDeadlines(calendar, await readDeadlines(sql), lang, root);
      c.header('Cache-Control', CACHE.none);
      c.header('X-Robots-Tag', 'noindex');
      c.header('Content-Type', CALENDAR_TYPE);
      return c.body(calendar.toString(), 200);
    });
}
