import type { Role, Uuid, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import type { JoinedAnswer, LogPage } from '@quartierblick/gis/walks/people.ts';
import type { Joined } from '../store/types.ts';

/** What the server said no with. */
export interface Refusal {
  status: number;
  /** Kind of problem, without `urn:quartierblick:`. */
  type: string;
  reason: string | null;
  have: number | null;
}

export type Answer<T> = { ok: true; body: T } | { ok: false; refusal: Refusal };

/** How a device proves itself. */
export type Prover = Pick<Joined, 'walk' | 'device' | 'key'>;

/** What a browser asks to join with: a code, or the walk where its account is to join. */
export interface JoinRequest {
  by: { code: string } | { walk: Uuid };
  device: Uuid;
  key: string;
  role?: Role | undefined;
  name?: string | undefined;
}

/** The server as a device sees it. A rejected promise means that nothing is known: not asked, or not answered. */
export interface Transport {
  join(request: JoinRequest): Promise<Answer<JoinedAnswer>>;
  batch(
    who: Prover,
    batch: { sentAt: string; pending: number; events: readonly WalkEvent[] },
  ): Promise<Answer<{ have: number; now: string }>>;
  events(who: Prover, after: number): Promise<Answer<LogPage>>;
  blobState(who: Prover, sha256: string): Promise<Answer<{ have: number; done: boolean }>>;
  piece(
    who: Prover,
    sha256: string,
    piece: { offset: number; length: number; bytes: ArrayBuffer },
  ): Promise<Answer<{ have: number; done: boolean }>>;
}

/** The header by which a device proves itself. */
export const deviceHeader = ({ device, key }: Pick<Joined, 'device' | 'key'>) => ({
  'X-Walk-Device': `${device}.${key}`,
});

/** In poor signal an answer may take long; one that takes longer is as good as none. */
const PATIENCE_MS = 60_000;

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const body: unknown = isJson ? await response.json() : null;
  if (response.ok && body !== null) return { ok: true, body: body as T };
  const { type, reason, have } = (body ?? {}) as { type?: unknown; reason?: unknown; have?: unknown };
  const refusal: Refusal = {
    status: response.status,
    type: typeof type === 'string' ? type.replace('urn:quartierblick:', '') : '',
    reason: typeof reason === 'string' ? reason : null,
    have: typeof have === 'number' ? have : null,
  };
  return { ok: false, refusal };
}

/** The server under an address. @param root of the application, without a trailing slash */
export function httpTransport(root: string, ask: typeof fetch = fetch): Transport {
  const call = async <T>(path: string, init: RequestInit, headers: Record<string, string>) =>
    answerOf<T>(
      await ask(`${root}/api${path}`, {
        ...init,
        headers,
        cache: 'no-store',
        signal: AbortSignal.timeout(PATIENCE_MS),
      }),
    );
  const json = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });
  const isJson = { 'Content-Type': 'application/json' };
  return {
    join: ({ by, device, key, role, name }) =>
      'code' in by
        ? call('/field/join', json({ code: by.code, device, key, role, name }), isJson)
        : call(`/walks/${by.walk}/devices`, json({ device, key, role }), isJson),
    batch: (who, batch) => call(`/field/${who.walk}/batches`, json(batch), { ...isJson, ...deviceHeader(who) }),
    events: (who, after) => call(`/field/${who.walk}/events?after=${after}`, {}, deviceHeader(who)),
    blobState: (who, sha256) => call(`/field/${who.walk}/blobs/${sha256}/state`, {}, deviceHeader(who)),
    piece: (who, sha256, { offset, length, bytes }) =>
      call(
        `/field/${who.walk}/blobs/${sha256}`,
        { method: 'PATCH', body: bytes },
        {
          ...deviceHeader(who),
          'Content-Type': 'application/offset+octet-stream',
          'Upload-Offset': String(offset),
          'Upload-Length': String(length),
        },
      ),
  };
}
