import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { Problem } from '../errors.ts';
import { MIN_PASSWORD } from './auth.ts';
import { tooManyAttempts } from './failures.ts';

interface Refusal {
  type: string;
  status?: ContentfulStatusCode;
  title: Text;
  detail?: Text;
}

const CREDENTIALS: Refusal = {
  type: 'wrong-credentials',
  status: 401,
  title: { de: 'E-Mail-Adresse oder Passwort stimmen nicht', en: 'E-mail address or password is wrong' },
};
const SIGN_IN: Refusal = {
  type: 'sign-in-required',
  status: 401,
  title: { de: 'Bitte anmelden', en: 'Please sign in' },
};
const SHORT: Refusal = {
  type: 'password-too-short',
  status: 422,
  title: { de: 'Das Passwort ist zu kurz', en: 'The password is too short' },
  detail: {
    de: `Es braucht mindestens ${MIN_PASSWORD} Zeichen. Ein paar Wörter hintereinander sind gut.`,
    en: `It takes at least ${MIN_PASSWORD} characters. A few words in a row are good.`,
  },
};
const LONG: Refusal = {
  type: 'password-too-long',
  status: 422,
  title: { de: 'Das Passwort ist zu lang', en: 'The password is too long' },
  detail: { de: 'Es darf höchstens 128 Zeichen haben.', en: 'It may have at most 128 characters.' },
};

/** A password of ours that cannot be taken. */
export const passwordTooShort = (): Problem => new Problem({ status: 422, ...SHORT });
export const passwordTooLong = (): Problem => new Problem({ status: 422, ...LONG });

/** What better-auth calls a failure, and what we call it. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  INVALID_EMAIL_OR_PASSWORD: CREDENTIALS,
  INVALID_EMAIL: CREDENTIALS,
  ACCOUNT_DISABLED: {
    type: 'account-disabled',
    status: 403,
    title: { de: 'Dieses Konto ist gesperrt', en: 'This account is disabled' },
    detail: {
      de: 'Die Verwaltung des Dashboards kann es wieder öffnen.',
      en: 'The administrators of the dashboard can open it again.',
    },
  },
  INVALID_PASSWORD: {
    type: 'wrong-password',
    status: 422,
    title: { de: 'Das bisherige Passwort stimmt nicht', en: 'The present password is wrong' },
  },
  PASSWORD_TOO_SHORT: SHORT,
  PASSWORD_TOO_LONG: LONG,
  UNAUTHORIZED: SIGN_IN,
};

/** A failure of better-auth as our own problem. */
export async function refusalOf(response: Response): Promise<Problem> {
  if (response.status === 429) return tooManyAttempts(Number(response.headers.get('x-retry-after')) || 60);
  const body = (await response.json().catch(() => null)) as { code?: unknown } | null;
  const code = typeof body?.code === 'string' ? body.code : '';
  const known = REFUSALS[code] ?? (response.status === 401 ? SIGN_IN : undefined);
  const status = response.status as ContentfulStatusCode;
  if (known) return new Problem({ status, ...known });
  return new Problem({
    status: status < 500 ? status : 503,
    type: status < 500 ? 'invalid-request' : 'sign-in-unavailable',
    title:
      status < 500
        ? { de: 'Die Anfrage ist ungültig', en: 'The request is invalid' }
        : { de: 'Die Anmeldung ist gestört', en: 'Signing in does not work just now' },
  });
}
