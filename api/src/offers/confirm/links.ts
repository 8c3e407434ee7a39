import { createHash, randomBytes } from 'node:crypto';
import { actAs } from '../../audit/actor.ts';
import type { Occasion } from '../../audit/actor.ts';
import type { Identity } from '../../auth/identity.ts';
import type { Database, Sql } from '../../db.ts';
import { Problem, validationProblem } from '../../errors.ts';

/** A link that was just made; its secret is kept nowhere. */
export interface NewLink {
  key: string;
  provider: string;
  secret: string;
  expiresAt: string;
}

/** Whose link it is. */
export interface LinkHolder {
  link: string;
  provider: string;
  name: string;
  expiresAt: string;
}

/** Of a secret only the hash is kept; found by it, nothing is compared letter by letter. */
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** Where a provider opens the own offers. */
export const linkOf = (base: string, secret: string): string => `${base.replace(/\/+$/, '')}/confirm/${secret}`;

/**
 * Makes a link for each of these providers; one that a provider had before ends with it.
 * @param days for which the links hold
 * @throws Problem 400 that names providers that are not there
 */
export async function makeLinks(
  db: Database,
  who: Identity,
  occasion: Occasion,
  { providers, days }: { providers: readonly string[]; days: number },
): Promise<NewLink[]> {
  const wanted = [...new Set(providers)];
  return db.sql.begin(async (tx) => {
    await actAs(tx, who, occasion);
    const known = await tx<{ key: string }[]>`
      select key from offer_providers where key = any(${wanted}::text[]) order by key for update
    `;
    const there = new Set(known.map(({ key }) => key));
    const missing = wanted.flatMap((key, i) =>
      there.has(key) ? [] : [{ path: ['providers', i], message: 'there is no such provider' }],
    );
    if (missing.length > 0) throw validationProblem(missing);
    await tx`
      update offer_confirmation_links set revoked_at = now()
      where provider_key = any(${wanted}::text[]) and revoked_at is null and expires_at > now()
    `;
    const secrets = new Map(wanted.map((provider) => [provider, randomBytes(32).toString('base64url')]));
    const rows = wanted.map((provider) => ({ provider, hash: hashOf(secrets.get(provider) ?? '') }));
    const made = await tx<Omit<NewLink, 'secret'>[]>`
      insert into offer_confirmation_links (provider_key, secret_hash, created_by, expires_at)
      select r.provider, r.hash, ${who.name}, now() + make_interval(days => ${days})
      from jsonb_to_recordset(${tx.json(rows)}) as r(provider text, hash text)
      returning key::text, provider_key as provider, to_jsonb(expires_at) #>> '{}' as "expiresAt"
    `;
    return made.map((link) => ({ ...link, secret: secrets.get(link.provider) ?? '' }));
  });
}

/** Ends a link. @throws Problem 404 where there is none that holds */
export async function revokeLink(db: Database, who: Identity, occasion: Occasion, key: string): Promise<void> {
  const gone = await db.sql.begin(async (tx) => {
    await actAs(tx, who, occasion);
    return tx`
      update offer_confirmation_links set revoked_at = now()
      where key::text = ${key} and revoked_at is null and expires_at > now() returning key
    `;
  });
  if (gone.length > 0) return;
  throw new Problem({
    status: 404,
    type: 'no-such-link',
    title: { de: 'Diesen Link gibt es nicht (mehr)', en: 'There is no such link (any more)' },
  });
}

/** Whose link a secret opens, and that it was used; null where it is wrong, expired or ended, which are told apart nowhere. */
export async function holderOf(sql: Sql, secret: string): Promise<LinkHolder | null> {
  if (!/^[\w-]{43}$/.test(secret)) return null;
  const [row] = await sql<LinkHolder[]>`
    update offer_confirmation_links l set last_used_at = now()
    from offer_providers p
    where l.secret_hash = ${hashOf(secret)} and l.revoked_at is null and l.expires_at > now() and p.key = l.provider_key
    returning l.key::text as link, p.key as provider, coalesce(p.name, p.key) as name,
      to_jsonb(l.expires_at) #>> '{}' as "expiresAt"
  `;
  return row ?? null;
}
