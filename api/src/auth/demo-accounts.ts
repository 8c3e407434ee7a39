import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Database, DatabaseKind } from '../db.ts';
import type { Env } from '../env.ts';
import { isLoopback } from './address.ts';
import type { Role } from './oidc-settings.ts';

const DEMO_PASSWORD = 'quartierblick-demo';

const ACCOUNTS = [
  { email: 'admin@demo.example', name: 'Demo-Verwaltung', edition: 'admin' },
  { email: 'planung@demo.example', name: 'Demo-Planung', edition: 'planner' },
  { email: 'steuerung@demo.example', name: 'Demo-Steuerung', edition: 'steering' },
] as const satisfies readonly { email: string; name: string; edition: Role }[];
const EMAILS = ACCOUNTS.map(({ email }) => email as string);

export const isDemoAccount = (email: string): boolean => EMAILS.includes(email);

/** Accounts with a known password exist only where nobody from outside can reach them. */
export function areDemoAccountsAllowed(kind: DatabaseKind, env: Env): boolean {
  const published = env.baseUrl !== undefined && !isLoopback(new URL(env.baseUrl).hostname);
  return kind === 'embedded' && isLoopback(env.host) && !published;
}

/** What of the demo accounts can be used now, for the sign-in page. */
export async function demoAccounts({ sql, kind }: Database, env: Env) {
  if (!areDemoAccountsAllowed(kind, env)) return [];
  return sql<{ email: string; name: string; edition: Role }[]>`
    select email, name, edition from account_users where email = any(${EMAILS}) and not disabled
    order by array_position(array['steering', 'planner', 'admin'], edition)
  `;
}

/** At the start: makes them where the demo quarter is loaded and they are allowed, and shuts them everywhere else. */
export async function settleDemoAccounts(db: Database, env: Env): Promise<void> {
  const [demo] = await db.sql<{ loaded: boolean }[]>`
    select exists (select from imports where demo and state = 'done') as loaded
  `;
  if (!areDemoAccountsAllowed(db.kind, env)) {
    await shut(db, EMAILS);
    return;
  }
  if (!demo?.loaded) {
    await withdrawDemoAccounts(db);
    return;
  }
  const password = await hashPassword(DEMO_PASSWORD);
  await db.sql.begin(async (tx) => {
    for (const { email, name, edition } of ACCOUNTS) {
      const id = randomUUID();
      const made = await tx`
        insert into account_users ${tx({ id, email, name, edition, email_verified: true })}
        on conflict (email) do update set disabled = false where account_users.disabled returning id
      `;
      if (made[0]?.['id'] !== id) continue;
      const login = { id: randomUUID(), account_id: id, provider_id: 'credential', user_id: id, password };
      await tx`insert into account_logins ${tx(login)}`;
    }
  });
}

/**
 * Takes them away together with the demo; the administrator of the demo stays where nobody else could administer.
 * @returns the addresses that stay
 */
export async function withdrawDemoAccounts(db: Database): Promise<string[]> {
  const [other] = await db.sql<{ there: boolean }[]>`
    select exists (
      select from account_users where edition = 'admin' and not disabled and not (email = any(${EMAILS}))
    ) as there
  `;
  const staying = other?.there ? [] : ['admin@demo.example'];
  await shut(
    db,
    EMAILS.filter((email) => !staying.includes(email)),
  );
  return staying;
}

async function shut(db: Database, emails: string[]): Promise<void> {
  const gone = await db.sql<{ id: string }[]>`
    update account_users set disabled = true, updated_at = now() where email = any(${emails}) and not disabled returning id
  `;
  for (const { id } of gone) {
    await db.sql`delete from account_sessions where user_id = ${id}`;
    await db.publish({ type: 'account-changed', userId: id });
  }
}
