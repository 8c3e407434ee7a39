import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ServiceRefused } from '@quartierblick/gis/connections/protocol.ts';
import type { Paged, Plan, Whole } from '@quartierblick/gis/connections/protocol.ts';
import { PageFile } from './page-file.ts';
import { textOf } from './page-text.ts';
import type { SafeFetch, Secret } from './safe-fetch.ts';
import { takeOut } from './unzip.ts';

/** What was known of a file when it was last taken over. */
export interface Known {
  etag: string | null;
  lastModified: string | null;
}

/** A file that lies on the disk, complete. */
export interface Collected {
  fileName: string;
  bytes: number;
  sha256: string;
  pages: number;
  /** Features in it, where they were counted. */
  features: number | null;
  /** What the service says there are, where it says it. */
  matched: number | null;
  etag: string | null;
  lastModified: string | null;
}

export interface CollectOptions {
  /** Where the file is to lie. */
  path: string;
  known: Known | null;
  secret: Secret | null;
  signal: AbortSignal;
  /** Bytes of the file, all pages together. */
  limit: number;
  /** Pages at most; where it is reached the data is not complete, unless only a sample is wanted. */
  pages: number;
  sample: boolean;
  onPage(pages: number, bytes: number): void;
}

const incomplete = (got: number, matched: number): ServiceRefused =>
  new ServiceRefused({
    de: `Der Dienst nennt ${matched} Objekte, geliefert hat er ${got}.`,
    en: `The service names ${matched} features and has delivered ${got}.`,
  });

const endless = (pages: number): ServiceRefused =>
  new ServiceRefused({
    de: `Nach ${pages} Seiten war kein Ende abzusehen.`,
    en: `No end was in sight after ${pages} pages.`,
  });

async function collectPages(fetcher: SafeFetch, plan: Paged, options: CollectOptions): Promise<Collected> {
  const { path, secret, signal, limit, pages: most, sample, onPage } = options;
  const file = await PageFile.create(path, limit);
  try {
    let pages = 0;
    let read = 0;
    let matched: number | null = null;
    for (let ask: typeof plan.first | null = plan.first; ask !== null;) {
      signal.throwIfAborted();
      // Capabilities and the like are no pages; what counts is bounded all the same.
      if (read >= most + 3) throw endless(most);
      const current: typeof plan.first = ask;
      const text = await fetcher.fetch({ ...current, secret, signal }, textOf);
      read += 1;
      const page = plan.read(text, current);
      matched ??= page.matched;
      if (page.features.length > 0 || page.gml) pages += 1;
      await file.add(page);
      onPage(pages, text.length);
      ask = page.next;
      if (sample && pages >= most) break;
      if (pages >= most && ask) throw endless(most);
    }
    if (!sample && matched !== null && file.features < matched) throw incomplete(file.features, matched);
    const { format, bytes, sha256 } = await file.end();
    const fileName = `data.${format}`;
    return { fileName, bytes, sha256, pages, features: file.features, matched, etag: null, lastModified: null };
  } finally {
    await file.abandon();
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

async function collectWhole(fetcher: SafeFetch, plan: Whole, options: CollectOptions): Promise<Collected | null> {
  const { path, known, secret, signal, limit, onPage } = options;
  const conditions = {
    ...(known?.etag ? { 'if-none-match': known.etag } : {}),
    ...(known?.lastModified ? { 'if-modified-since': known.lastModified } : {}),
  };
  const headers = { ...plan.ask.headers, ...conditions };
  const answer = await fetcher.fetch({ ...plan.ask, headers, secret, signal }, async (fetched) => {
    if (fetched.status === 304) return null;
    let bytes = 0;
    const gauge = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        onPage(1, bytes);
        done(null, chunk);
      },
    });
    await pipeline(Readable.from(fetched.body, { objectMode: false }), gauge, createWriteStream(path, { mode: 0o600 }));
    return { etag: fetched.etag, lastModified: fetched.lastModified };
  });
  if (answer === null) return null;
  const inner = plan.member === '' ? null : await takeOut(path, plan.member, limit);
  const { size } = await stat(path);
  return {
    fileName: inner ?? plan.fileName,
    bytes: size,
    sha256: await hashOf(path),
    pages: 1,
    features: null,
    matched: null,
    ...answer,
  };
}

/**
 * Brings the data of a service onto the disk, all of it or nothing.
 * @returns null where the service says that nothing has changed (304)
 * @throws FetchRefused or ServiceRefused saying in words why not; no file of use is left then
 */
export function collect(fetcher: SafeFetch, plan: Plan, options: CollectOptions): Promise<Collected | null> {
  return plan.paged ? collectPages(fetcher, plan, options) : collectWhole(fetcher, plan, options);
}
