import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { TransactionSql } from 'postgres';
import type { Database, SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import { MIN_PASSWORD } from './auth.ts';
import type { Identity } from './identity.ts';
import { note } from './note.ts';
import type { Role } from './oidc-settings.ts';
import { passwordTooLong, passwordTooShort } from './refusals.ts';

const MAX_PASSWORD = 128;
/** Name in the audit log of what the server does by itself. */
const SERVER = 'Server';

interface OpenInvitation {
  id: string;
  /** Null: the link of a first start, whose administrator names the address. */
  email: string | null;
  name: string | null;
  edition: Role;
  expiresAt: string;
  /** It was made for somebody who has an account: only a new password is asked for. */
  renews: boolean;
}

/** An invitation of an address that had an account when it was made: the way back for whoever has forgotten the password. */
const renewed = (sql: SqlLike) => sql`
  exists (select from account_users u where u.email = account_invitations.email and u.created_at < account_invitations.created_at)
`;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Addresses are compared as better-auth keeps them. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();

/** Where an invitation is accepted. */
export const linkOf = (base: string, token: string): string => `${base.replace(/\/+$/, '')}/invitation?token=${token}`;

function voidInvitation(): Problem {
  return new Problem({
    status: 404,
    type: 'invitation-void',
    title: { de: 'Diese Einladung gilt nicht mehr', en: 'This invitation is no longer valid' },
    detail: {
      de: 'Sie wurde benutzt, zurückgezogen oder ist abgelaufen. Die Verwaltung des Dashboards kann eine neue ausstellen.',
      en: 'It was used, withdrawn or has expired. The administrators of the dashboard can issue a new one.',
    },
  });
}

/** There is an account of this address. */
function accountExists(): Problem {
  return new Problem({
    status: 409,
    type: 'account-exists',
    title: { de: 'Zu dieser Adresse gibt es schon ein Konto', en: 'There is an account of this address already' },
    detail: { de: 'Bitte damit anmelden oder das Konto ändern.', en: 'Please sign in with it, or change the account.' },
  });
}

/** There is no account that could sign in. */
function noSuchAccount(): Problem {
  const title = {
    de: 'Dieses Konto gibt es nicht oder es ist gesperrt',
    en: 'There is no such account, or it is disabled',
  };
  return new Problem({ status: 404, type: 'no-such-account', title });
}

async function hasAdmin(sql: SqlLike): Promise<boolean> {
  const [row] = await sql<{ there: boolean }[]>`
    select exists (select from account_users where edition = 'admin' and not disabled) as there
  `;
  return row?.there ?? false;
}

interface Wish {
  email: string | null;
  name: string | null;
  edition: Role;
}

async function issue(sql: SqlLike, { email, name, edition }: Wish, by: Identity) {
  const token = randomBytes(32).toString('base64url');
  const [row] = await sql<{ id: string; expiresAt: string }[]>`
    insert into account_invitations (token_hash, email, name, edition, invited_by, expires_at)
    values (${hashOf(token)}, ${email}, ${name}, ${edition}, ${by.name}, now() + interval '7 days')
    returning id, to_jsonb(expires_at) #>> '{}' as "expiresAt"
  `;
  if (!row) throw new Error('the invitation was not kept');
  const deed = { actorId: by.userId, actor: by.name, action: 'created' as const, entity: 'invitation' as const };
  await note(sql, { ...deed, key: row.id, after: { email, edition } });
  return { ...row, token };
}

/**
 * Invites an address; an open invitation of it is void from now on.
 * @returns the token, which is kept nowhere
 * @throws Problem 409 where the address has an account
 */
export async function invite(db: Database, wish: Wish & { email: string }, by: Identity) {
  const email = normalEmail(wish.email);
  return db.sql.begin(async (tx) => {
    const [held] = await tx`select from account_users where email = ${email}`;
    if (held) throw accountExists();
    await revoke(tx, tx`email = ${email}`, by);
    return issue(tx, { ...wish, email }, by);
  });
}

/**
 * A link by which the holder of an account sets a new password; an open one of before is void from now on. Role and name stay.
 * @throws Problem 404 where there is no such account, or it is disabled
 */
export async function renewPassword(db: Database, account: string, by: Identity) {
  return db.sql.begin(async (tx) => {
    const [held] = await tx<Wish[]>`
      select email, name, edition from account_users where id = ${account} and not disabled
    `;
    if (!held) throw noSuchAccount();
    await revoke(tx, tx`email = ${held.email}`, by);
    return issue(tx, held, by);
  });
}

async function revoke(sql: SqlLike, which: ReturnType<SqlLike>, by: Identity): Promise<number> {
  const gone = await sql<{ id: string }[]>`
    update account_invitations set revoked_at = now()
    where ${which} and accepted_at is null and revoked_at is null returning id
  `;
  for (const { id: key } of gone) {
    await note(sql, { actorId: by.userId, actor: by.name, action: 'revoked', entity: 'invitation', key });
  }
  return gone.length;
}

/** Withdraws an open invitation. @throws Problem 404 where there is none */
export async function revokeInvitation(db: Database, id: string, by: Identity): Promise<void> {
  if ((await db.sql.begin((tx) => revoke(tx, tx`id::text = ${id}`, by))) === 0) throw voidInvitation();
}

/** All that can still be accepted, newest first. */
export function openInvitations(sql: SqlLike): Promise<OpenInvitation[]> {
  return sql<OpenInvitation[]>`
    select id, email, name, edition, to_jsonb(expires_at) #>> '{}' as "expiresAt", ${renewed(sql)} as renews
    from account_invitations
    where accepted_at is null and revoked_at is null and expires_at > now() order by created_at desc
  `;
}

/** @throws Problem 404 where the token is of no open invitation */
export async function invitationOf(sql: SqlLike, token: string, locked = false): Promise<OpenInvitation> {
  const [row] = await sql<OpenInvitation[]>`
    select id, email, name, edition, to_jsonb(expires_at) #>> '{}' as "expiresAt", ${renewed(sql)} as renews
    from account_invitations
    where token_hash = ${hashOf(token)} and accepted_at is null and revoked_at is null and expires_at > now()
    ${locked ? sql`for update` : sql``}
  `;
  // The link of a first start is no way in once somebody administers.
  if (!row || (row.email === null && (await hasAdmin(sql)))) throw voidInvitation();
  return row;
}

interface Answer {
  token: string;
  name: string;
  password: string;
  /** For the link of a first start, which is bound to no address. */
  email?: string | undefined;
}

/**
 * Makes the account of an invitation, or sets the password of one that is there; of several answers at once one wins.
 * @returns its address, to sign in with
 * @throws Problem 404 void invitation, 409 address taken, 422 password or missing address
 */
export async function acceptInvitation(db: Database, answer: Answer): Promise<string> {
  if (answer.password.length < MIN_PASSWORD) throw passwordTooShort();
  if (answer.password.length > MAX_PASSWORD) throw passwordTooLong();
  await invitationOf(db.sql, answer.token);
  const password = await hashPassword(answer.password);
  const { email, changed } = await db.sql.begin(async (tx) => {
    const opened = await invitationOf(tx, answer.token, true);
    const { id: invitation, email: bound, edition } = opened;
    if (bound !== null && opened.renews) {
      return { email: bound, changed: await setPassword(tx, bound, invitation, password) };
    }
    const email = bound ?? normalEmail(answer.email ?? '');
    if (email === '') {
      const title = { de: 'Die E-Mail-Adresse fehlt', en: 'The e-mail address is missing' };
      throw new Problem({ status: 422, type: 'email-missing', title });
    }
    const id = randomUUID();
    const user = { id, name: answer.name, email, edition, email_verified: bound !== null };
    const made = await tx`insert into account_users ${tx(user)} on conflict (email) do nothing returning id`;
    if (made.length === 0) throw accountExists();
    const login = { id: randomUUID(), account_id: id, provider_id: 'credential', user_id: id, password };
    await tx`insert into account_logins ${tx(login)}`;
    await tx`update account_invitations set accepted_at = now() where id = ${invitation}`;
    const by = { actorId: id, actor: answer.name };
    await note(tx, { ...by, action: 'accepted', entity: 'invitation', key: invitation });
    await note(tx, { ...by, action: 'created', entity: 'account', key: id, after: { edition } });
    return { email, changed: null };
  });
  if (changed !== null) await db.publish({ type: 'account-changed', userId: changed });
  return email;
}

/**
 * Gives an account the new password and ends its sessions: whoever knew the old one is out.
 * @returns the account's id
 * @throws Problem 404 where the account was disabled meanwhile
 */
async function setPassword(tx: TransactionSql, email: string, invitation: string, password: string): Promise<string> {
  const [user] = await tx<{ id: string; name: string }[]>`
    select id, name from account_users where email = ${email} and not disabled for update
  `;
  if (!user) throw voidInvitation();
  const { id, name } = user;
  const login = { id: randomUUID(), account_id: id, provider_id: 'credential', user_id: id, password };
  await tx`
    insert into account_logins ${tx(login)}
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()
  `;
  await tx`delete from account_sessions where user_id = ${id}`;
  await tx`update account_invitations set accepted_at = now() where id = ${invitation}`;
  await note(tx, { actorId: id, actor: name, action: 'accepted', entity: 'invitation', key: invitation });
  await note(tx, { actorId: id, actor: name, action: 'password-changed', entity: 'account', key: id });
  return id;
}

/**
 * At the start: where nobody could administer, a new link to become administrator; links of earlier starts are void.
 * @returns the token, or null where there is an administrator
 */
export async function firstAdminToken(db: Database): Promise<string | null> {
  const by: Identity = { edition: 'admin', userId: null, name: SERVER, via: 'none' };
  return db.sql.begin(async (tx) => {
    await revoke(tx, tx`email is null`, by);
    if (await hasAdmin(tx)) return null;
    return (await issue(tx, { email: null, name: null, edition: 'admin' }, by)).token;
  });
}
