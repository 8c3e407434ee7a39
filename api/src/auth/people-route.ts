import { createRoute, z } from '@hono/zod-openapi';
import { CACHE } from '../cache.ts';
import type { SqlLike } from '../db.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { access } from './access.ts';
import { identityOf } from './identity.ts';
import { note } from './note.ts';
import { ROLES } from './oidc-settings.ts';
import type { Sessions } from './sessions.ts';

const tags = ['accounts'];
const edition = z.enum(ROLES);
const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    edition,
    disabled: z.boolean(),
    createdAt: z.string(),
    lastSeenAt: z.string().nullable(),
    sessions: z.int().openapi({ description: 'Sessions that are open' }),
  })
  .openapi('Person');
type Person = z.infer<typeof personSchema>;

const params = z.object({ id: z.string() });

const listRoute = createRoute({
  method: 'get',
  path: '/people',
  tags,
  ...summary('Alle Konten', 'All accounts'),
  ...access('admin'),
  responses: { 200: json(z.array(personSchema), 'By name'), ...problems(401, 403) },
});

const changes = z.strictObject({
  edition: edition.optional(),
  disabled: z.boolean().optional(),
  name: z.string().trim().min(1).max(200).optional(),
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/people/{id}',
  tags,
  ...summary('Rolle, Name oder Sperre eines Kontos ändern', 'Change role, name or lock of an account'),
  ...access('admin'),
  request: { params, body: { required: true, content: { 'application/json': { schema: changes } } } },
  responses: { 200: json(personSchema, 'As it is now; it holds at once'), ...problems(400, 401, 403, 404, 409) },
});

const signOutRoute = createRoute({
  method: 'post',
  path: '/people/{id}/sign-out',
  tags,
  ...summary('Alle Sitzungen eines Kontos beenden', 'End all sessions of an account'),
  ...access('admin'),
  request: { params },
  responses: { 204: { description: 'Done' }, ...problems(401, 403, 404) },
});

function people(sql: SqlLike, id: string | null): Promise<Person[]> {
  return sql<Person[]>`
    select u.id, u.name, u.email, u.edition, u.disabled, to_jsonb(u.created_at) #>> '{}' as "createdAt",
      to_jsonb(greatest(s.seen, a.seen)) #>> '{}' as "lastSeenAt", s.sessions
    from account_users u
    cross join lateral (
      select max(updated_at) as seen, (count(*) filter (where expires_at > now()))::int as sessions
      from account_sessions where user_id = u.id
    ) s
    cross join lateral (
      select max(at) as seen from audit_log where entity = 'account' and entity_key = u.id and action = 'sign-in'
    ) a
    where ${id === null ? sql`true` : sql`u.id = ${id}`}
    order by u.name, u.email
  `;
}

function noSuchPerson(): Problem {
  const title = { de: 'Dieses Konto gibt es nicht', en: 'There is no such account' };
  return new Problem({ status: 404, type: 'no-such-account', title });
}

async function personOf(sql: SqlLike, id: string): Promise<Person> {
  const [person] = await people(sql, id);
  if (!person) throw noSuchPerson();
  return person;
}

function lastAdmin(): Problem {
  return new Problem({
    status: 409,
    type: 'last-admin',
    title: { de: 'Das ist das letzte Verwaltungskonto', en: 'This is the last administrator' },
    detail: {
      de: 'Bitte zuerst einem anderen Konto die Verwaltung geben; sonst käme niemand mehr hinein.',
      en: 'Please make another account an administrator first; otherwise nobody could get in any more.',
    },
  });
}

/** The accounts, for administrators. What changes here holds with the next request, in every process. */
export function peopleRoutes({ db }: AppDeps, sessions: Sessions) {
  async function changed(userId: string): Promise<void> {
    sessions.forget();
    await db.publish({ type: 'account-changed', userId });
  }

  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('cache-control', CACHE.none);
      return c.json(await people(db.sql, null), 200);
    })
    .openapi(changeRoute, async (c) => {
      const { id } = c.req.valid('param');
      const wish = c.req.valid('json');
      const { userId: actorId, name: actor } = identityOf(c);
      const person = await db.sql.begin(async (tx) => {
        // Two administrators who demote each other at the same moment would leave none.
        await tx`lock table account_users in share row exclusive mode`;
        const was = await personOf(tx, id);
        const is = {
          edition: wish.edition ?? was.edition,
          disabled: wish.disabled ?? was.disabled,
          name: wish.name ?? was.name,
        };
        const administers = (one: typeof is) => one.edition === 'admin' && !one.disabled;
        if (administers(was) && !administers(is)) {
          const [other] = await tx`
            select from account_users where edition = 'admin' and not disabled and id <> ${id} limit 1
          `;
          if (!other) throw lastAdmin();
        }
        await tx`update account_users set ${tx(is)}, updated_at = now() where id = ${id}`;
        if (is.disabled) await tx`delete from account_sessions where user_id = ${id}`;
        const deed = { actorId, actor, entity: 'account' as const, key: id, requestId: c.get('requestId') };
        const pair = (field: keyof typeof is) => ({ before: { [field]: was[field] }, after: { [field]: is[field] } });
        if (is.edition !== was.edition) await note(tx, { ...deed, action: 'role-changed', ...pair('edition') });
        if (is.name !== was.name) await note(tx, { ...deed, action: 'renamed', ...pair('name') });
        if (is.disabled !== was.disabled) await note(tx, { ...deed, action: is.disabled ? 'disabled' : 'enabled' });
        return personOf(tx, id);
      });
      await changed(id);
      c.header('cache-control', CACHE.none);
      return c.json(person, 200);
    })
    .openapi(signOutRoute, async (c) => {
      const { id } = c.req.valid('param');
      const { userId: actorId, name: actor } = identityOf(c);
      await db.sql.begin(async (tx) => {
        await personOf(tx, id);
        await tx`delete from account_sessions where user_id = ${id}`;
        await note(tx, { actorId, actor, action: 'signed-out-everywhere', entity: 'account', key: id });
      });
      await changed(id);
      return c.body(null, 204);
    });
}
