import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { Kysely } from 'kysely';
import { PostgresJSDialect } from 'kysely-postgres-js';
import type { AppDeps } from '../deps.ts';
import { secretOf } from './secret.ts';

/** Header by which our own front tells better-auth the caller's address; what a caller sends under this name is dropped. */
export const ADDRESS_HEADER = 'x-quartierblick-address';
/** Wrong passwords are counted for so long. */
export const FAILURE_WINDOW_S = 15 * 60;
export const MIN_PASSWORD = 10;

const WEEK_S = 7 * 24 * 3600;
const DAY_S = 24 * 3600;

/** Settings of better-auth on our own tables; a test holds them against its own check of the schema. */
export function authOptions({ db, env }: Pick<AppDeps, 'db' | 'env'>) {
  const base = env.baseUrl === undefined ? 'http://localhost' : new URL(env.baseUrl).origin;
  return {
    database: { db: new Kysely({ dialect: new PostgresJSDialect({ postgres: db.sql }) }), type: 'postgres' as const },
    secret: secretOf(env),
    baseURL: base,
    basePath: '/api/auth',
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      // People come in by invitation only.
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: 128,
    },
    user: {
      modelName: 'account_users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        edition: { type: 'string' as const, required: true, input: false, defaultValue: 'steering' },
        disabled: { type: 'boolean' as const, required: true, input: false, defaultValue: false },
      },
    },
    session: {
      modelName: 'account_sessions',
      fields: {
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'user_id',
      },
      expiresIn: WEEK_S,
      updateAge: DAY_S,
    },
    account: {
      modelName: 'account_logins',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'account_verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    rateLimit: {
      enabled: true,
      storage: 'database' as const,
      modelName: 'account_rate_limits',
      fields: { lastRequest: 'last_request' },
      // The longest window decides when better-auth sweeps the table, which holds our own counters of wrong passwords, too.
      window: FAILURE_WINDOW_S,
      max: 5000,
      customRules: {
        // An office shares one address; who tries passwords on one account is stopped by the counter of the account.
        '/sign-in/email': { window: 60, max: 30 },
        '/change-password': { window: 60, max: 10 },
        '/sign-in/social': { window: 60, max: 60 },
        '/callback/*': { window: 60, max: 60 },
      },
    },
    advanced: {
      cookiePrefix: 'quartierblick',
      useSecureCookies: base.startsWith('https:'),
      // Other applications below the same host do not see them.
      defaultCookieAttributes: { sameSite: 'lax' as const, httpOnly: true, path: env.basePath || '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // `origin.ts` judges every request to the api, these included, before they come here.
      disableCSRFCheck: true,
    },
    databaseHooks: {
      session: {
        create: {
          async before(session: { userId: string }) {
            const [user] = await db.sql<{ disabled: boolean }[]>`
              select disabled from account_users where id = ${session.userId}
            `;
            if (user?.disabled !== false) throw new APIError('FORBIDDEN', { code: 'ACCOUNT_DISABLED' });
          },
        },
      },
    },
  };
}

/** Accounts, sessions and passwords on the dashboard's own database. */
export function createAuth(deps: Pick<AppDeps, 'db' | 'env'>) {
  return betterAuth(authOptions(deps));
}

export type Auth = ReturnType<typeof createAuth>;
