import { z } from 'zod';
import type { Secret } from './fetch/safe-fetch.ts';
import { readAllowed } from './fetch/targets.ts';
import type { Allowed } from './fetch/targets.ts';

const credential = z.strictObject({
  host: z.string().min(1),
  header: z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/),
  value: z.string().min(1),
});

/** A setting as one of `parse`'s results; what it throws becomes the issue, without the value, which may be a secret. */
const parsed = <T>(parse: (text: string) => T, says: string) =>
  z
    .string()
    .default('')
    .transform((text, context): T => {
      try {
        return parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: says });
        return z.NEVER;
      }
    });

function readMirrors(text: string): ReadonlyMap<string, string> {
  const pairs = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      const url = new URL(pair.slice(at + 1));
      if (at < 1 || !/^https?:$/.test(url.protocol)) throw new Error(pair);
      return [pair.slice(0, at).toLowerCase(), url.href];
    }),
  );
}

/** Secrets by the names under which connections know them. */
export type Credentials = ReadonlyMap<string, Secret>;

function readCredentials(text: string): Credentials {
  if (text === '') return new Map();
  return new Map(Object.entries(z.record(z.string().regex(/^[\w-]{1,60}$/), credential).parse(JSON.parse(text))));
}

/** What connections take from the environment. Secrets stand here and nowhere else: neither in the database nor in an answer. */
export const connectionSettings = {
  CONNECTIONS_ALLOW: parsed(readAllowed, 'must list hosts, addresses or networks (10.1.0.0/16), separated by commas'),
  CONNECTIONS_MIRRORS: parsed(readMirrors, 'must list host=url, separated by commas'),
  CONNECTIONS_CREDENTIALS: parsed(
    readCredentials,
    'must be JSON: {"name": {"host": "data.example", "header": "Authorization", "value": "Bearer …"}}',
  ),
};

/** The same, as the program knows it. */
export interface ConnectionEnv {
  allowed: Allowed;
  mirrors: ReadonlyMap<string, string>;
  credentials: Credentials;
}
