import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { CACHE } from '../cache.ts';
import { Problem } from '../errors.ts';
import { holds } from '../layers/tags.ts';
import type { FileStore, Variant } from './store.ts';

/** Bytes that are kept, and what they are. */
export interface KeptFile {
  sha256: string;
  kind: 'photo' | 'document' | 'voice';
  mediaType: string;
  /** As it was sent; shown when it is saved. */
  fileName: string;
}

/** Nobody has told of such a file, or its bytes are gone. */
export function unknownFile(): Problem {
  return new Problem({
    status: 404,
    type: 'unknown-file',
    title: { de: 'Diese Datei gibt es nicht', en: 'There is no such file' },
  });
}

/** Sends kept bytes so that nothing in them can run as a page of ours, whatever they are. @throws Problem 404 */
export async function sendFile(c: Context, store: FileStore, file: KeptFile, size: Variant): Promise<Response> {
  const variant = file.kind === 'photo' ? size : 'original';
  const path = store.path(file.sha256, variant);
  const info = await stat(path).catch(() => null);
  if (!info) throw unknownFile();
  const etag = `"${file.sha256.slice(0, 32)}-${variant}"`;
  const name = encodeURIComponent(file.fileName).replace(/['()*]/g, escape);
  c.header('ETag', etag);
  c.header('Cache-Control', CACHE.revalidate);
  c.header('Content-Security-Policy', "default-src 'none'; sandbox");
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Content-Disposition', `${file.kind === 'document' ? 'attachment' : 'inline'}; filename*=UTF-8''${name}`);
  if (holds(c, etag)) return c.body(null, 304);
  c.header('Content-Type', variant === 'original' ? file.mediaType : 'image/jpeg');
  c.header('Content-Length', String(info.size));
  return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream);
}
