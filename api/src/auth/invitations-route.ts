import { createRoute, z } from '@hono/zod-openapi';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { access } from './access.ts';
import type { Auth } from './auth.ts';
import { identityOf } from './identity.ts';
import { acceptInvitation, invitationOf, invite, linkOf, normalEmail, openInvitations } from './invitations.ts';
import { renewPassword, revokeInvitation } from './invitations.ts';
import { ROLES } from './oidc-settings.ts';

const tags = ['accounts'];
const edition = z.enum(ROLES);
const email = z.string().max(320).transform(normalEmail).pipe(z.email());
const name = z.string().trim().min(1).max(200);
const token = z.string().min(1).max(200);
const body = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});
const told = {
  email: z.string().nullable().openapi({ description: 'Null: the link of a first start; its administrator names it' }),
  name: z.string().nullable(),
  edition,
  expiresAt: z.string(),
  renews: z.boolean().openapi({ description: 'For somebody who has an account: it only sets a new password' }),
};
const invitation = z.object({ id: z.string(), ...told }).openapi('Invitation');

const made = z.object({ id: z.string(), url: z.string(), expiresAt: z.string() });

const listRoute = createRoute({
  method: 'get',
  path: '/invitations',
  tags,
  ...summary('Offene Einladungen', 'Open invitations'),
  ...access('admin'),
  responses: { 200: json(z.array(invitation), 'Newest first, without their links'), ...problems(401, 403) },
});

const inviteRoute = createRoute({
  method: 'post',
  path: '/invitations',
  tags,
  ...summary('Jemanden einladen', 'Invite somebody'),
  ...access('admin'),
  request: body(z.strictObject({ email, name: name.optional(), edition })),
  responses: {
    201: json(made, 'The link, which is shown this once; it holds for seven days'),
    ...problems(400, 401, 403, 409),
  },
});

const renewRoute = createRoute({
  method: 'post',
  path: '/people/{id}/password-link',
  tags,
  ...summary('Einen Link für ein neues Passwort ausstellen', 'Issue a link for a new password'),
  ...access('admin'),
  request: { params: z.object({ id: z.string() }) },
  responses: {
    201: json(made, 'The link, which is shown this once; it holds for seven days'),
    ...problems(401, 403, 404),
  },
});

const revokeRoute = createRoute({
  method: 'delete',
  path: '/invitations/{id}',
  tags,
  ...summary('Eine Einladung zurückziehen', 'Withdraw an invitation'),
  ...access('admin'),
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: 'Done' }, ...problems(401, 403, 404) },
});

const readRoute = createRoute({
  method: 'get',
  path: '/invitations/by-token/{token}',
  tags,
  ...summary('Die Einladung eines Links', 'The invitation of a link'),
  ...access('public'),
  request: { params: z.object({ token }) },
  responses: { 200: json(z.object(told), 'For whom, and as what'), ...problems(400, 404) },
});

const acceptRoute = createRoute({
  method: 'post',
  path: '/invitations/accept',
  tags,
  ...summary('Eine Einladung annehmen und angemeldet sein', 'Accept an invitation and be signed in'),
  ...access('public'),
  request: body(z.strictObject({ token, name, password: z.string().max(1000), email: email.optional() })),
  responses: { 204: { description: 'Done; with the cookie of a session' }, ...problems(400, 403, 404, 409, 422) },
});

/** Invitations by link: the way in for everyone whom the city's own sign-in does not let in. */
export function invitationRoutes({ db, env }: AppDeps, auth: Auth) {
  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('cache-control', CACHE.none);
      return c.json(await openInvitations(db.sql), 200);
    })
    .openapi(inviteRoute, async (c) => {
      const wish = c.req.valid('json');
      const invited = await invite(db, { ...wish, name: wish.name ?? null }, identityOf(c));
      c.header('cache-control', CACHE.none);
      const url = linkOf(env.baseUrl ?? new URL(c.req.url).origin, invited.token);
      return c.json({ id: invited.id, url, expiresAt: invited.expiresAt }, 201);
    })
    .openapi(renewRoute, async (c) => {
      const { id, expiresAt, token: secret } = await renewPassword(db, c.req.valid('param').id, identityOf(c));
      c.header('cache-control', CACHE.none);
      return c.json({ id, url: linkOf(env.baseUrl ?? new URL(c.req.url).origin, secret), expiresAt }, 201);
    })
    .openapi(revokeRoute, async (c) => {
      await revokeInvitation(db, c.req.valid('param').id, identityOf(c));
      return c.body(null, 204);
    })
    .openapi(readRoute, async (c) => {
      const { id: _, ...invited } = await invitationOf(db.sql, c.req.valid('param').token);
      c.header('cache-control', CACHE.none);
      return c.json(invited, 200);
    })
    .openapi(acceptRoute, async (c) => {
      const answer = c.req.valid('json');
      const address = await acceptInvitation(db, answer);
      const { headers } = await auth.api.signInEmail({
        body: { email: address, password: answer.password },
        headers: new Headers({ 'user-agent': c.req.header('user-agent') ?? '' }),
        returnHeaders: true,
      });
      for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
      c.header('cache-control', CACHE.none);
      return c.body(null, 204);
    });
}
