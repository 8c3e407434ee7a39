import { beforeEach, expect, it } from 'vitest';
import { set } from '@quartierblick/gis/walks/stamp.ts';
import type { Json } from '@quartierblick/gis/walks/event.ts';
import type { ReviewedFinding, WalkFindings } from '@quartierblick/gis/walks/review.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { createApp } from '../app.ts';
import { WalkDesk } from './test-field.ts';
import type { TestDevice } from './test-field.ts';

describeOnEachDatabase('what devices contradict each other in, settled at a desk', (context) => {
  let desk: WalkDesk;
  let walk: string;
  let finding: string;
  let a: TestDevice;
  let b: TestDevice;

  const asAccount = (userId: string | null) =>
    createApp({
      ...context().deps,
      identify: () => ({ edition: 'steering', userId, name: 'Frau Büro', via: 'session' }),
    });
  const settle = async (settling: object, userId: string | null = 'office', key = finding) => {
    const answer = await asAccount(userId).request(`/api/walks/${walk}/findings/${key}/settle`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(settling),
    });
    return { status: answer.status, body: (await answer.json()) as WalkFindings & { type: string } };
  };
  const choose = (value: Json, seen: Json[], over: object = {}) => ({
    ...{ do: 'value', kind: 'finding', thing: finding, field: 'note', value, seen },
    ...over,
  });
  const find = (body: WalkFindings): ReviewedFinding | undefined => body.findings.find(({ key }) => key === finding);
  const events = async () => {
    const [row] = await context().db.sql<{ n: number }[]>`
      select count(*)::integer as n from walk_events where walk_key = ${walk}
    `;
    return row?.n;
  };

  beforeEach(async () => {
    desk = new WalkDesk(context());
    walk = await desk.walk();
    [a, b] = [await desk.guest(walk), await desk.guest(walk)];
    finding = desk.note(a, 'Glas');
    await desk.batch(a);
    desk.say(b, set('finding', finding, 'note', 'Scherben', [a.log[0]?.id ?? '']));
    await desk.batch(b);
  });

  it('lets the chosen value hold for every device, and keeps in the log what was said', async () => {
    const settled = await settle(choose('Scherben', ['Glas', 'Scherben']));
    expect(settled.status).toBe(200);
    expect(find(settled.body)).toMatchObject({ note: 'Scherben', conflicts: [] });
    expect(await events()).toBe(3);
    // Written from the whole log again, it is the same.
    const lead = await desk.editor(walk);
    const page = (await (await desk.read(lead)).json()) as { events: unknown[] };
    expect(page.events).toHaveLength(3);
    desk.say(a, set('finding', finding, 'theme', 'light', []));
    await desk.batch(a);
    const [row] = await context().db.sql`select note, conflicts from walk_findings where key = ${finding}`;
    expect(row).toEqual({ note: 'Scherben', conflicts: 0 });
  });

  it('replaces nothing that came in while somebody was choosing', async () => {
    const c = await desk.guest(walk);
    desk.say(c, set('finding', finding, 'note', 'Spritzen', []));
    await desk.batch(c);
    const settled = await settle(choose('Glas', ['Glas', 'Scherben']));
    expect(
      find(settled.body)
        ?.conflicts[0]?.values.map(({ value }) => value)
        .sort(),
    ).toEqual(['Glas', 'Spritzen']);
  });

  it('is no taking part: whoever settles is in no list and in no count of those who did', async () => {
    await settle(choose('Glas', ['Glas', 'Scherben']));
    const people = (await (await desk.ask(`/walks/${walk}/people`, {}, 'steering')).json()) as { devices: object[] };
    expect(people.devices).toHaveLength(2);
    const told = (await (await desk.ask('/walks', {}, 'steering')).json()) as {
      walks: { key: string; people: number }[];
    };
    expect(told.walks.find(({ key }) => key === walk)?.people).toBe(2);
    const protocol = await (await desk.ask(`/walks/${walk}/protocol?format=html&lang=de`, {}, 'steering')).text();
    expect(protocol).not.toContain('Frau Büro');
  });

  it('brings back a finding that a guest hid while another described it, or hides it, as was chosen', async () => {
    const answer = await settle(choose('Glas', ['Glas', 'Scherben']));
    expect(find(answer.body)?.contested).toBe(false);
    desk.say(a, { kind: 'finding', thing: finding, say: { do: 'remove', over: [a.log[0]?.id ?? ''] } });
    await desk.batch(a);
    const read = async () =>
      find((await (await desk.ask(`/walks/${walk}/findings`, {}, 'steering')).json()) as WalkFindings);
    expect(await read()).toMatchObject({ contested: true });
    const kept = await settle({ do: 'keep' });
    expect(find(kept.body)).toMatchObject({ contested: false, note: 'Glas' });
    desk.say(a, { kind: 'finding', thing: finding, say: { do: 'remove', over: [a.log[0]?.id ?? ''] } });
    await desk.batch(a);
    const hidden = await settle({ do: 'hide' });
    expect(hidden.status).toBe(200);
    expect(find(hidden.body)).toBeUndefined();
  });

  it('settles what was written beside a photo, and nothing of a photo of another finding', async () => {
    const [photo, other] = [crypto.randomUUID(), desk.note(a, 'Anderswo')];
    desk.say(a, set('photo', photo, 'finding', finding, []), set('photo', photo, 'caption', 'links', []));
    await desk.batch(a);
    desk.say(b, set('photo', photo, 'caption', 'rechts', []));
    await desk.batch(b);
    const caption = { kind: 'photo', thing: photo, field: 'caption' };
    const elsewhere = await settle(choose('links', ['links', 'rechts'], caption), 'office', other);
    expect(elsewhere).toMatchObject({ status: 409, body: { type: expect.stringContaining('nothing-to-settle') } });
    const settled = await settle(choose('links', ['links', 'rechts'], caption));
    expect(find(settled.body)?.conflicts.filter(({ kind }) => kind === 'photo')).toEqual([]);
  });

  it.each([
    ['a value that nobody said', () => choose('Kies', ['Glas', 'Scherben']), 409],
    ['a field without a contradiction', () => choose('light', ['light', 'dark'], { field: 'theme' }), 409],
    ['a finding that nobody hid', () => ({ do: 'hide' }), 409],
    ['a form that is none', () => ({ do: 'value', value: 'Glas' }), 400],
  ])('refuses %s and writes nothing', async (_name, settling, status) => {
    expect((await settle(settling())).status).toBe(status);
    expect(await events()).toBe(2);
  });

  it('refuses whoever has no account, a finding that is not there, and a closed walk', async () => {
    const chosen = choose('Glas', ['Glas', 'Scherben']);
    expect(await settle(chosen, null)).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('no-account') },
    });
    expect((await settle(chosen, 'office', crypto.randomUUID())).status).toBe(404);
    await context().db.sql`update walks set state = 'closed' where key = ${walk}`;
    expect((await settle(chosen)).status).toBe(409);
    expect(await events()).toBe(2);
  });
});
