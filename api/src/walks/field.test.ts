import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WalkEvent } from '@quartierblick/gis/walks/event.ts';
import { fold, keyOf } from '@quartierblick/gis/walks/fold.ts';
import { remove, set } from '@quartierblick/gis/walks/stamp.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import type { LogPage } from '@quartierblick/gis/walks/people.ts';
import { codeOf } from './links.ts';
import { WalkDesk } from './test-field.ts';
import type { TestDevice } from './test-field.ts';

const problem = async (answer: Response) => {
  const { type, reason, have } = (await answer.json()) as { type: string; reason?: string; have?: number };
  return { status: answer.status, type: type.replace('urn:quartierblick:', ''), reason, have };
};

describe('a code', () => {
  it('is the same however it is typed, and nothing where a letter is missing', () => {
    expect(codeOf('7k3mq x9d2a')).toBe('7K3MQX9D2A');
    expect(codeOf('7K3MQ-X9D2A')).toBe('7K3MQX9D2A');
    expect(codeOf('oil00-00000')).toBe('0110000000');
    expect(codeOf('7K3MQ-X9D2')).toBeNull();
    expect(codeOf('7K3MQ-X9D2U')).toBeNull();
  });
});

describeOnEachDatabase('a walk in the field', (context) => {
  let desk: WalkDesk;
  let walk: string;
  beforeAll(async () => {
    desk = new WalkDesk(context());
    walk = await desk.walk();
  });
  const pageOf = async (device: TestDevice, after = 0) => (await (await desk.read(device, after)).json()) as LogPage;
  const idsOf = (page: LogPage) => page.events.map(({ event }) => event.id);

  it('is joined by a code, as often as the phone likes, with the same answer', async () => {
    const { code, url } = await desk.link(walk, 'child');
    expect(new URL(url).pathname).toBe(`/w/${code}`);
    const { device, key } = desk.newDevice(walk);
    const join = () => desk.send('POST', '/field/join', { code: code.toLowerCase(), device, key, name: 'Mia' });
    const first = await join();
    expect(first.status).toBe(200);
    const body: unknown = await first.json();
    expect(body).toEqual({
      walk: { key: walk, title: 'Rund um den Nordmarkt' },
      device,
      may: 'add',
      role: 'child',
      name: 'Mia',
    });
    expect(await (await join()).json()).toEqual(body);
  });

  it('lets nobody become lead by wishing, nor take a device that is another’s', async () => {
    const { code } = await desk.link(walk, 'resident');
    const mine = desk.newDevice(walk);
    const join = (body: object) =>
      desk.send('POST', '/field/join', { code, device: mine.device, key: mine.key, ...body });
    expect(await (await join({ role: 'lead' })).json()).toMatchObject({ role: 'resident', may: 'add' });
    expect(await (await join({ role: 'scout' })).json()).toMatchObject({ role: 'scout', may: 'add' });
    expect(await problem(await join({ key: desk.newDevice(walk).key }))).toMatchObject({
      status: 409,
      type: 'device-taken',
    });
    const elsewhere = await desk.link(await desk.walk());
    const answer = await desk.send('POST', '/field/join', { code: elsewhere.code, device: mine.device, key: mine.key });
    expect(await problem(answer)).toMatchObject({ status: 409, type: 'device-taken' });
  });

  it('tells a wrong, an expired and an ended code apart nowhere', async () => {
    const { db } = context();
    const [ended, expired] = [await desk.link(walk), await desk.link(walk)];
    await desk.ask(`/walks/${walk}/links/${ended.key}`, { method: 'DELETE' }, 'steering');
    await db.sql`update walk_links set expires_at = now() where key = ${expired.key}`;
    const { device, key } = desk.newDevice(walk);
    const answers = await Promise.all(
      ['0000000000', ended.code, expired.code, 'x'].map(async (code) => {
        const answer = await desk.send('POST', '/field/join', { code, device, key });
        return { ...((await answer.json()) as object), requestId: null };
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, type: 'urn:quartierblick:walk-link-void' });
  });

  it('keeps of codes and keys nothing that opens anything', async () => {
    const { db } = context();
    const { code } = await desk.link(walk);
    const guest = await desk.guest(walk, { code, name: 'Geheimer Name' });
    const kept = JSON.stringify([
      await db.sql`select * from walk_links`,
      await db.sql`select * from walk_devices`,
      await db.sql`select * from audit_log`,
    ]);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.replace('-', ''));
    expect(kept).not.toContain(guest.key);
    const [log] = [JSON.stringify(await db.sql`select * from audit_log where entity like 'walk_%'`)];
    expect(log).not.toContain('Geheimer Name');
    expect(log).not.toMatch(/"(secret_hash|key_hash)":\s*"[0-9a-f]/);
  });

  it('keeps a batch once, however often it is sent, and gives it back', async () => {
    const guest = await desk.guest(walk);
    desk.note(guest, 'Glas auf dem Spielplatz 🛝');
    desk.note(guest, 'Licht fehlt');
    for (const _ of [1, 2, 3]) {
      const answer = await desk.batch(guest);
      expect(await answer.json()).toMatchObject({ have: 2 });
    }
    const page = await pageOf(guest);
    expect(page.events.map(({ event }) => event)).toEqual(guest.log);
    desk.note(guest, 'noch etwas');
    expect(await (await desk.batch(guest, guest.log.slice(1))).json()).toMatchObject({ have: 3 });
    expect(idsOf(await pageOf(guest, page.next))).toEqual([guest.log[2]?.id]);
  });

  it('refuses what does not follow, and says up to where it has the log', async () => {
    const guest = await desk.guest(walk);
    for (const text of ['a', 'b', 'c']) desk.note(guest, text);
    await desk.batch(guest, guest.log.slice(0, 1));
    expect(await problem(await desk.batch(guest, guest.log.slice(2)))).toMatchObject({
      status: 409,
      type: 'log-gap',
      have: 1,
    });
    const fork = { ...guest, log: guest.log.slice(0, 0) };
    desk.note(fork, 'aus einer zurückgespielten Sicherung');
    expect(await problem(await desk.batch(fork))).toMatchObject({ status: 409, type: 'log-forked', have: 1 });
    const other = await desk.guest(walk);
    desk.note(other, 'meins');
    const stolen = [{ ...other.log[0], id: guest.log[0]?.id }];
    expect(await problem(await desk.batch(other, stolen))).toMatchObject({ status: 409, type: 'log-forked', have: 0 });
    const changed = [{ ...guest.log[0], say: { do: 'set', field: 'note', value: 'anders', over: [] } }];
    expect(await problem(await desk.batch(guest, changed))).toMatchObject({ status: 409, type: 'log-forked', have: 1 });
    expect((await pageOf(guest)).events).toHaveLength(1);
  });

  it('takes a batch whole or not at all', async () => {
    const guest = await desk.guest(walk);
    desk.note(guest, 'gut');
    const bad = desk.say(guest, set('finding', randomUUID(), 'note', 'x', []))[0];
    for (const broken of [
      { ...bad, device: randomUUID() },
      { ...bad, thing: 'kein-uuid' },
      { ...bad, say: { do: 'set', field: 'note', value: 'a\0b', over: [] } },
      { ...bad, say: { do: 'set', field: 'note', value: '\ud800', over: [] } },
      { ...bad, say: { do: 'set', field: 'note', value: 'x'.repeat(40_000), over: [] } },
      { ...bad, say: { do: 'burn', over: [] } },
      { ...bad, v: 2 },
    ]) {
      expect((await desk.batch(guest, [guest.log[0], broken])).status).toBe(400);
    }
    const deep = JSON.stringify({ sentAt: '', pending: 0, events: [bad] }).replace(
      '"x"',
      '['.repeat(9000) + ']'.repeat(9000),
    );
    const headers = { 'content-type': 'application/json', 'x-walk-device': guest.header };
    expect((await desk.ask(`/field/${walk}/batches`, { method: 'POST', headers, body: deep })).status).toBe(400);
    expect((await pageOf(guest)).events).toEqual([]);
  });

  it('keeps what a newer page says and a backslash that only looks like NUL', async () => {
    const guest = await desk.guest(walk);
    const later = { do: 'set', field: 'mood', value: { deep: ['\\u0000', 'ok'] }, over: [], why: 'newer' } as const;
    desk.say(guest, { kind: 'banner' as never, thing: randomUUID(), say: later });
    expect(await (await desk.batch(guest)).json()).toMatchObject({ have: 1 });
    expect((await pageOf(guest)).events.map(({ event }) => event)).toEqual(guest.log);
  });

  it('is not led astray by a clock that is wrong by a day, or by none', async () => {
    const guest = await desk.guest(walk);
    const dayBehind = new Date(Date.now() - 86_400_000);
    const id = desk.note(guest, 'gestern?');
    const events = guest.log.map((event) => ({ ...event, at: new Date(+dayBehind - 60_000).toISOString() }));
    guest.log.splice(0, 1, ...events);
    expect((await desk.batch(guest, guest.log, dayBehind.toISOString())).status).toBe(200);
    const found = async (key: string) => {
      const [row] = await context().db.sql<{ at: Date }[]>`select found_at as at from walk_findings where key = ${key}`;
      return Math.round((Date.now() - Number(row?.at)) / 60_000);
    };
    expect(await found(id)).toBe(1);
    const broken = desk.note(guest, 'ohne Uhr');
    const last = guest.log.at(-1);
    guest.log[guest.log.length - 1] = { ...(last as WalkEvent), at: '+275760-09-13T00:00:00.000Z' };
    expect((await desk.batch(guest, guest.log, 'keine Ahnung')).status).toBe(200);
    expect(await found(broken)).toBe(0);
  });

  it('shows guests their own only, and of others places and notes where the walk allows it, never names', async () => {
    const { db } = context();
    const here = await desk.walk();
    const [a, b, lead] = [
      await desk.guest(here, { name: 'Anna' }),
      await desk.guest(here, { name: 'Bert' }),
      await desk.editor(here),
    ];
    const finding = desk.note(a, 'Glas');
    desk.say(
      a,
      set('finding', finding, `answer/${randomUUID()}`, 3, []),
      set('photo', randomUUID(), 'finding', finding, []),
    );
    await desk.batch(a);
    expect((await pageOf(b)).events).toEqual([]);
    expect((await pageOf(b)).devices.map(({ device }) => device)).toEqual([b.device]);
    expect((await pageOf(a)).events).toHaveLength(3);
    const whole = await pageOf(lead);
    expect(whole.events).toHaveLength(3);
    expect(whole.devices.map(({ name }) => name).sort()).toEqual(['Anna', 'Bert', 'Frau Leitung']);
    await db.sql`update walks set shows_others = true where key = ${here}`;
    const shown = await pageOf(b);
    expect(shown.showsOthers).toBe(true);
    expect(shown.events.map(({ event }) => event.say)).toMatchObject([{ field: 'note', value: 'Glas' }]);
    expect(JSON.stringify(shown)).not.toMatch(/Anna|Leitung/);
  });

  it('lets a guest hide nothing of others, and an account resolve what contradicts itself', async () => {
    const here = await desk.walk();
    const [a, b, lead] = [await desk.guest(here), await desk.guest(here), await desk.editor(here)];
    const finding = desk.note(a, 'Glas');
    await desk.batch(a);
    const [first] = a.log;
    desk.say(b, { kind: 'finding', thing: finding, say: { do: 'remove', over: [first?.id ?? ''] } });
    desk.say(b, set('finding', finding, 'note', 'Scherben', [first?.id ?? '']));
    await desk.batch(b);
    const row = async () => {
      const [known] = await context().db.sql`select note, conflicts, removed from walk_findings where key = ${finding}`;
      return known;
    };
    expect(await row()).toMatchObject({ conflicts: 1, removed: false, note: 'Scherben' });
    const page = await pageOf(lead);
    const may = new Map(page.devices.map((one) => [one.device, one.may]));
    const state = fold(
      page.events.map(({ event }) => event),
      may,
    );
    expect(state.get(keyOf('finding', finding))?.fields['note']).toHaveLength(2);
    desk.say(lead, set('finding', finding, 'note', 'Glasscherben', [first?.id ?? '', b.log[1]?.id ?? '']));
    await desk.batch(lead);
    expect(await row()).toMatchObject({ conflicts: 0, removed: false, note: 'Glasscherben' });
    const now = await pageOf(lead);
    desk.say(
      lead,
      remove(
        fold(
          now.events.map(({ event }) => event),
          may,
        ),
        'finding',
        finding,
      ),
    );
    await desk.batch(lead);
    expect(await row()).toMatchObject({ conflicts: 0, removed: true });
  });

  it('refuses everything of an ended link at once, says why, and takes it after joining anew', async () => {
    const here = await desk.walk();
    const link = await desk.link(here);
    const guest = await desk.guest(here, { code: link.code });
    desk.note(guest, 'noch da');
    await desk.batch(guest);
    await desk.ask(`/walks/${here}/links/${link.key}`, { method: 'DELETE' }, 'steering');
    desk.note(guest, 'danach');
    const refused = { status: 404, type: 'walk-device-void', reason: 'link-ended' };
    expect(await problem(await desk.batch(guest))).toMatchObject(refused);
    expect(await problem(await desk.read(guest))).toMatchObject(refused);
    expect(await problem(await desk.blobState(guest, 'a'.repeat(64)))).toMatchObject(refused);
    // Whoever does not have the key is told nothing of it, and nothing of the body is looked at.
    const stranger = { ...guest, header: `${guest.device}.${desk.newDevice(here).key}` };
    expect(await problem(await desk.batch(stranger, [{ not: 'an event' }]))).toMatchObject({
      status: 404,
      reason: 'unknown',
    });
    const { code } = await desk.link(here);
    const again = await desk.send('POST', '/field/join', { code, device: guest.device, key: guest.key });
    expect(again.status).toBe(200);
    expect(await (await desk.batch(guest)).json()).toMatchObject({ have: 2 });
  });

  it('tells a device that was sent away, one whose time is over, and one of a closed walk why', async () => {
    const { db } = context();
    const here = await desk.walk();
    const link = await desk.link(here);
    const guest = await desk.guest(here, { code: link.code });
    const reason = async () => (await problem(await desk.batch(guest))).reason;
    await desk.ask(`/walks/${here}/devices/${guest.device}`, { method: 'DELETE' }, 'steering');
    expect(await reason()).toBe('device-ended');
    const join = (code: string) => desk.send('POST', '/field/join', { code, device: guest.device, key: guest.key });
    expect((await join(link.code)).status).toBe(404);
    const later = await desk.link(here);
    expect((await join(later.code)).status).toBe(200);
    await db.sql`update walk_links set expires_at = now() where key = ${later.key}`;
    expect(await reason()).toBe('expired');
    await db.sql`update walk_links set expires_at = now() + interval '1 day' where key = ${later.key}`;
    await db.sql`update walks set state = 'closed' where key = ${here}`;
    expect(await reason()).toBe('walk-closed');
  });

  it('ends a device with its account', async () => {
    const { db } = context();
    const here = await desk.walk();
    const lead = await desk.editor(here, 'gone-soon');
    expect((await desk.batch(lead)).status).toBe(200);
    await db.sql`update account_users set disabled = true where id = 'gone-soon'`;
    expect(await problem(await desk.batch(lead))).toMatchObject({ status: 404, reason: 'device-ended' });
  });

  it('shows the steering group who is there and what they still have to send', async () => {
    const here = await desk.walk();
    const guest = await desk.guest(here, { name: 'Mia' });
    desk.note(guest, 'x');
    await desk.batch(guest);
    const people = (await (await desk.ask(`/walks/${here}/people`, {}, 'steering')).json()) as {
      links: object[];
      devices: object[];
    };
    expect(people.links).toMatchObject([{ role: 'resident', devices: 1, revokedAt: null }]);
    expect(people.devices).toMatchObject([
      { key: guest.device, name: 'Mia', may: 'add', pending: 0, events: 1, endedAt: null },
    ]);
    expect(JSON.stringify(people)).not.toContain('hash');
  });

  it('has a log that nobody changes, whatever they may do in the database', async () => {
    const { sql } = context().db;
    const guest = await desk.guest(walk);
    desk.note(guest, 'bleibt');
    await desk.batch(guest);
    await expect(sql`update walk_events set kind = 'x' where device_key = ${guest.device}`).rejects.toThrow(
      'cannot be changed',
    );
    await expect(sql`delete from walk_devices where key = ${guest.device}`).rejects.toThrow('cannot be changed');
    await expect(sql`truncate walk_events`).rejects.toThrow('cannot be changed');
    await sql.begin(async (tx) => {
      await tx`select set_config('quartierblick.forget_walk', ${walk}, true)`;
      await tx`delete from walks where key = ${walk}`;
    });
    expect(await sql`select 1 from walk_events where device_key = ${guest.device}`).toHaveLength(0);
  });
});
