import { setTimeout as pause } from 'node:timers/promises';
import { decoded } from './body.ts';
import { dial } from './dial.ts';
import type { Answer } from './dial.ts';
import { FetchRefused, tooSlow } from './refused.ts';
import { pin, systemResolve } from './resolve.ts';
import type { Resolve } from './resolve.ts';
import { retryAfter, statusRefusal } from './status.ts';
import { isNamed } from './targets.ts';
import type { Allowed } from './targets.ts';

/** Bounds of what a service may cost us. */
export interface Limits {
  connectMs: number;
  /** Longest silence. */
  idleMs: number;
  /** Of one request with all its redirects and its body. */
  totalMs: number;
  /** Of one answer, unpacked. */
  bytes: number;
  redirects: number;
  /** Tries of one request, the first included. */
  attempts: number;
  /** Pause after the first failure; doubled each time. */
  firstPauseMs: number;
  /** Longest pause within a run; a service that wants more is left for the next run. */
  longestPauseMs: number;
}

export const LIMITS: Limits = {
  connectMs: 15_000,
  idleMs: 60_000,
  totalMs: 30 * 60_000,
  bytes: 2 * 1024 ** 3,
  redirects: 5,
  attempts: 4,
  firstPauseMs: 1000,
  longestPauseMs: 60_000,
};

/** A secret that is sent to one host only. */
export interface Secret {
  host: string;
  header: string;
  value: string;
}

export interface FetchRequest {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  secret?: Secret | null;
  signal: AbortSignal;
}

/** An answer with status 200 or 304 whose body is unpacked and bounded. */
export interface Fetched {
  status: 200 | 304;
  /** Where redirects led. */
  url: string;
  etag: string | null;
  lastModified: string | null;
  contentType: string;
  body: AsyncIterable<Buffer>;
}

/** Who asks, so that a service's operators can tell and say something. */
const AGENT = 'Quartierblick (connections; urban planning dashboard of a city)';
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const text = (value: string | string[] | undefined): string | null => (typeof value === 'string' ? value : null);

/** Fetches from services that nobody vouches for: where to, how long, how much and how often is bounded. */
export class SafeFetch {
  readonly #allowed: Allowed;
  readonly #limits: Limits;
  readonly #resolve: Resolve;
  readonly #mirrors: ReadonlyMap<string, string>;

  /** @param mirrors addresses that stand in for hosts, by name of the host */
  constructor(
    allowed: Allowed,
    {
      limits = {},
      resolve = systemResolve,
      mirrors = new Map(),
    }: { limits?: Partial<Limits>; resolve?: Resolve; mirrors?: ReadonlyMap<string, string> } = {},
  ) {
    this.#allowed = allowed;
    this.#limits = { ...LIMITS, ...limits };
    this.#resolve = resolve;
    this.#mirrors = mirrors;
  }

  /**
   * Asks once and again until it is answered or the attempts are used up, and hands the answer to `use`, which reads it. A body that
   * breaks off counts as a failed attempt, so `use` may be called again and must begin anew.
   * @throws FetchRefused saying in words what was wrong; whatever `use` throws otherwise
   */
  async fetch<T>(request: FetchRequest, use: (answer: Fetched) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(request, use);
      } catch (error) {
        if (request.signal.aborted) throw request.signal.reason;
        const wait = this.#pause(error, attempt);
        if (wait === null) throw error;
        await pause(wait, undefined, { signal: request.signal }).catch(() => request.signal.throwIfAborted());
      }
    }
  }

  /** How long to wait before the next attempt, or null where there is none. */
  #pause(error: unknown, attempt: number): number | null {
    const { attempts, firstPauseMs, longestPauseMs } = this.#limits;
    if (!(error instanceof FetchRefused) || !error.retry || attempt >= attempts) return null;
    // Spread, so that several who were refused at once do not come back at once.
    const own = firstPauseMs * 2 ** (attempt - 1) * (1 + Math.random() / 4);
    const asked = error.notBefore === null ? 0 : error.notBefore - Date.now();
    const wait = Math.max(own, asked);
    return wait > longestPauseMs ? null : wait;
  }

  async #once<T>(request: FetchRequest, use: (answer: Fetched) => Promise<T>): Promise<T> {
    const { totalMs, bytes } = this.#limits;
    const whole = new AbortController();
    const timer = setTimeout(() => whole.abort(tooSlow('total', totalMs)), totalMs);
    const signal = AbortSignal.any([request.signal, whole.signal]);
    try {
      const { answer, url } = await this.#follow(request, signal);
      try {
        const { status, headers } = answer;
        const notBefore = retryAfter(headers['retry-after'], Date.now());
        if (status !== 200 && status !== 304) throw statusRefusal(status, notBefore);
        const contentType = headers['content-type'] ?? '';
        return await use({
          status,
          url: url.href,
          etag: text(headers.etag),
          lastModified: text(headers['last-modified']),
          contentType,
          body: decoded(answer.body, headers['content-encoding'] ?? '', { limit: bytes, contentType, signal }),
        });
      } finally {
        answer.discard();
      }
    } catch (error) {
      // What is thrown when time is up may be of any kind; the reason is what counts.
      if (whole.signal.aborted && !request.signal.aborted) throw whole.signal.reason;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #follow(request: FetchRequest, signal: AbortSignal): Promise<{ answer: Answer; url: URL }> {
    const { connectMs, idleMs, redirects } = this.#limits;
    let url = this.#mirrored(new URL(request.url));
    let { method = 'GET', body } = request;
    for (let hop = 0; hop <= redirects; hop += 1) {
      // Checked anew on each hop: the first may be public and the second inside.
      const pinned = await pin(url, this.#allowed, this.#resolve);
      const headers = this.#headers(request, url, body !== undefined);
      const answer = await dial({
        url,
        pinned,
        method,
        headers,
        connectMs,
        idleMs,
        signal,
        ...(body === undefined ? {} : { body }),
      });
      const { location } = answer.headers;
      if (!REDIRECTS.has(answer.status) || location === undefined) return { answer, url };
      answer.discard();
      url = redirected(url, location);
      // As browsers do: what was posted is not posted again to where a 303 (or, by custom, 301 and 302) leads.
      if (answer.status !== 307 && answer.status !== 308 && method === 'POST') [method, body] = ['GET', undefined];
    }
    throw new FetchRefused('too-many-redirects', {
      de: `Der Dienst leitet mehr als ${redirects}-mal weiter.`,
      en: `The service redirects more than ${redirects} times.`,
    });
  }

  #headers(request: FetchRequest, url: URL, posts: boolean): Record<string, string> {
    const headers: Record<string, string> = { 'user-agent': AGENT, 'accept-encoding': 'gzip, deflate, br' };
    for (const [name, value] of Object.entries(request.headers ?? {})) {
      if (posts || name.toLowerCase() !== 'content-type') headers[name] = value;
    }
    const { secret } = request;
    // Never to another host, and in the clear only to one that the administration has named.
    const sealed = url.protocol === 'https:' || isNamed(url.hostname, this.#allowed);
    if (secret && url.hostname === secret.host && sealed) headers[secret.header] = secret.value;
    return headers;
  }

  #mirrored(url: URL): URL {
    const mirror = this.#mirrors.get(url.hostname);
    return mirror === undefined ? url : new URL(`${mirror.replace(/\/+$/, '')}${url.pathname}${url.search}`);
  }
}

function redirected(from: URL, location: string): URL {
  if (URL.canParse(location, from)) {
    const to = new URL(location, from);
    if (!(from.protocol === 'https:' && to.protocol === 'http:')) return to;
  }
  throw new FetchRefused('bad-redirect', {
    de: 'Der Dienst leitet an eine unbrauchbare oder unverschlüsselte Adresse weiter.',
    en: 'The service redirects to an unusable or unencrypted address.',
  });
}
