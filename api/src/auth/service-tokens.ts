import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { EDITIONS, maySee } from '@quartierblick/gis/layers/define.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import type { Database, Sql } from '../db.ts';
import { addressOf, isLocalRequest } from './address.ts';
import { FAILURE_WINDOW_S } from './auth.ts';
import { areDemoAccountsAllowed, isDemoAccount } from './demo-accounts.ts';
import { countUse } from './failures.ts';
import type { Identity } from './identity.ts';
import { note } from './note.ts';
import type { Role } from './oidc-settings.ts';

/** How every service token begins, so that it is known for one wherever it turns up. */
const PREFIX = 'qbs_';
/** Wrong tokens that one address may try in the window, as with passwords. */
const ALLOWED = 10;
/** What a token is good for: reading the OGC service, layers, tiles and exports. */
const READABLE = /^\/(ogc(\/|$)|tiles\/|api\/(layers|exports)(\/|$))/;
const READING = new Set(['GET', 'HEAD']);

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** A token as lists show it: everything but the token. Times in ISO 8601. */
export interface ServiceToken {
  id: string;
  name: string;
  edition: Role;
  maker: string;
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
}

interface Wish {
  name: string;
  edition: Role;
  /** For how many days it holds. */
  days: number;
}

/**
 * Makes a token.
 * @returns it together with its secret, which is kept nowhere
 * @throws Problem 403 where it would see more than its maker
 */
export async function makeServiceToken({ sql }: Database, { name, edition, days }: Wish, by: Identity) {
  if (!maySee(by.edition, edition)) {
    throw new Problem({
      status: 403,
      type: 'forbidden',
      title: { de: 'Das ist nicht erlaubt', en: 'That is not allowed' },
      detail: { de: 'Ein Token sieht nie mehr als Sie.', en: 'A token never sees more than you do.' },
    });
  }
  const secret = PREFIX + randomBytes(32).toString('base64url');
  return sql.begin(async (tx) => {
    const [row] = await tx<{ id: string; expiresAt: string }[]>`
      insert into service_tokens (token_hash, name, edition, made_by, maker, expires_at)
      values (${hashOf(secret)}, ${name}, ${edition}, (select id from account_users where id = ${by.userId}), ${by.name},
        now() + ${days}::int * interval '1 day')
      returning id::text, to_jsonb(expires_at) #>> '{}' as "expiresAt"
    `;
    if (!row) throw new Error('the token was not kept');
    const deed = { actorId: by.userId, actor: by.name, action: 'created' as const, entity: 'service-token' as const };
    await note(tx, { ...deed, key: row.id, after: { name, edition, expiresAt: row.expiresAt } });
    return { ...row, token: secret };
  });
}

/** Tokens that hold, newest first. */
export function serviceTokens(sql: Sql): Promise<ServiceToken[]> {
  return sql<ServiceToken[]>`
    select id::text, name, edition, maker, to_jsonb(created_at) #>> '{}' as "createdAt",
      to_jsonb(expires_at) #>> '{}' as "expiresAt", to_jsonb(last_used_at) #>> '{}' as "lastUsedAt"
    from service_tokens where revoked_at is null and expires_at > now() order by created_at desc, id
  `;
}

/** Ends a token at once. @throws Problem 404 where there is none that holds */
export async function revokeServiceToken({ sql }: Database, id: string, by: Identity): Promise<void> {
  await sql.begin(async (tx) => {
    const [row] = await tx<{ name: string }[]>`
      update service_tokens set revoked_at = now() where id::text = ${id} and revoked_at is null returning name
    `;
    if (!row) {
      const title = { de: 'Dieses Token gibt es nicht', en: 'There is no such token' };
      throw new Problem({ status: 404, type: 'no-such-token', title });
    }
    const deed = { actorId: by.userId, actor: by.name, action: 'revoked' as const, entity: 'service-token' as const };
    await note(tx, { ...deed, key: id, before: { name: row.name } });
  });
}

/**
 * The service token that a request bears: as `Bearer`, or as the password of HTTP Basic, whatever the user is called. Outside of
 * `/ogc` other passwords are not ours: a proxy in front may ask for one of its own.
 */
function tokenIn(header: string, path: string): string | null {
  const [scheme = '', value = ''] = header.split(/\s+/, 2);
  // The command line's token is a bearer, too, and no service token.
  if (scheme.toLowerCase() === 'bearer') return value.startsWith(PREFIX) ? value : null;
  if (scheme.toLowerCase() !== 'basic') return null;
  const password = Buffer.from(value, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '');
  return password.startsWith(PREFIX) || /^\/ogc(\/|$)/.test(path) ? password : null;
}

function wrongToken(c: Context): Problem {
  // GDAL and QGIS ask their user anew when they see it.
  c.header('WWW-Authenticate', 'Basic realm="Quartierblick", charset="UTF-8"');
  return new Problem({
    status: 401,
    type: 'bad-token',
    title: { de: 'Dieses Token gilt nicht', en: 'This token is not valid' },
    detail: {
      de: 'Es ist falsch, abgelaufen oder zurückgezogen. Die Verwaltung des Dashboards kann ein neues ausstellen.',
      en: 'It is wrong, has expired or was withdrawn. The administrators of the dashboard can issue a new one.',
    },
  });
}

interface Held {
  id: string;
  name: string;
  edition: Role;
  /** Edition and address of the maker's account; null: made at the command line. */
  maker: Role | null;
  email: string | null;
  stale: boolean;
}

/**
 * Who a service token stands for; null where the request bears none.
 * @throws Problem 401 for a wrong one, 429 after too many, 403 where it asks for more than reading data
 */
export async function serviceOf(c: Context, { db, env }: Pick<AppDeps, 'db' | 'env'>): Promise<Identity | null> {
  const header = c.req.header('authorization');
  const token = header === undefined ? null : tokenIn(header, c.req.path);
  if (token === null) return null;
  const [held] = await db.sql<Held[]>`
    select t.id::text, t.name, t.edition, u.edition as maker, u.email,
      t.last_used_at is null or t.last_used_at < now() - interval '1 minute' as stale
    from service_tokens t left join account_users u on u.id = t.made_by
    where t.token_hash = ${hashOf(token)} and t.revoked_at is null and t.expires_at > now() and u.disabled is not true
  `;
  // What is made by an account of the demo, whose password everyone knows, is good for nothing from outside this machine.
  const isDemo = held?.email != null && isDemoAccount(held.email);
  if (!held || (isDemo && !(areDemoAccountsAllowed(db.kind, env) && isLocalRequest(c, env)))) {
    await countUse(db.sql, `service-token:${addressOf(c, env)}`, ALLOWED, FAILURE_WINDOW_S);
    throw wrongToken(c);
  }
  if (!READING.has(c.req.method) || !READABLE.test(c.req.path)) {
    throw new Problem({
      status: 403,
      type: 'token-reads-data',
      title: { de: 'Das ist nicht erlaubt', en: 'That is not allowed' },
      detail: {
        de: 'Ein Token liest Ebenen, Kacheln und Ausgaben, sonst nichts.',
        en: 'A token reads layers, tiles and exports, and nothing else.',
      },
    });
  }
  if (held.stale) await db.sql`update service_tokens set last_used_at = now() where id::text = ${held.id}`;
  // Never more than its maker sees today.
  const edition = EDITIONS.find((one) => one === held.edition || one === held.maker) ?? 'public';
  return { edition, userId: null, name: held.name, via: 'service' };
}
