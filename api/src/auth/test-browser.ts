import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { createApp } from '../app.ts';
import type { Role } from './oidc-settings.ts';
import { readEnv } from '../env.ts';
import { HELD_MS } from './sessions.ts';
import type { TestContext } from '../../../test/support/databases.ts';

export const PASSWORD = 'ein gutes passwort';
/** Shorter than an answer about a session is held: who knows better by then was told, and did not just look again. */
export const TOLD = { timeout: HELD_MS - 1_000 };
const hash = hashPassword(PASSWORD);

/** An account with a password, put straight into the database. @returns its id */
export async function addAccount({ db }: TestContext, email: string, edition: Role): Promise<string> {
  const id = randomUUID();
  const name = email.replace(/@.*/, '');
  await db.sql`insert into account_users ${db.sql({ id, email, name, edition, email_verified: true })}`;
  const login = { id: randomUUID(), account_id: id, provider_id: 'credential', user_id: id, password: await hash };
  await db.sql`insert into account_logins ${db.sql(login)}`;
  return id;
}

/** The api with sessions, and a browser's jar of cookies. */
export function browserOf(context: TestContext, variables: Record<string, string> = {}) {
  const env = readEnv({ DATA_DIR: context.dataDir, LOG_LEVEL: 'silent', ...variables });
  const app = createApp({ ...context.deps, env });
  const jar = new Map<string, string>();
  async function ask(path: string, init: RequestInit & { json?: unknown } = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (jar.size > 0 && !headers.has('cookie')) {
      headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    }
    const { json, ...rest } = init;
    if (json !== undefined) headers.set('content-type', 'application/json');
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    const answer = await app.request(path, { ...rest, ...body, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }
  const post = (path: string, json?: unknown, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', headers, ...(json === undefined ? {} : { json }) });
  return {
    app,
    jar,
    ask,
    post,
    signIn: (email: string, password = PASSWORD, headers: Record<string, string> = {}) =>
      post('/api/auth/sign-in/email', { email, password }, headers),
    /** What the api takes the browser for. */
    async edition(): Promise<string> {
      return ((await (await ask('/api/session')).json()) as { edition: string }).edition;
    },
  };
}
