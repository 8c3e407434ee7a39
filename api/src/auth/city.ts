import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins';
import type { AppDeps } from '../deps.ts';
import { admit, CITY, subjectOf } from './admit.ts';
import { authOptions } from './auth.ts';
import type { OidcSettings } from './oidc-settings.ts';

/**
 * better-auth with the city's own sign-in, on the same tables, secret and cookies as the rest. It is an instance of its own
 * because it waits for the issuer's description when it is made: an issuer that hangs must not hold up every session.
 *
 * Authorization code flow with PKCE, state in the database and in a signed cookie, ID token verified with its nonce.
 */
export function createCityAuth({ db, env }: Pick<AppDeps, 'db' | 'env'>, oidc: OidcSettings) {
  const options = authOptions({ db, env });
  return betterAuth({
    ...options,
    account: {
      ...options.account,
      updateAccountOnSignIn: false,
    },
    databaseHooks: {
      ...options.databaseHooks,
      account: {
        create: {
          // Nothing is ever asked of the issuer in somebody's name later, so its tokens are not kept.
          before: async <T extends object>(login: T) => ({
            data: { ...login, accessToken: null, refreshToken: null, idToken: null },
          }),
        },
      },
    },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: CITY,
            discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
            requireIdTokenVerification: true,
            clientId: oidc.clientId,
            clientSecret: oidc.clientSecret,
            scopes: ['openid', 'email', 'profile'],
            redirectURI: `${env.baseUrl}/api/auth/callback/${CITY}`,
            accountSubject: ({ profile }) => subjectOf(profile, oidc),
            // `admit` makes the accounts; better-auth only finds them by their verified address and links them.
            disableSignUp: true,
            async mapProfileToUser(profile) {
              const refused = await admit(db, oidc, profile);
              if (refused) throw new APIError('FORBIDDEN', { code: refused });
              return { email: String(profile.email).trim().toLowerCase(), emailVerified: true };
            },
          },
        ],
      }),
    ],
  });
}
