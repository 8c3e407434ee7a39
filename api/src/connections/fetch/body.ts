import { PassThrough, Readable, Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FetchRefused, htmlInstead, tooLarge } from './refused.ts';

interface Bounds {
  /** Bytes, unpacked. */
  limit: number;
  contentType: string;
  signal: AbortSignal;
}

/** What begins like a web page. */
const PAGE = /^(?:\uFEFF|\s)*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/i;
/** How much is looked at to tell a page from data. */
const SNIFFED = 1024;

/** Counts what passes and looks at its beginning. @throws FetchRefused where it is too much or a web page */
class Gauge extends Transform {
  readonly #bounds: Bounds;
  #bytes = 0;
  #head: Buffer | null = Buffer.alloc(0);

  constructor(bounds: Bounds) {
    super();
    this.#bounds = bounds;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bounds.limit) return done(tooLarge(this.#bounds.limit));
    if (!this.#head) return done(null, chunk);
    this.#head = Buffer.concat([this.#head, chunk]);
    if (this.#head.length < SNIFFED) return done();
    this.#release(done);
  }

  override _flush(done: TransformCallback): void {
    if (this.#bytes === 0) {
      return done(
        new FetchRefused('empty-answer', { de: 'Die Antwort ist leer.', en: 'The answer is empty.' }, { retry: true }),
      );
    }
    if (this.#head) this.#release(done);
    else done();
  }

  #release(done: TransformCallback): void {
    const head = this.#head as Buffer;
    this.#head = null;
    const page =
      /^(?:text\/html|application\/xhtml)/i.test(this.#bounds.contentType) ||
      PAGE.test(head.toString('utf8', 0, SNIFFED));
    if (page) done(htmlInstead());
    else done(null, head);
  }
}

function unpacker(encoding: string): Transform {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return new PassThrough();
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new FetchRefused('bad-encoding', {
        de: `Die Antwort ist auf unbekannte Weise gepackt („${encoding.slice(0, 40)}“).`,
        en: `The answer is packed in an unknown way (“${encoding.slice(0, 40)}”).`,
      });
  }
}

/**
 * The body of an answer, unpacked as it arrives and never further than the limit: a small answer that unpacks to gigabytes ends there.
 * @throws FetchRefused where it is too large, packed wrongly, empty, or a web page
 */
export async function* decoded(body: AsyncIterable<Buffer>, encoding: string, bounds: Bounds): AsyncGenerator<Buffer> {
  const source = Readable.from(body, { objectMode: false });
  const unpack = unpacker(encoding);
  const gauge = new Gauge(bounds);
  const links = [source, unpack, gauge];
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    for (const link of links) link.destroy(error as Error);
  };
  for (const link of links) link.on('error', fail);
  const abort = () => fail(bounds.signal.reason);
  bounds.signal.addEventListener('abort', abort, { once: true });
  try {
    for await (const chunk of source.pipe(unpack).pipe(gauge) as AsyncIterable<Buffer>) yield chunk;
    if (failure !== undefined) throw failure;
  } catch (error) {
    throw named(failure ?? error);
  } finally {
    bounds.signal.removeEventListener('abort', abort);
    for (const link of links) link.destroy();
  }
}

function named(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(?:Z_|ERR_BROTLI|ERR__ERROR_)/.test(code)) return error;
  return new FetchRefused(
    'bad-encoding',
    { de: 'Die Antwort ist beschädigt gepackt.', en: 'The answer is packed badly.' },
    { retry: true },
  );
}
