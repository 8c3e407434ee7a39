import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { z } from 'zod';
import type { Log } from './log.ts';

export interface ProblemDetails {
  status: ContentfulStatusCode;
  /** Short name of the kind of problem; becomes `urn:quartierblick:<type>`. */
  type: string;
  title: Text;
  detail?: Text;
  /** What is wrong with single values, by their paths. */
  errors?: readonly { path: string; message: Text }[];
  /** Further members of the problem object. */
  extra?: Record<string, unknown>;
}

/** An expected failure, told to the caller as RFC 9457 problem details in the caller's language. */
export class Problem extends Error {
  override name = 'Problem';
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails) {
    super(details.detail?.en ?? details.title.en);
    this.details = details;
  }
}

/** `en` where the caller asks for English before German; German otherwise. */
export function languageOf(c: Context): keyof Text {
  const wanted = (c.req.header('accept-language') ?? '').toLowerCase().match(/\b(de|en)\b/);
  return wanted?.[1] === 'en' ? 'en' : 'de';
}

/** The answer for a problem, as `application/problem+json`. */
export function problemResponse(c: Context, details: ProblemDetails): Response {
  const language = languageOf(c);
  const body = {
    type: `urn:quartierblick:${details.type}`,
    title: details.title[language],
    status: details.status,
    ...(details.detail ? { detail: details.detail[language] } : {}),
    instance: c.req.path,
    requestId: c.get('requestId'),
    ...(details.errors && {
      errors: details.errors.map(({ path, message }) => ({ path, message: message[language] })),
    }),
    ...details.extra,
  };
  return c.body(JSON.stringify(body), details.status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': language,
    'cache-control': 'no-store',
    ...(typeof details.extra?.['retryAfter'] === 'number'
      ? { 'retry-after': String(details.extra['retryAfter']) }
      : {}),
  });
}

/** Nothing answers at this path. */
export const NOT_FOUND: ProblemDetails = {
  status: 404,
  type: 'not-found',
  title: { de: 'Diese Adresse gibt es nicht', en: 'There is nothing at this address' },
};

/** An address whose identifier is none. */
const CUT_OFF: ProblemDetails = {
  ...NOT_FOUND,
  detail: {
    de: 'Vielleicht ist der Link unvollständig, oder was er zeigte, wurde gelöscht.',
    en: 'The link may be incomplete, or what it showed may have been deleted.',
  },
};

/** The database does not answer just now. */
export const DATABASE_AWAY: ProblemDetails = {
  status: 503,
  type: 'database-away',
  title: { de: 'Die Datenbank ist nicht erreichbar', en: 'The database cannot be reached' },
  detail: {
    de: 'Sobald sie wieder antwortet, geht es von selbst weiter.',
    en: 'Work goes on by itself as soon as it answers again.',
  },
};

const AWAY_CODES =
  /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|CONNECTION_|CONNECT_TIMEOUT|57P0[123]|08\d{3}|53300)/;

/** Whether an error says that the database is away (shut down, restarting, unreachable), as opposed to a failing query. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (AWAY_CODES.test(code)) return true;
  return error instanceof AggregateError && error.errors.some(isDatabaseAway);
}

/** What schema validation found wrong, as a 400 that names every path. */
export function validationProblem(issues: readonly { path: readonly PropertyKey[]; message: string }[]): Problem {
  const errors = issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
  const detail = errors.map((error) => `${error.path}: ${error.message}`).join('; ');
  return new Problem({
    status: 400,
    type: 'invalid-request',
    title: { de: 'Die Anfrage ist ungültig', en: 'The request is invalid' },
    detail: { de: detail, en: detail },
    extra: { errors },
  });
}

/** A value that breaks a rule: where it stands in the request, and what is wrong with it. */
export interface Issue {
  path: readonly PropertyKey[];
  message: Text;
}

/** What breaks the rules of the field, as a 400 that names every path, to be read by people in both languages. */
export function ruleProblem(issues: readonly Issue[]): Problem {
  const errors = issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const detail = (language: keyof Text) =>
    errors.map(({ path, message }) => `${path}: ${message[language]}`).join('; ');
  return new Problem({
    status: 400,
    type: 'invalid-request',
    title: { de: 'Die Anfrage ist ungültig', en: 'The request is invalid' },
    detail: { de: detail('de'), en: detail('en') },
    errors,
  });
}

/** What is no identifier names nothing: an address that was cut off is answered as one whose object was deleted. */
const namesNothing = (issues: readonly z.core.$ZodIssue[]): boolean =>
  issues.every((issue) => issue.code === 'invalid_format' && issue.format === 'uuid');

/** Hook for OpenAPIHono: turns a failed validation into the common problem. */
export function defaultHook(
  result: { target: string } & ({ success: true } | { success: false; error: { issues: readonly z.core.$ZodIssue[] } }),
): void {
  if (result.success) return;
  const { issues } = result.error;
  throw result.target === 'param' && namesNothing(issues) ? new Problem(CUT_OFF) : validationProblem(issues);
}

/** Secrets of links as they stand in addresses: 32 random bytes, base64url. */
const SECRET = /[\w-]{43,}/g;

/** An address as it may stand in the log. */
const withoutSecrets = (path: string): string => path.replace(SECRET, '…');

/** Renders every error that a route throws: problems as they are, the unexpected as 500 without its inner life. */
export function renderError(log: Log) {
  return (error: Error, c: Context): Response => {
    if (error instanceof Problem) return problemResponse(c, error.details);
    if (error instanceof HTTPException) {
      const text = { de: 'Die Anfrage ist ungültig', en: 'The request is invalid' };
      return problemResponse(c, { status: error.status, type: 'invalid-request', title: text });
    }
    if (isDatabaseAway(error)) return problemResponse(c, DATABASE_AWAY);
    log.error({ err: error, requestId: c.get('requestId'), path: withoutSecrets(c.req.path) }, 'request failed');
    return problemResponse(c, {
      status: 500,
      type: 'internal',
      title: { de: 'Das hat nicht geklappt', en: 'Something went wrong' },
      detail: {
        de: 'Der Fehler ist vermerkt. Bitte mit der Kennung melden.',
        en: 'The error is on record. Please report it with the id.',
      },
    });
  };
}
