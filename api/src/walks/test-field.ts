import { randomBytes, randomUUID } from 'node:crypto';
import type { Role, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import { set, stamp } from '@quartierblick/gis/walks/stamp.ts';
import type { Saying } from '@quartierblick/gis/walks/stamp.ts';
import type { TestContext } from '../../../test/support/databases.ts';
import { createApp } from '../app.ts';

/** A browser on a walk, as the api sees it. */
export interface TestDevice {
  walk: string;
  device: string;
  key: string;
  header: string;
  /** What it has said so far. */
  log: WalkEvent[];
}

const jsonBody = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** What tests of walks do through the api, as the browsers would. */
export class WalkDesk {
  readonly #context: TestContext;

  constructor(context: TestContext) {
    this.#context = context;
  }

  ask(path: string, init: RequestInit = {}, as: 'public' | 'steering' = 'public') {
    return this.#context.appAs(as).request(`/api${path}`, init);
  }

  send(method: string, path: string, body: unknown, as: 'public' | 'steering' = 'public') {
    return this.ask(path, jsonBody(method, body), as);
  }

  /** A walk, today unless told otherwise. */
  async walk(startsAt = new Date(), showsOthers = false): Promise<string> {
    const [row] = await this.#context.db.sql<{ key: string }[]>`
      insert into walks (title, starts_at, state, created_by, shows_others)
      values ('Rund um den Nordmarkt', ${startsAt}, 'open', 'test', ${showsOthers}) returning key::text
    `;
    return row?.key ?? '';
  }

  /** The code of a new link. */
  async link(
    walk: string,
    role: Role = 'resident',
    hours?: number,
  ): Promise<{ key: string; code: string; url: string }> {
    const answer = await this.send('POST', `/walks/${walk}/links`, { role, hours }, 'steering');
    if (answer.status !== 201) throw new Error(await answer.text());
    return (await answer.json()) as { key: string; code: string; url: string };
  }

  newDevice(walk: string): TestDevice {
    const [device, key] = [randomUUID(), randomBytes(32).toString('base64url')];
    return { walk, device, key, header: `${device}.${key}`, log: [] };
  }

  /** A guest who joined by a link. */
  async guest(walk: string, { code, name }: { code?: string; name?: string } = {}): Promise<TestDevice> {
    const guest = this.newDevice(walk);
    const by = code ?? (await this.link(walk)).code;
    const answer = await this.send('POST', '/field/join', { code: by, device: guest.device, key: guest.key, name });
    if (answer.status !== 200) throw new Error(await answer.text());
    return guest;
  }

  /** Somebody with an account. */
  async editor(walk: string, userId = 'editor'): Promise<TestDevice> {
    const { db, deps } = this.#context;
    await db.sql`
      insert into account_users (id, name, email, email_verified) values (${userId}, 'Frau Leitung', ${`${userId}@example.org`}, true)
      on conflict do nothing
    `;
    const app = createApp({
      ...deps,
      identify: () => ({ edition: 'steering', userId, name: 'Frau Leitung', via: 'session' }),
    });
    const device = this.newDevice(walk);
    const body = { device: device.device, key: device.key };
    const answer = await app.request(`/api/walks/${walk}/devices`, jsonBody('POST', body));
    if (answer.status !== 200) throw new Error(await answer.text());
    return device;
  }

  /** Says something into the log of a device, without sending it. */
  say(on: TestDevice, ...sayings: Saying[]): WalkEvent[] {
    return sayings.map((saying) => {
      const place = { id: randomUUID(), device: on.device, seq: on.log.length + 1, now: new Date().toISOString() };
      const event = stamp(saying, place);
      on.log.push(event);
      return event;
    });
  }

  /** A new finding with a note, said but not sent. */
  note(on: TestDevice, text: string, finding: string = randomUUID()): string {
    this.say(on, set('finding', finding, 'note', text, []));
    return finding;
  }

  /** Sends events, all of the log unless told otherwise. */
  batch(on: TestDevice, events: readonly unknown[] = on.log, sentAt = new Date().toISOString()) {
    const body = { sentAt, pending: 0, events };
    return this.ask(`/field/${on.walk}/batches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-walk-device': on.header },
      body: JSON.stringify(body),
    });
  }

  read(on: TestDevice, after = 0) {
    return this.ask(`/field/${on.walk}/events?after=${after}`, { headers: { 'x-walk-device': on.header } });
  }

  piece(
    on: TestDevice,
    sha256: string,
    bytes: Uint8Array<ArrayBuffer>,
    [from, to]: [number, number] = [0, bytes.length],
  ) {
    return this.ask(`/field/${on.walk}/blobs/${sha256}`, {
      method: 'PATCH',
      headers: {
        'content-type': 'application/offset+octet-stream',
        'x-walk-device': on.header,
        'upload-offset': String(from),
        'upload-length': String(bytes.length),
      },
      body: bytes.slice(from, to),
    });
  }

  blobState(on: TestDevice, sha256: string) {
    return this.ask(`/field/${on.walk}/blobs/${sha256}/state`, { headers: { 'x-walk-device': on.header } });
  }
}
