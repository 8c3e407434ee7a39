import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Busboy } from '@fastify/busboy';
import type { Context } from 'hono';
import type { Env } from '../env.ts';
import { limitOf, nameOf, noFile, plainName, store, tooLarge, uploadFailed } from '../imports/upload.ts';
import type { UploadLimit } from '../imports/upload.ts';

/** Files of one inspection: a shapefile has up to a dozen parts. */
const MOST_FILES = 40;

export interface ReceivedFile {
  name: string;
  path: string;
  sha256: string;
}

/** A name under which a file may lie in the folder: what comes after the last dot tells formats apart, in small letters. */
function diskName(name: string, taken: ReadonlySet<string>): string {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length).replace(/^[.\s]+/, '') || 'upload';
  const plain = `${stem}${extension.toLowerCase()}`;
  if (!taken.has(plain)) return plain;
  return `${stem}-${taken.size}${extension.toLowerCase()}`;
}

async function form(body: Readable, type: string, folder: string, limit: UploadLimit): Promise<ReceivedFile[]> {
  let busboy: InstanceType<typeof Busboy>;
  try {
    busboy = new Busboy({
      headers: { 'content-type': type },
      limits: { files: MOST_FILES, fields: 20, fieldSize: 10_000 },
    });
  } catch {
    throw noFile();
  }
  const taken = new Set<string>();
  const files: Promise<ReceivedFile>[] = [];
  let failure: unknown;
  busboy.on('file', (_field, stream, fileName) => {
    const name = plainName(fileName ?? '');
    const own = diskName(name, taken);
    taken.add(own);
    const path = join(folder, own);
    const stored = store(stream, path, limit).then((sha256) => ({ name, path, sha256 }));
    stored.catch((error: unknown) => {
      failure ??= error;
      busboy.destroy(error as Error);
    });
    files.push(stored);
  });
  try {
    await pipeline(body, busboy);
    return await Promise.all(files);
  } catch (error) {
    // What failed first is told: the file (too large) rather than the form that was given up for it.
    await Promise.allSettled(files);
    throw failure ?? error;
  }
}

/** One digest for all files of an upload: that of the file itself where there is one only. */
export function digestOf(files: readonly ReceivedFile[]): string {
  const [first] = files;
  if (files.length === 1 && first) return first.sha256;
  const hash = createHash('sha256');
  for (const { name, sha256 } of files.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    hash.update(`${name}\n${sha256}\n`);
  return hash.digest('hex');
}

/**
 * Receives one or several files of a request, a form or the bare file, into a folder of their own.
 * @throws Problem 400 without a file or when the transfer breaks off, 413 over the limit, 507 on a full disk
 */
export async function receiveFiles(c: Context, env: Env, folder: string): Promise<ReceivedFile[]> {
  const limit = limitOf(env);
  const announced = Number(c.req.header('content-length') ?? 0);
  if (announced > limit.bytes + 100_000) throw tooLarge(limit);
  const stream = c.req.raw.body;
  if (!stream) throw noFile();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const body = Readable.fromWeb(stream as ReadableStream);
  const type = c.req.header('content-type') ?? '';
  try {
    if (/^multipart\/form-data/i.test(type)) {
      const files = await form(body, type, folder, limit);
      if (files.length === 0) throw noFile();
      return files;
    }
    const name = nameOf(c);
    const path = join(folder, diskName(name, new Set()));
    return [{ name, path, sha256: await store(body, path, limit) }];
  } catch (error) {
    throw uploadFailed(error);
  }
}
