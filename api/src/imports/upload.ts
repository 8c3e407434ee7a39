import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Busboy } from '@fastify/busboy';
import type { Context } from 'hono';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Env } from '../env.ts';
import { Problem } from '../errors.ts';

/** A body that lies on the disk now. */
export interface Upload {
  path: string;
  fileName: string;
  sha256: string;
  /** Other fields of the form. */
  fields: ReadonlyMap<string, string>;
}

/** What a form says in a field; null where it says nothing. */
export const given = (fields: Upload['fields'], name: string): string | null =>
  fields.get(name)?.replaceAll('\0', '').trim() || null;

/** What may be sent, and the sentence that says so. */
export interface UploadLimit {
  bytes: number;
  detail: Text;
}

const UNNAMED = 'upload';
const LONGEST_NAME = 200;

/** Folder of uploads under the data folder; emptied whenever the server starts. */
export const uploadFolder = (env: Env): string => join(env.dataDir, 'uploads');

export function limitOf(env: Env): UploadLimit {
  const limit = Math.floor(env.uploadLimitBytes / 1024 / 1024);
  return {
    bytes: env.uploadLimitBytes,
    detail: {
      de: `Angenommen werden bis zu ${limit} MB; die Einstellung heißt UPLOAD_LIMIT_MB.`,
      en: `Up to ${limit} MB are accepted; the setting is UPLOAD_LIMIT_MB.`,
    },
  };
}

export function tooLarge({ detail }: UploadLimit): Problem {
  return new Problem({
    status: 413,
    type: 'file-too-large',
    title: { de: 'Die Datei ist zu groß', en: 'The file is too large' },
    detail,
  });
}

export function uploadFailed(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  return full
    ? new Problem({
        status: 507,
        type: 'disk-full',
        title: { de: 'Der Datenträger ist voll', en: 'The disk is full' },
      })
    : new Problem({
        status: 400,
        type: 'upload-broken-off',
        title: { de: 'Die Übertragung ist abgebrochen', en: 'The transfer broke off' },
        detail: { de: 'Bitte die Datei noch einmal senden.', en: 'Please send the file again.' },
      });
}

export function noFile(): Problem {
  return new Problem({
    status: 400,
    type: 'no-file',
    title: { de: 'Es fehlt die Datei', en: 'The file is missing' },
    detail: {
      de: 'Erwartet wird die Datei als Feld „file“ eines Formulars oder als Inhalt der Anfrage.',
      en: 'The file is expected as field “file” of a form or as the body of the request.',
    },
  });
}

/** The last part of a path, without control characters: for display only, never for opening. */
export function plainName(name: string): string {
  const last = name.split(/[/\\]/).pop() ?? '';
  return (
    last
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(0, LONGEST_NAME) || UNNAMED
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Name of a raw body: `X-File-Name` (percent-encoded), else `Content-Disposition` (RFC 6266). */
export function nameOf(c: Context): string {
  const own = c.req.header('x-file-name');
  if (own !== undefined) return plainName(decoded(own));
  const disposition = c.req.header('content-disposition') ?? '';
  const extended = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) return plainName(decoded(extended));
  const [, quoted, bare] = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition) ?? [];
  return plainName(quoted ?? bare ?? UNNAMED);
}

/** Writes a stream to the disk while hashing it. @throws Problem 413 over the limit */
export async function store(input: Readable, path: string, limit: UploadLimit): Promise<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  const gauge = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit.bytes) return done(tooLarge(limit));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(input, gauge, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return hash.digest('hex');
}

/** The first file of a form goes to the disk as it arrives; other fields are few and short. */
async function storeForm(
  body: Readable,
  contentType: string,
  path: string,
  limit: UploadLimit,
): Promise<Upload | null> {
  let form: InstanceType<typeof Busboy>;
  try {
    form = new Busboy({
      headers: { 'content-type': contentType },
      limits: { files: 1, fields: 20, fieldSize: 100_000 },
    });
  } catch {
    throw noFile();
  }
  const fields = new Map<string, string>();
  form.on('field', (name, value) => {
    fields.set(name, value);
  });
  let stored: Promise<Upload> | undefined;
  form.on('file', (_field, stream, fileName) => {
    stored = store(stream, path, limit).then((sha256) => ({
      path,
      fileName: plainName(fileName ?? ''),
      sha256,
      fields,
    }));
    // Ends the form, too: the rest of a file that is not wanted need not be read.
    stored.catch((error: unknown) => form.destroy(error as Error));
  });
  try {
    await pipeline(body, form);
  } catch (error) {
    // What failed first is told: the file (too large) rather than the form that was given up for it.
    throw stored
      ? await stored.then(
          () => error,
          (reason: unknown) => reason,
        )
      : error;
  }
  return stored ? await stored : null;
}

/**
 * Receives the body of a request, a form or the bare file, onto the disk: never whole in memory, and nothing is left where
 * the transfer fails.
 * @throws Problem 400 without a file or when the transfer breaks off, 413 over the limit, 507 on a full disk
 */
export async function receiveUpload(c: Context, env: Env, limit = limitOf(env)): Promise<Upload> {
  const announced = Number(c.req.header('content-length') ?? 0);
  // A form is a little larger than its file.
  if (announced > limit.bytes + 10_000) throw tooLarge(limit);
  const stream = c.req.raw.body;
  if (!stream) throw noFile();
  const folder = uploadFolder(env);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  const body = Readable.fromWeb(stream as ReadableStream);
  const contentType = c.req.header('content-type') ?? '';
  try {
    if (!/^multipart\/form-data/i.test(contentType)) {
      return { path, fileName: nameOf(c), sha256: await store(body, path, limit), fields: new Map() };
    }
    const upload = await storeForm(body, contentType, path, limit);
    if (!upload) throw noFile();
    return upload;
  } catch (error) {
    await rm(path, { force: true });
    throw uploadFailed(error);
  }
}
