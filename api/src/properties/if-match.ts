import type { Context } from 'hono';
import { Problem } from '../errors.ts';

/**
 * The version on which a change is based, from `If-Match: "7"`. `*` is no answer to "which version have you seen?".
 * @throws Problem 428 without the header, 400 where it names no version
 */
export function baseVersion(c: Context): number {
  const header = c.req.header('if-match')?.trim();
  if (!header || header === '*') {
    throw new Problem({
      status: 428,
      type: 'version-required',
      title: { de: 'Die Version fehlt', en: 'The version is missing' },
      detail: {
        de: 'Bitte im Kopf If-Match die Version (ETag) nennen, auf der die Änderung beruht.',
        en: 'Please name the version (ETag) on which the change is based, in the header If-Match.',
      },
    });
  }
  // Compression makes the tag weak on the way to the browser, which sends it back as it came.
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header)?.[1];
  if (version !== undefined) return Number(version);
  throw new Problem({
    status: 400,
    type: 'invalid-request',
    title: { de: 'If-Match nennt keine Version', en: 'If-Match names no version' },
    detail: { de: 'Erwartet wird zum Beispiel If-Match: "7".', en: 'Expected is, for instance, If-Match: "7".' },
  });
}

/** Entity tag of a version. */
export const etag = (version: number) => `"${version}"`;
