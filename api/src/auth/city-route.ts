import { createRoute, z } from '@hono/zod-openapi';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { NOT_FOUND, Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { access } from './access.ts';
import { addressOf } from './address.ts';
import { CITY } from './admit.ts';
import type { Auth } from './auth.ts';
import { createCityAuth } from './city.ts';
import { note } from './note.ts';
import { tooManyAttempts } from './failures.ts';
import { toAuth } from './route.ts';
import type { Sessions } from './sessions.ts';

const tags = ['accounts'];

/** better-auth 1.7 starts any provider here, those of its generic plugin, too; `/sign-in/oauth2` is no more. */
const startRoute = createRoute({
  method: 'post',
  path: '/auth/sign-in/social',
  tags,
  ...summary('Die Anmeldung der Stadt (OpenID Connect) beginnen', "Begin the city's own sign-in (OpenID Connect)"),
  ...access('public'),
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            provider: z.literal(CITY),
            callbackURL: z.string().max(2000).default('/').openapi({ description: 'Own page to come back to' }),
          }),
        },
      },
    },
  },
  responses: {
    200: json(z.object({ url: z.string() }), 'Where the browser goes now'),
    ...problems(400, 403, 404, 429),
  },
});

const callbackRoute = createRoute({
  method: 'get',
  path: `/auth/callback/${CITY}`,
  tags,
  ...summary('Die Anmeldung der Stadt kommt zurück', "The city's own sign-in comes back"),
  ...access('public'),
  responses: { 302: { description: 'To the page, or to the sign-in page with `problem`' }, ...problems(404) },
});

/** Codes that the sign-in page has words for; everything else has gone wrong between the servers. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'oidc-unknown': 'oidc-unknown',
  'oidc-unverified': 'oidc-unverified',
  'account-disabled': 'account-disabled',
  ACCOUNT_DISABLED: 'account-disabled',
  signup_disabled: 'oidc-unknown',
  // The person turned back at the city's own page.
  access_denied: 'oidc-cancelled',
};

/** The address if it lies below our own, else the first page: beside our path others may live on the same host. */
function ownAddress(address: string, baseUrl: string): string {
  const home = new URL(`${baseUrl}/`);
  if (!URL.canParse(address, home.href)) return home.href;
  const url = new URL(address, home);
  return url.origin === home.origin && `${url.pathname}/`.startsWith(home.pathname) ? url.href : home.href;
}

/** What went wrong according to better-auth's answer; null where somebody is signed in. */
async function failureOf(answer: Response, baseUrl: string): Promise<string | null> {
  const location = answer.headers.get('location');
  if (location === null) {
    const body = (await answer.json().catch(() => null)) as { code?: unknown } | null;
    return PROBLEMS[String(body?.code)] ?? 'oidc-failed';
  }
  // Whoever is not signed in gets no session cookie, whatever stands in the address.
  if (answer.headers.getSetCookie().some((cookie) => /session_token=[^;]/.test(cookie))) return null;
  const error = new URL(location, `${baseUrl}/`).searchParams.get('error');
  return PROBLEMS[error ?? ''] ?? 'oidc-failed';
}

/** The city's own sign-in: there and back. */
export function cityRoutes(deps: AppDeps, auth: Auth, sessions: Sessions) {
  const { db, env } = deps;
  const { baseUrl = '', oidc } = env;
  let made: ReturnType<typeof createCityAuth> | undefined;

  function city() {
    if (!oidc) throw new Problem(NOT_FOUND);
    made ??= createCityAuth(deps, oidc);
    return made;
  }

  return newRouter()
    .openapi(startRoute, async (c) => {
      const asked = city();
      const callbackURL = ownAddress(c.req.valid('json').callbackURL, baseUrl);
      const answer = await toAuth(asked, c, env, { provider: CITY, callbackURL, disableRedirect: true });
      if (answer.status === 429) throw tooManyAttempts(Number(answer.headers.get('x-retry-after')) || 60);
      const { url } = (await answer.json()) as { url?: string };
      if (!answer.ok || url === undefined) {
        throw new Problem({
          status: 503,
          type: 'oidc-unavailable',
          title: { de: 'Die Anmeldung der Stadt antwortet nicht', en: "The city's own sign-in does not answer" },
          detail: {
            de: 'Bitte später noch einmal versuchen oder mit dem Passwort anmelden.',
            en: 'Please try again later or sign in with the password.',
          },
        });
      }
      for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
      c.header('cache-control', CACHE.none);
      return c.json({ url }, 200);
    })
    .openapi(callbackRoute, async (c) => {
      const answer = await toAuth(city(), c, env);
      // The role may be another one than before; other processes were told by `admit`.
      sessions.forget();
      c.header('cache-control', CACHE.none);
      const problem = await failureOf(answer, baseUrl);
      const address = { address: addressOf(c, env) };
      const requestId = c.get('requestId');
      if (problem !== null) {
        await note(db.sql, {
          actorId: null,
          actor: '',
          action: 'sign-in-failed',
          entity: 'account',
          key: 'unknown',
          after: { ...address, by: 'oidc', problem },
          requestId,
        });
        return c.redirect(`${baseUrl}/sign-in?problem=${problem}`, 302);
      }
      const cookies = answer.headers.getSetCookie();
      for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
      const cookie = cookies.map((one) => one.replace(/;.*/s, '')).join('; ');
      const signed = await auth.api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } });
      if (signed) {
        const { id, name } = signed.user;
        const after = { ...address, by: 'oidc' };
        await note(db.sql, {
          actorId: id,
          actor: name,
          action: 'sign-in',
          entity: 'account',
          key: id,
          after,
          requestId,
        });
      }
      return c.redirect(ownAddress(answer.headers.get('location') ?? '', baseUrl), 302);
    });
}
