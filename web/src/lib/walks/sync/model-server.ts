import type { May, Uuid, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import type { Kept } from '@quartierblick/gis/walks/timeline.ts';
import { hashOf } from '../store/blobs.ts';
import type { LogPage } from '@quartierblick/gis/walks/people.ts';
import type { Answer, JoinRequest, Prover, Transport } from './transport.ts';

/** What can happen to a request, for tests. `die`: the server falls over in the middle of it. */
export const FAULTS = ['none', 'drop-request', 'drop-answer', 'twice', 'die'] as const;
export type Fault = (typeof FAULTS)[number];

const refuse = (status: number, type: string, more: { have?: number; reason?: string } = {}): Answer<never> => ({
  ok: false,
  refusal: { status, type, have: more.have ?? null, reason: more.reason ?? null },
});

/** The rules of the server in a few lines, for trying the engine against every mishap; api/src/walks has the real ones. */
export class ModelServer implements Transport {
  readonly kept: Kept[] = [];
  readonly files = new Map<string, ArrayBuffer>();
  readonly devices = new Map<Uuid, { key: string; may: May }>();
  /** How often a file was finished; once, if all is well. */
  readonly finished = new Map<string, number>();
  readonly #parts = new Map<string, Uint8Array>();
  readonly #walk: Uuid;
  #faults: Fault[] = [];
  /** Why devices are not let in any more. */
  ended: string | null = null;

  constructor(walk: Uuid) {
    this.#walk = walk;
  }

  /** What is to happen to the next requests. */
  expect(faults: readonly Fault[]): void {
    this.#faults = [...faults];
  }

  /** Each request goes through this: it may never arrive, be answered in vain, or arrive twice. */
  async #travel<T>(work: (dies: boolean) => Promise<Answer<T>> | Answer<T>): Promise<Answer<T>> {
    const fault = this.#faults.shift() ?? 'none';
    await new Promise((resolve) => setTimeout(resolve));
    if (fault === 'drop-request') throw new TypeError('Failed to fetch');
    const answer = await work(fault === 'die');
    if (fault === 'twice') await work(false);
    if (fault === 'drop-answer' || fault === 'die') throw new TypeError('Failed to fetch');
    return answer;
  }

  #refusal({ device, key }: Prover): Answer<never> | null {
    if (this.devices.get(device)?.key !== key) return refuse(404, 'walk-device-void', { reason: 'unknown' });
    return this.ended === null ? null : refuse(404, 'walk-device-void', { reason: this.ended });
  }

  #log = (device: Uuid) => this.kept.filter(({ event }) => event.device === device);

  join({ by, device, key, role, name }: JoinRequest) {
    return this.#travel(() => {
      const had = this.devices.get(device);
      if (had && had.key !== key) return refuse(409, 'device-taken');
      const may: May = 'walk' in by ? 'edit' : 'add';
      this.devices.set(device, { key, may });
      const body = {
        walk: { key: this.#walk, title: 'Gang' },
        device,
        may,
        role: role ?? 'resident',
        name: name ?? null,
      };
      return { ok: true as const, body };
    });
  }

  batch(who: Prover, { events }: { events: readonly WalkEvent[] }) {
    const sent = structuredClone(events);
    return this.#travel((dies) => {
      const refusal = this.#refusal(who);
      if (refusal) return refusal;
      const have = this.#log(who.device).length;
      const [first] = sent;
      if (first && first.seq > have + 1) return refuse(409, 'log-gap', { have });
      const known = new Map(this.kept.map(({ event }) => [event.id, event]));
      const isForked = sent.some((event) => {
        const kept = event.seq <= have ? this.#log(who.device)[event.seq - 1]?.event : known.get(event.id);
        return kept !== undefined && JSON.stringify(kept) !== JSON.stringify(event);
      });
      if (isForked) return refuse(409, 'log-forked', { have });
      // All or nothing: a server that dies in it has committed or has not.
      if (dies && sent.length % 2 === 0) return refuse(503, 'never-heard');
      for (const event of sent) if (event.seq > have) this.kept.push({ event, receivedAt: Date.now(), offsetMs: 0 });
      return { ok: true as const, body: { have: this.#log(who.device).length, now: new Date().toISOString() } };
    });
  }

  events(who: Prover, after: number) {
    return this.#travel((): Answer<LogPage> => {
      const refusal = this.#refusal(who);
      if (refusal) return refusal;
      const isEditor = this.devices.get(who.device)?.may === 'edit';
      const visible = this.kept
        .map((kept, i) => ({ kept, arrival: i + 1 }))
        .filter(({ kept, arrival }) => arrival > after && (isEditor || kept.event.device === who.device));
      const page = visible.slice(0, 3);
      const devices = [...this.devices].map(([device, { may }]) => ({
        device,
        may,
        role: 'resident' as const,
        name: null,
      }));
      const events = structuredClone(page.map(({ kept }) => kept));
      const next = page.at(-1)?.arrival ?? after;
      return { ok: true, body: { events, next, more: visible.length > 3, showsOthers: isEditor, devices } };
    });
  }

  blobState(who: Prover, sha256: string) {
    return this.#travel(() => {
      const refusal = this.#refusal(who);
      if (refusal) return refusal;
      if (this.files.has(sha256)) return { ok: true as const, body: { have: 0, done: true } };
      return { ok: true as const, body: { have: this.#parts.get(`${who.device}${sha256}`)?.length ?? 0, done: false } };
    });
  }

  piece(
    who: Prover,
    sha256: string,
    { offset, length, bytes }: { offset: number; length: number; bytes: ArrayBuffer },
  ) {
    return this.#travel(async (dies) => {
      const refusal = this.#refusal(who);
      if (refusal) return refusal;
      if (this.files.has(sha256)) return { ok: true as const, body: { have: 0, done: true } };
      const name = `${who.device}${sha256}`;
      const part = this.#parts.get(name) ?? new Uint8Array();
      if (offset !== part.length) return refuse(409, 'upload-offset', { have: part.length });
      // A server that dies in it has written some of it.
      const taken = new Uint8Array(bytes).subarray(0, dies ? Math.floor(bytes.byteLength / 3) : bytes.byteLength);
      const whole = new Uint8Array([...part, ...taken]);
      this.#parts.set(name, whole);
      if (whole.length < length || dies) return { ok: true as const, body: { have: whole.length, done: false } };
      this.#parts.delete(name);
      if ((await hashOf(whole.buffer)) !== sha256) return refuse(422, 'wrong-hash');
      if (!this.files.has(sha256)) this.finished.set(sha256, (this.finished.get(sha256) ?? 0) + 1);
      this.files.set(sha256, whole.buffer);
      return { ok: true as const, body: { have: whole.length, done: true } };
    });
  }
}
