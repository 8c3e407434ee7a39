import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { access } from './access.ts';
import { addressOf, isLocalRequest } from './address.ts';
import { ADDRESS_HEADER } from './auth.ts';
import type { Auth } from './auth.ts';
import { areDemoAccountsAllowed, isDemoAccount } from './demo-accounts.ts';
import { countAttempt, forgetAttempts } from './failures.ts';
import { identityOf } from './identity.ts';
import { note } from './note.ts';
import { refusalOf } from './refusals.ts';
import type { Sessions } from './sessions.ts';

const tags = ['accounts'];
const body = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});
const done = { 204: { description: 'Done' } };

const signInRoute = createRoute({
  method: 'post',
  path: '/auth/sign-in/email',
  tags,
  ...summary('Mit E-Mail-Adresse und Passwort anmelden', 'Sign in with e-mail address and password'),
  ...access('public'),
  request: body(z.strictObject({ email: z.string().max(320), password: z.string().max(1000) })),
  responses: { ...done, ...problems(400, 401, 403, 429) },
});

const signOutRoute = createRoute({
  method: 'post',
  path: '/auth/sign-out',
  tags,
  ...summary('Abmelden', 'Sign out'),
  ...access('public'),
  responses: { ...done, ...problems(403) },
});

const passwordRoute = createRoute({
  method: 'post',
  path: '/auth/change-password',
  tags,
  ...summary('Das eigene Passwort ändern; andere Sitzungen enden', 'Change the own password; other sessions end'),
  ...access('steering'),
  request: body(z.strictObject({ currentPassword: z.string().max(1000), newPassword: z.string().max(1000) })),
  responses: { ...done, ...problems(400, 401, 403, 422, 429) },
});

const sessionSchema = z
  .object({
    id: z.string(),
    createdAt: z.string(),
    lastSeenAt: z.string(),
    expiresAt: z.string(),
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    current: z.boolean(),
  })
  .openapi('AccountSession');

const sessionsRoute = createRoute({
  method: 'get',
  path: '/auth/list-sessions',
  tags,
  ...summary('Die eigenen Sitzungen', 'The own sessions'),
  ...access('steering'),
  responses: { 200: json(z.array(sessionSchema), 'Sessions, newest first'), ...problems(401, 403) },
});

const revokeRoute = createRoute({
  method: 'post',
  path: '/auth/revoke-session',
  tags,
  ...summary('Eine eigene Sitzung beenden', 'End one of the own sessions'),
  ...access('steering'),
  request: body(z.strictObject({ id: z.string() })),
  responses: { ...done, ...problems(400, 401, 403) },
});

const revokeAllRoute = createRoute({
  method: 'post',
  path: '/auth/revoke-sessions',
  tags,
  ...summary('Überall abmelden', 'Sign out everywhere'),
  ...access('steering'),
  responses: { ...done, ...problems(401, 403) },
});

/** Hands a request on to better-auth under its own path, with the caller's true address. */
export function toAuth(
  auth: Pick<Auth, 'handler'>,
  c: Context,
  env: AppDeps['env'],
  content?: unknown,
): Promise<Response> {
  const headers = new Headers(c.req.raw.headers);
  for (const name of ['content-length', 'transfer-encoding', 'authorization']) headers.delete(name);
  headers.set(ADDRESS_HEADER, addressOf(c, env));
  const { pathname, search } = new URL(c.req.url);
  const init: RequestInit = { method: c.req.method, headers };
  if (c.req.method !== 'GET') {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(content ?? {});
  }
  return auth.handler(new Request(`http://localhost${pathname}${search}`, init));
}

/** What better-auth answered, without its body: the session's token in it is no script's business. */
function relay(c: Context, answer: Response) {
  for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
  c.header('cache-control', 'no-store');
  return c.body(null, 204);
}

/** Signing in and out, passwords and sessions: better-auth behind our own problems, limits and audit log. */
export function authRoutes({ db, env }: AppDeps, auth: Auth, sessions: Sessions) {
  const { sql } = db;

  /** Everything that is held of an account is void, here and in every other process. */
  async function changed(userId: string): Promise<void> {
    sessions.forget();
    await db.publish({ type: 'account-changed', userId });
  }

  function me(c: Context): { id: string; name: string } {
    const { userId, name } = identityOf(c);
    if (userId !== null) return { id: userId, name };
    const title = { de: 'Das geht nur mit einem Konto', en: 'That takes an account' };
    throw new Problem({ status: 403, type: 'forbidden', title });
  }

  return newRouter()
    .openapi(signInRoute, async (c) => {
      const { email, password } = c.req.valid('json');
      await countAttempt(sql, email);
      const known = email.trim().toLowerCase();
      const local = areDemoAccountsAllowed(db.kind, env) && isLocalRequest(c, env);
      // As if there were no such account, and no faster.
      const asked = isDemoAccount(known) && !local ? 'nobody@demo.example' : known;
      const answer = await toAuth(auth, c, env, { email: asked, password });
      const [user] = await sql<
        { id: string; name: string }[]
      >`select id, name from account_users where email = ${asked}`;
      const address = { address: addressOf(c, env) };
      const requestId = c.get('requestId');
      if (!answer.ok) {
        // What was typed in place of an address may be a password; it is not kept.
        const key = user?.id ?? 'unknown';
        const deed = { actorId: null, actor: '', entity: 'account' as const, key, after: address, requestId };
        if (answer.status !== 429) await note(sql, { ...deed, action: 'sign-in-failed' });
        throw await refusalOf(answer);
      }
      await forgetAttempts(sql, email);
      if (user) {
        const { id: key, name: actor } = user;
        await note(sql, { actorId: key, actor, action: 'sign-in', entity: 'account', key, after: address, requestId });
      }
      return relay(c, answer);
    })
    .openapi(signOutRoute, async (c) => {
      const { userId, name } = identityOf(c);
      const answer = await toAuth(auth, c, env);
      if (!answer.ok) throw await refusalOf(answer);
      if (userId !== null) {
        const key = userId;
        await note(sql, { actorId: userId, actor: name, action: 'sign-out', entity: 'account', key });
        await changed(userId);
      }
      return relay(c, answer);
    })
    .openapi(passwordRoute, async (c) => {
      const { id, name } = me(c);
      await countAttempt(sql, `change:${id}`);
      const answer = await toAuth(auth, c, env, { ...c.req.valid('json'), revokeOtherSessions: true });
      if (!answer.ok) throw await refusalOf(answer);
      await forgetAttempts(sql, `change:${id}`);
      await note(sql, { actorId: id, actor: name, action: 'password-changed', entity: 'account', key: id });
      await changed(id);
      return relay(c, answer);
    })
    .openapi(sessionsRoute, async (c) => {
      const { id } = me(c);
      const current = await auth.api.getSession({ headers: c.req.raw.headers, query: { disableRefresh: true } });
      const rows = await sql<Omit<z.infer<typeof sessionSchema>, 'current'>[]>`
        select id, to_jsonb(created_at) #>> '{}' as "createdAt", to_jsonb(updated_at) #>> '{}' as "lastSeenAt",
          to_jsonb(expires_at) #>> '{}' as "expiresAt", ip_address as "ipAddress", user_agent as "userAgent"
        from account_sessions where user_id = ${id} and expires_at > now() order by created_at desc
      `;
      c.header('cache-control', 'no-store');
      return c.json(
        rows.map((row) => ({ ...row, current: row.id === current?.session.id })),
        200,
      );
    })
    .openapi(revokeRoute, async (c) => {
      const { id, name } = me(c);
      await sql`delete from account_sessions where id = ${c.req.valid('json').id} and user_id = ${id}`;
      await note(sql, { actorId: id, actor: name, action: 'sign-out', entity: 'account', key: id });
      await changed(id);
      return c.body(null, 204);
    })
    .openapi(revokeAllRoute, async (c) => {
      const { id, name } = me(c);
      await sql`delete from account_sessions where user_id = ${id}`;
      await note(sql, { actorId: id, actor: name, action: 'signed-out-everywhere', entity: 'account', key: id });
      await changed(id);
      return c.body(null, 204);
    });
}
