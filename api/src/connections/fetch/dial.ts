import http from 'node:http';
import https from 'node:https';
import type { IncomingMessage } from 'node:http';
import { FetchRefused, tooSlow, wrongLength } from './refused.ts';
import type { Pinned } from './resolve.ts';

/** One request to one address. */
export interface Hop {
  url: URL;
  pinned: Pinned;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  connectMs: number;
  idleMs: number;
  signal: AbortSignal;
}

/** The head of an answer; its body follows, and rejects as FetchRefused where it is not what was announced. */
export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: AsyncIterable<Buffer>;
  /** Ends the connection without reading the rest. */
  discard(): void;
}

const notReached = (url: URL, error: unknown): FetchRefused => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new FetchRefused(
    'not-reached',
    { de: `„${url.host}“ ist nicht zu erreichen (${code}).`, en: `“${url.host}” cannot be reached (${code}).` },
    { retry: true },
  );
};

function announcedLength(response: IncomingMessage): number | null {
  const text = response.headers['content-length'];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/**
 * Sends one request to the pinned address: the name is used for TLS and the Host header only and never asked for again.
 * Redirects are answers like any other.
 * @throws FetchRefused where the address is not reached in time or does not speak HTTP
 */
export function dial({ url, pinned, method, headers, body, connectMs, idleMs, signal }: Hop): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // What went wrong, for the body that is being read when it happens.
    let failure: unknown;
    let response: IncomingMessage | undefined;
    const fail = (error: unknown) => {
      failure ??= error;
      reject(error instanceof Error ? error : new Error(String(error)));
      if (response) response.destroy(error as Error);
      request.destroy();
    };
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      // A connection of its own: one that is kept may lead to where the name led yesterday.
      agent: false,
      lookup: (_host, _options, done) => {
        if (typeof _options === 'object' && _options.all) (done as (e: null, a: Pinned[]) => void)(null, [pinned]);
        else done(null, pinned.address, pinned.family);
      },
    });
    const connecting = setTimeout(() => fail(tooSlow('connect', connectMs)), connectMs);
    const abort = () => fail(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    request.on('close', () => {
      clearTimeout(connecting);
      signal.removeEventListener('abort', abort);
    });
    request.setTimeout(idleMs, () => fail(tooSlow('idle', idleMs)));
    request.on('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
    });
    request.on('error', (error) => {
      // After the head of the answer the parser complains about bodies that are longer than announced.
      if (response) fail(failure ?? wrongLength(announcedLength(response), 0));
      else fail(failure ?? notReached(url, error));
    });
    request.on('response', (incoming) => {
      response = incoming;
      incoming.on('error', () => undefined);
      resolve({
        status: incoming.statusCode ?? 0,
        headers: incoming.headers,
        body: read(incoming, () => failure),
        discard: () => request.destroy(),
      });
    });
    if (signal.aborted) abort();
    else request.end(body);
  });
}

async function* read(incoming: IncomingMessage, failure: () => unknown): AsyncGenerator<Buffer> {
  const announced = announcedLength(incoming);
  let got = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      got += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw failure() instanceof FetchRefused ? failure() : (failure() ?? wrongOrError(error, announced, got));
  }
  // An error of the parser may come together with the end.
  await new Promise((resolve) => setImmediate(resolve));
  const late = failure();
  if (late !== undefined) throw late;
  if (!incoming.complete || (announced !== null && announced !== got)) throw wrongLength(announced, got);
}

function wrongOrError(error: unknown, announced: number | null, got: number): unknown {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET' ? wrongLength(announced, got) : error;
}
