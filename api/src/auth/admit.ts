import { randomUUID } from 'node:crypto';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { Database } from '../db.ts';
import type { TransactionSql } from 'postgres';
import { isDemoAccount } from './demo-accounts.ts';
import { note } from './note.ts';
import { ROLES } from './oidc-settings.ts';
import type { OidcSettings, Role } from './oidc-settings.ts';

/** Under this name better-auth knows the city's own sign-in; also the end of the address that the issuer sends back to. */
export const CITY = 'city';

/** Why somebody whom the city knows is not let in. */
export type Refused = 'oidc-unknown' | 'oidc-unverified' | 'account-disabled';

interface Account {
  id: string;
  name: string;
  email: string;
  edition: Role;
  disabled: boolean;
}

type Claims = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A claim by its name, or by a path of names as in `realm_access.roles`. */
function claimOf(claims: Claims, name: string): unknown {
  if (name in claims) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, part) => (typeof value === 'object' && value !== null ? (value as Claims)[part] : undefined),
      claims,
    );
}

/** The highest role that the claim gives; null where it gives none or is not configured. */
export function roleByClaim(claims: Claims, { roleClaim, roles }: OidcSettings): Role | null {
  if (roleClaim === null) return null;
  const value = claimOf(claims, roleClaim);
  const given = (Array.isArray(value) ? value : [value]).map((one) => roles.get(textOf(one)));
  return ROLES.toReversed().find((role) => given.includes(role)) ?? null;
}

/** The subject as it is kept: another issuer's person of the same number is somebody else. */
export const subjectOf = (claims: Claims, { issuer }: OidcSettings): string => {
  const { sub } = claims;
  return typeof sub === 'string' || typeof sub === 'number' ? `${issuer}#${sub}` : '';
};

/** Whether somebody let this account in besides the claim: by an invitation, or with a password of ours. */
async function isInvited(tx: TransactionSql, { id, email }: Account): Promise<boolean> {
  const [row] = await tx<{ invited: boolean }[]>`
    select exists (select from account_logins where user_id = ${id} and provider_id = 'credential')
      or exists (select from account_invitations where lower(email) = ${email} and accepted_at is not null)
      or not exists (select from account_logins where user_id = ${id}) as invited
  `;
  return row?.invited === true;
}

/** Gives the account the role of the claim, unless nobody would be left to administer. @returns whether it changed */
async function changeRole(tx: TransactionSql, account: Account, edition: Role): Promise<boolean> {
  if (account.edition === edition) return false;
  if (account.edition === 'admin' && !maySee(edition, 'admin')) {
    // Locked in one order, so that two who are lowered at once do not both count on the other.
    const admins = await tx<{ id: string }[]>`
      select id from account_users where edition = 'admin' and not disabled order by id for update
    `;
    if (!admins.some(({ id }) => id !== account.id)) return false;
  }
  await tx`update account_users set edition = ${edition}, updated_at = now() where id = ${account.id}`;
  await note(tx, {
    actorId: null,
    actor: 'OpenID Connect',
    action: 'role-changed',
    entity: 'account',
    key: account.id,
    before: { edition: account.edition },
    after: { edition },
  });
  return true;
}

/** An account for somebody with the role of the claim or of an open invitation, which is used up. */
async function makeAccount(tx: TransactionSql, claims: Claims, email: string, role: Role | null): Promise<boolean> {
  const [invitation] = await tx<{ id: string; name: string | null; edition: Role }[]>`
    select id, name, edition from account_invitations
    where lower(email) = ${email} and accepted_at is null and revoked_at is null and expires_at > now()
    order by created_at desc limit 1 for update
  `;
  const edition = role ?? invitation?.edition;
  if (edition === undefined) return false;
  const id = randomUUID();
  const name = textOf(claims['name']) || invitation?.name || email.replace(/@.*/, '');
  await tx`insert into account_users ${tx({ id, name, email, edition, email_verified: true })}`;
  const deed = { actorId: id, actor: name };
  await note(tx, { ...deed, action: 'created', entity: 'account', key: id, after: { email, edition, by: 'oidc' } });
  if (invitation) {
    await tx`update account_invitations set accepted_at = now() where id = ${invitation.id}`;
    await note(tx, { ...deed, action: 'accepted', entity: 'invitation', key: invitation.id });
  }
  return true;
}

/**
 * Decides who comes in by the city's own sign-in: whoever has an account for the verified address, an open invitation for
 * it, or a role by claim. The claim decides anew at each sign-in; who came by it alone and lost it stays out.
 * @param claims of the verified ID token or of the user info; the caller answers for that
 * @returns why not, or null: then there is an account for the address, open, with its role of now
 */
export async function admit(db: Database, oidc: OidcSettings, claims: Claims): Promise<Refused | null> {
  const email = textOf(claims['email']).toLowerCase();
  // Some issuers send the word instead of the truth value.
  if (email === '' || ![true, 'true'].includes(claims['email_verified'] as string)) return 'oidc-unverified';
  if (isDemoAccount(email)) return 'oidc-unknown';
  const role = roleByClaim(claims, oidc);
  const subject = subjectOf(claims, oidc);
  const { refused, changed } = await db.sql.begin(async (tx) => {
    const [account] = await tx<Account[]>`
      select id, name, email, edition, disabled from account_users
      where id = (select user_id from account_logins where provider_id = ${CITY} and account_id = ${subject})
        or email = ${email}
      order by (email = ${email}) limit 1 for update
    `;
    if (!account) {
      const made = await makeAccount(tx, claims, email, role);
      return { refused: made ? null : ('oidc-unknown' as const), changed: null };
    }
    if (account.disabled) return { refused: 'account-disabled' as const, changed: null };
    if (role === null && !(await isInvited(tx, account))) {
      await tx`delete from account_sessions where user_id = ${account.id}`;
      return { refused: 'oidc-unknown' as const, changed: account.id };
    }
    const hasChanged = role !== null && (await changeRole(tx, account, role));
    return { refused: null, changed: hasChanged ? account.id : null };
  });
  if (changed !== null) await db.publish({ type: 'account-changed', userId: changed });
  return refused;
}
