import { createRoute, z } from '@hono/zod-openapi';
import { EDITIONS } from '@quartierblick/gis/layers/define.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { access } from './access.ts';
import { isLocalRequest } from './address.ts';
import { demoAccounts } from './demo-accounts.ts';
import { identityOf } from './identity.ts';

const edition = z.enum(EDITIONS);
const sessionSchema = z
  .object({
    edition,
    user: z.object({ id: z.string(), name: z.string(), email: z.string(), edition }).nullable(),
    demoAccounts: z.array(z.object({ email: z.string(), name: z.string(), edition })),
    oidc: z.object({ label: z.string() }).nullable(),
  })
  .openapi('Session');

const sessionRoute = createRoute({
  method: 'get',
  path: '/session',
  tags: ['accounts'],
  ...summary('Wer angemeldet ist, und wie man sich anmelden kann', 'Who is signed in, and how one can sign in'),
  ...access('public'),
  responses: { 200: json(sessionSchema, 'Edition and account; the public has none'), ...problems() },
});

/** `GET /session`: what the page needs to know about its user. */
export function sessionRoutes({ db, env }: AppDeps) {
  return newRouter().openapi(sessionRoute, async (c) => {
    const { edition: seen, userId, name } = identityOf(c);
    const [account] =
      userId === null
        ? []
        : await db.sql<{ email: string }[]>`
      select email from account_users where id = ${userId}
    `;
    const user = userId !== null && account ? { id: userId, name, email: account.email, edition: seen } : null;
    c.header('cache-control', CACHE.none);
    return c.json(
      {
        edition: seen,
        user,
        demoAccounts: isLocalRequest(c, env) ? await demoAccounts(db, env) : [],
        oidc: env.oidc ? { label: env.oidc.label } : null,
      },
      200,
    );
  });
}
