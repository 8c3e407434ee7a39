import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { PROPOSAL_KINDS } from '@quartierblick/gis/offers/proposal.ts';
import { occasionOf } from '../../audit/actor.ts';
import { access } from '../../auth/access.ts';
import { identityOf } from '../../auth/identity.ts';
import { CACHE } from '../../cache.ts';
import type { AppDeps } from '../../deps.ts';
import { languageOf } from '../../errors.ts';
import { wholeNumber } from '../../layers/parameters.ts';
import { newRouter } from '../../openapi/router.ts';
import { json, problems } from '../../openapi/schemas.ts';
import { fileAnswer, MEDIA } from '../../register/file-answer.ts';
import { summary } from '../../openapi/summary.ts';
import { givenText, keySchema } from '../../properties/declared.ts';
import { today } from '../../properties/today.ts';
import { approve, reject } from './decide.ts';
import { linkOf, makeLinks, revokeLink } from './links.ts';
import { readWaiting } from './proposals.ts';
import { readConfirming } from './providers.ts';
import { writeReminders } from './reminders.ts';

/** A letter is answered within weeks; a link that holds for a year would outlive whoever got it. */
const DAYS = { least: 1, usual: 60, most: 180 };
const MOST_PROVIDERS = 1000;

const openLink = z.object({
  key: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
const provider = z
  .object({
    key: z.string(),
    name: z.string().nullable(),
    person: z.string().nullable(),
    email: z.string().nullable(),
    demo: z.boolean(),
    titles: z.array(z.string()).openapi({ description: 'Offers that have not ended' }),
    due: z.array(z.string()).openapi({ description: 'Those that nobody has confirmed for a year' }),
    oldest: z.string().nullable().openapi({ description: 'Day of the oldest confirmation; null: one has none' }),
    waiting: z.int().openapi({ description: 'What waits for a planner' }),
    link: openLink.nullable(),
  })
  .openapi('ConfirmingProvider');
const proposal = z
  .object({
    key: z.string(),
    offer: z.string(),
    provider: z.string(),
    providerName: z.string(),
    title: z.string().nullable().openapi({ description: 'null: the offer is gone' }),
    version: z.int().nullable(),
    kind: z.enum(PROPOSAL_KINDS),
    remark: z.string().nullable(),
    demo: z.boolean(),
    receivedAt: z.string(),
    changedMeanwhile: z.boolean(),
    values: z.array(
      z.object({
        field: z.string().openapi({ description: 'Name of the field; of a run with `@` and its key' }),
        site: z.string().nullable(),
        seen: z.unknown(),
        proposed: z.unknown(),
        now: z.unknown(),
        conflict: z.boolean(),
      }),
    ),
  })
  .openapi('OfferProposal');
const newLink = z.object({ key: z.string(), provider: z.string(), url: z.string(), expiresAt: z.string() });

const steering = { tags: ['offers'], ...access('steering') };
const planner = { tags: ['offers'], ...access('planner') };
const params = z.object({ key: keySchema.openapi({ param: { name: 'key', in: 'path' } }) });
const body = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } } as const,
});
const done = { 204: { description: 'Done' } } as const;
const daysEntered = z.int().min(DAYS.least).max(DAYS.most).default(DAYS.usual);

const providersRoute = createRoute({
  method: 'get',
  path: '/offer-confirmations/providers',
  ...steering,
  ...summary('Träger und wie lange ihre Angebote bestätigt sind', 'Providers, and how long since they confirmed'),
  responses: {
    200: json(z.array(provider), 'With the link that holds; its secret is not kept'),
    ...problems(401, 403),
  },
});
const linksRoute = createRoute({
  method: 'post',
  path: '/offer-confirmations/links',
  ...steering,
  ...summary('Links zum Bestätigen erstellen; bisherige enden', 'Make links to confirm; former ones end'),
  request: body(z.strictObject({ providers: z.array(keySchema).min(1).max(MOST_PROVIDERS), days: daysEntered })),
  responses: { 201: json(z.array(newLink), 'The links, which are shown this once'), ...problems(400, 401, 403) },
});
const revokeRoute = createRoute({
  method: 'delete',
  path: '/offer-confirmations/links/{key}',
  ...steering,
  ...summary('Einen Link ungültig machen', 'End a link'),
  request: { params },
  responses: { ...done, ...problems(401, 403, 404) },
});
const remindersRoute = createRoute({
  method: 'post',
  path: '/offer-confirmations/reminders',
  ...steering,
  ...summary('Liste für den Serienbrief; erstellt die Links neu', 'The list for a mail merge; makes the links anew'),
  request: {
    query: z.strictObject({
      format: z.enum(['xlsx', 'csv']).default('xlsx'),
      days: wholeNumber(DAYS.least, DAYS.most, DAYS.usual, 'Days for which the links hold'),
      all: z
        .enum(['true', 'false'])
        .default('false')
        .openapi({ description: 'Also providers whose offers are all confirmed' }),
    }),
  },
  responses: {
    200: {
      description: 'A row for each provider with something to confirm, with a link that holds. Former links end',
      content: Object.fromEntries(
        Object.values(MEDIA).map((media) => [media, { schema: z.string().openapi({ format: 'binary' }) }]),
      ),
    },
    ...problems(400, 401, 403),
  },
});
const proposalsRoute = createRoute({
  method: 'get',
  path: '/offer-confirmations/proposals',
  ...steering,
  ...summary('Was Träger vorschlagen', 'What providers propose'),
  responses: { 200: json(z.array(proposal), 'What waits, oldest first'), ...problems(401, 403) },
});
const approveRoute = createRoute({
  method: 'post',
  path: '/offer-confirmations/proposals/{key}/approve',
  ...planner,
  ...summary('Einen Vorschlag ins Register übernehmen', 'Take a proposal over into the register'),
  request: {
    params,
    ...body(
      z.strictObject({
        fields: z.record(z.string().max(400), z.unknown()).optional().openapi({
          description: 'What to take over, each with the value that was seen in the register; left out: all',
        }),
        version: z.int().optional().openapi({ description: 'Of the offer that was seen' }),
      }),
    ),
  },
  responses: { ...done, ...problems(400, 401, 403, 404, 409, 412) },
});
const rejectRoute = createRoute({
  method: 'post',
  path: '/offer-confirmations/proposals/{key}/reject',
  ...planner,
  ...summary('Einen Vorschlag ablehnen', 'Reject a proposal'),
  request: { params, ...body(z.strictObject({ reason: givenText })) },
  responses: { ...done, ...problems(400, 401, 403, 404, 409) },
});

/** Links by which providers confirm their offers, what they propose, and what planners make of it. */
export function confirmationRoutes({ db, env }: AppDeps) {
  const rootOf = (c: Context) => env.baseUrl ?? new URL(c.req.url).origin;
  return newRouter()
    .openapi(providersRoute, async (c) => {
      c.header('Cache-Control', CACHE.none);
      return c.json(await readConfirming(db.sql, today()), 200);
    })
    .openapi(linksRoute, async (c) => {
      const made = await makeLinks(db, identityOf(c), occasionOf(c), c.req.valid('json'));
      c.header('Cache-Control', CACHE.none);
      const links = made.map(({ secret, ...link }) => ({ ...link, url: linkOf(rootOf(c), secret) }));
      return c.json(links, 201);
    })
    .openapi(revokeRoute, async (c) => {
      await revokeLink(db, identityOf(c), occasionOf(c), c.req.valid('param').key);
      return c.body(null, 204);
    })
    .openapi(remindersRoute, async (c) => {
      const { format, days: holds, all } = c.req.valid('query');
      const wanted = (await readConfirming(db.sql, today())).filter(({ due }) => all === 'true' || due.length > 0);
      const providers = wanted.map(({ key }) => key);
      const occasion = occasionOf(c, 'Serienbrief / mail merge');
      const made = await makeLinks(db, identityOf(c), occasion, { providers, days: holds });
      const linkBy = new Map(made.map((link) => [link.provider, link]));
      const reminders = wanted.flatMap((one) => {
        const link = linkBy.get(one.key);
        return link ? [{ provider: one, link, url: linkOf(rootOf(c), link.secret) }] : [];
      });
      const bytes = await writeReminders(format, reminders, languageOf(c));
      return fileAnswer(c, bytes, format, 'erinnerungen');
    })
    .openapi(proposalsRoute, async (c) => {
      c.header('Cache-Control', CACHE.none);
      return c.json(await readWaiting(db.sql), 200);
    })
    .openapi(approveRoute, async (c) => {
      await approve(db, identityOf(c), occasionOf(c), c.req.valid('param').key, c.req.valid('json'));
      return c.body(null, 204);
    })
    .openapi(rejectRoute, async (c) => {
      const { reason } = c.req.valid('json');
      await reject(db, identityOf(c), occasionOf(c, reason), c.req.valid('param').key, reason);
      return c.body(null, 204);
    });
}
