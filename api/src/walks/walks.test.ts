import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { Walk, WalkCard } from '@quartierblick/gis/walks/walk.ts';
import { lonLatOf } from '@quartierblick/gis/network/lon-lat.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { createApp } from '../app.ts';
import { WalkNetwork } from '../network/service.ts';
import { currentPlan } from './plan.ts';

/** Lower left corner of what the tests draw, EPSG:25832. */
const [X, Y] = [393_900, 5_709_000];

describeOnEachDatabase('preparing a walk', (context) => {
  const networks: WalkNetwork[] = [];
  afterAll(() => Promise.all(networks.map((network) => network.close())));
  const apps = new Map<Edition, ReturnType<typeof createApp>>();
  const appAs = (edition: Edition) => {
    const known = apps.get(edition);
    if (known) return known;
    const { deps, db } = context();
    const network = networks[0] ?? new WalkNetwork(db.target);
    networks[0] = network;
    const identify = () => ({ edition, userId: `id-${edition}`, name: `test ${edition}`, via: 'session' as const });
    const app = createApp({ ...deps, network, identify });
    apps.set(edition, app);
    return app;
  };
  const ask = async <T>(method: string, path: string, body?: unknown, seen?: number, as: Edition = 'steering') => {
    const answer = await appAs(as).request(`/api${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(seen !== undefined && { 'if-match': `"${seen}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as T };
  };
  /** A stop so many metres from the corner. */
  const stop = (name: string, east: number, north = 50, more: object = {}) => {
    const [lon, lat] = lonLatOf([X + east, Y + north]);
    return { key: randomUUID(), name, lon, lat, ...more };
  };
  const WALK = { title: 'Schulweg', startsAt: '2026-12-03T16:45:00+01:00', profile: 'adult' };
  const add = async (more: object = {}) => (await ask<Walk>('POST', '/walks', { ...WALK, ...more })).body;

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of [
      'walks',
      'walk_cards',
      'streets',
      'playgrounds',
      'offer_sites',
      'stops',
      'crossings',
      'hotspots',
    ])
      await sql`delete from ${sql(table)}`;
    const line = (...points: [number, number][]) =>
      `MULTILINESTRING((${points.map(([x, y]) => `${X + x} ${Y + y}`).join(',')}))`;
    await sql`insert into streets ${sql([
      { key: 's1', name: 'Lange Straße', kind: 'residential', geom: line([-100, 50], [500, 50]) },
      { key: 's2', name: 'Quergasse', kind: 'residential', geom: line([400, 50], [400, 250]) },
    ])}`;
    await sql`
      insert into layer_versions (layer, version) values ('streets', 1)
      on conflict (layer) do update set version = layer_versions.version + 1, changed_at = clock_timestamp()
    `;
  });

  it('a route takes the best order, its legs add up to its length, and the last stops lie in the dark', async () => {
    const stops = [stop('Start', 0), stop('Ende', 400, 200), stop('Mitte', 200)];
    const { key, version } = await add({ ordered: 'best', stops });
    const { status, body } = await ask<Walk>('POST', `/walks/${key}/route`, {}, version);
    expect(status).toBe(200);
    expect(body.stops.map(({ name }) => name)).toEqual(['Start', 'Mitte', 'Ende']);
    const metres = body.route?.legs.map((leg) => leg.metres ?? NaN) ?? [];
    expect(metres).toHaveLength(2);
    expect(Math.abs((metres[0] ?? 0) - 200)).toBeLessThan(5);
    expect(body.route?.metres).toBeCloseTo(
      metres.reduce((sum, one) => sum + one, 0),
      1,
    );
    expect(body.route?.missing).toBe(0);
    expect(body.dark).toBe(true);
    expect(body.times.map(({ dark }) => dark)).toEqual([false, false, true]);
    const [first] = body.times;
    expect(Date.parse(body.endsAt ?? '') - Date.parse(first?.arrives ?? '')).toBeGreaterThan(24 * 60_000);
    const round = await ask<Walk>('POST', `/walks/${key}/route`, { round: true }, body.version);
    expect(round.body.route?.legs).toHaveLength(3);
  });

  it('a route goes when a stop moves or the profile changes, and stays when one is renamed', async () => {
    const stops = [stop('A', 0), stop('B', 200)];
    const { key, version } = await add({ stops });
    const reckoned = (await ask<Walk>('POST', `/walks/${key}/route`, {}, version)).body;
    const renamed = await ask<Walk>(
      'PUT',
      `/walks/${key}/stops`,
      { stops: [{ ...stops[0], name: 'Tor' }, stops[1]] },
      reckoned.version,
    );
    expect(renamed.body.route?.metres).toBe(reckoned.route?.metres);
    expect(renamed.body.stops[0]?.name).toBe('Tor');
    const other = await ask<Walk>('PATCH', `/walks/${key}`, { profile: 'step-free' }, renamed.body.version);
    expect(other.body.route).toBeNull();
    const again = (await ask<Walk>('POST', `/walks/${key}/route`, {}, other.body.version)).body;
    const moved = await ask<Walk>('PUT', `/walks/${key}/stops`, { stops: [stops[1], stops[0]] }, again.version);
    expect(moved.body).toMatchObject({ route: null, endsAt: null, times: [] });
  });

  it('walk and card keep their theme, tell it to devices, and refuse one that does not exist in words', async () => {
    const { themes } = (await ask<{ themes: { key: string }[] }>('GET', '/measure-themes')).body;
    expect(themes.map((theme) => theme.key)).toContain('light');
    const walk = await add({ theme: 'light', stops: [stop('A', 0)] });
    expect(walk.theme).toBe('light');
    expect((await currentPlan(context().db, walk.key)).theme).toBe('light');
    const changed = await ask<Walk>('PATCH', `/walks/${walk.key}`, { theme: 'waste' }, walk.version);
    expect([changed.status, changed.body.theme]).toEqual([200, 'waste']);
    const plan = await currentPlan(context().db, walk.key);
    expect([plan.theme, plan.version]).toEqual(['waste', 2]);
    const items = [{ id: randomUUID(), kind: 'smiley', title: { de: 'Gut?', en: 'Good?' } }];
    const card = await ask<WalkCard>('POST', '/walk-cards', { title: 'Licht', theme: 'light', items });
    expect([card.status, card.body.theme]).toEqual([201, 'light']);
    for (const [method, path, body, seen] of [
      ['POST', '/walks', { ...WALK, theme: 'dogs' }, undefined],
      ['PATCH', `/walks/${walk.key}`, { theme: 'dogs' }, changed.body.version],
      ['POST', '/walk-cards', { title: 'Hunde', theme: 'dogs', items }, undefined],
      ['PATCH', `/walk-cards/${card.body.key}`, { theme: 'dogs' }, card.body.version],
    ] as const) {
      const refused = await ask<{ errors: { path: string; message: string }[] }>(method, path, body, seen);
      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.body)).toContain('Dieses Thema gibt es nicht.');
    }
    expect((await ask<Walk>('GET', `/walks/${walk.key}`)).body.theme).toBe('waste');
  });

  it('a question and an answer have a picture that there is; another one is refused and the card stays as it was', async () => {
    const option = (id: string, picture: string | null) => ({ id, picture, title: { de: id, en: id } });
    const drawn = (picture: string | null, answer: string | null) => [
      {
        ...{ id: randomUUID(), kind: 'choice', title: { de: 'Was fehlt?', en: 'What is missing?' }, picture },
        options: [option('swings', answer), option('water', null)],
      },
    ];
    const added = await ask<WalkCard>('POST', '/walk-cards', { title: 'Spielen', items: drawn('tree', 'playground') });
    expect(added.status).toBe(201);
    const { key, version } = added.body;
    for (const items of [drawn('dragon', null), drawn('tree', 'constructor')]) {
      const refused = await ask('PATCH', `/walk-cards/${key}`, { items }, version);
      expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('picture')]);
    }
    const walk = await add({ stops: [stop('A', 0, 50, { cards: [key] })] });
    const [asked] = (await currentPlan(context().db, walk.key)).cards[0]?.items ?? [];
    expect([asked?.picture, ...(asked?.options ?? []).map(({ picture }) => picture)]).toEqual([
      'tree',
      'playground',
      null,
    ]);
  });

  it('refuses a route of one stop, and one without streets, in words', async () => {
    const one = await add({ stops: [stop('A', 0)] });
    expect((await ask('POST', `/walks/${one.key}/route`, {}, one.version)).body).toMatchObject({
      status: 409,
      type: 'urn:quartierblick:too-few-stops',
    });
    const two = await add({ stops: [stop('A', 0), stop('B', 100)] });
    await context().db.sql`delete from streets`;
    await context().db.sql`update layer_versions set version = version + 1 where layer = 'streets'`;
    expect((await ask('POST', `/walks/${two.key}/route`, {}, two.version)).body).toMatchObject({
      status: 409,
      type: 'urn:quartierblick:no-streets',
    });
  });

  it('nobody overwrites unseen: a stale change is refused with both values, one without a version, too', async () => {
    const { key, version } = await add();
    const changed = await ask<Walk>('PATCH', `/walks/${key}`, { title: 'Heimweg' }, version);
    expect(changed.body.title).toBe('Heimweg');
    const stale = await ask<{ conflicts: object[] }>('PATCH', `/walks/${key}`, { title: 'Umweg' }, version);
    expect(stale.status).toBe(412);
    expect(stale.body.conflicts).toMatchObject([
      { field: 'title', base: 'Schulweg', yours: 'Umweg', theirs: 'Heimweg' },
    ]);
    expect((await ask('PUT', `/walks/${key}/stops`, { stops: [] }, version)).status).toBe(412);
    expect((await ask('POST', `/walks/${key}/route`, {}, version)).status).toBe(412);
    expect((await ask('PATCH', `/walks/${key}`, { title: 'x' })).status).toBe(428);
    const log = await context().db
      .sql`select actor from audit_log where entity = 'walks' and entity_key = ${key} order by id desc limit 1`;
    expect(log).toMatchObject([{ actor: 'test steering' }]);
  });

  it('only planners pick a stop from the cases; others do not see which one it is, and leave it as it is', async () => {
    const ref = { layer: 'properties', key: 'case-1' };
    const secret = stop('Hauseingang', 0, 50, { ref });
    expect((await ask('POST', '/walks', { ...WALK, stops: [secret] })).status).toBe(403);
    const made = (await ask<Walk>('POST', '/walks', { ...WALK, stops: [secret] }, undefined, 'planner')).body;
    expect(made.stops[0]?.ref).toEqual(ref);
    const seen = await ask<Walk>('GET', `/walks/${made.key}`);
    expect(seen.body.stops[0]).toMatchObject({ name: 'Hauseingang', ref: null });
    const { body } = await ask<Walk>(
      'PUT',
      `/walks/${made.key}/stops`,
      { stops: [{ ...seen.body.stops[0], name: 'Tor' }] },
      made.version,
    );
    expect(body.stops[0]).toMatchObject({ name: 'Tor', ref: null });
    const planner = await ask<Walk>('GET', `/walks/${made.key}`, undefined, undefined, 'planner');
    expect(planner.body.stops[0]?.ref).toEqual(ref);
    expect(JSON.stringify(await currentPlan(context().db, made.key))).not.toContain('case-1');
  });

  it('refuses stops of another walk and cards that are not there, each named', async () => {
    const taken = stop('A', 0);
    await add({ stops: [taken] });
    const bad = await ask<{ errors: { path: string }[] }>('POST', '/walks', {
      ...WALK,
      stops: [taken, stop('B', 10, 50, { cards: [randomUUID()] })],
    });
    expect(bad.status).toBe(400);
    expect(bad.body.errors.map(({ path }) => path)).toEqual(['stops.0.key', 'stops.1.cards.0']);
    expect((await ask<{ walks: object[] }>('GET', '/walks')).body.walks).toHaveLength(1);
  });

  it('opens only with a word on the consent of parents, which the log keeps; a closed one stays as it is', async () => {
    const { key, version } = await add();
    const without = await ask<{ errors: { path: string }[] }>('PATCH', `/walks/${key}`, { state: 'open' }, version);
    expect(without.body.errors).toMatchObject([{ path: 'consent' }]);
    const opened = await ask<Walk>('PATCH', `/walks/${key}`, { state: 'open', consent: true }, version);
    expect(opened.body.state).toBe('open');
    const [entry] = await context().db
      .sql`select reason from audit_log where entity = 'walks' and entity_key = ${key} order by id desc limit 1`;
    expect(entry?.['reason']).toContain('Einwilligungen');
    await context().db.sql`update walks set state = 'closed' where key = ${key}`;
    expect((await ask('PATCH', `/walks/${key}`, { title: 'x' }, opened.body.version + 1)).status).toBe(409);
  });

  it('is forgotten by planners only, with a reason, and all that belongs to it', async () => {
    const { key } = await add({ stops: [stop('A', 0)] });
    expect((await ask('DELETE', `/walks/${key}`, { reason: 'doppelt' })).status).toBe(403);
    expect((await ask('DELETE', `/walks/${key}`, {}, undefined, 'planner')).status).toBe(400);
    expect((await ask('DELETE', `/walks/${key}`, { reason: 'doppelt' }, undefined, 'planner')).status).toBe(204);
    expect((await ask('GET', `/walks/${key}`)).status).toBe(404);
    // A link that was cut off is told as one whose walk is gone, not as a fault of the request.
    const cutOff = await ask('GET', `/walks/${key.slice(0, 20)}`);
    expect(cutOff).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('Link unvollständig') as string },
    });
    expect(await context().db.sql`select from walk_stops`).toHaveLength(0);
  });

  const item = (title: string, more: object = {}) => ({
    id: randomUUID(),
    kind: 'rating',
    title: { de: title, en: title },
    ...more,
  });

  it('a card keeps the kind of its questions, so that answers stay readable, and refuses a choice of one', async () => {
    const question = item('Wie hell ist es?');
    const { body: card } = await ask<WalkCard>('POST', '/walk-cards', {
      title: 'Licht',
      roles: ['child'],
      items: [question],
    });
    expect(card).toMatchObject({ title: 'Licht', roles: ['child'], uses: 0, retired: false, version: 1 });
    const other = { ...question, kind: 'text' };
    const refused = await ask<{ errors: { path: string }[] }>(
      'PATCH',
      `/walk-cards/${card.key}`,
      { items: [other] },
      1,
    );
    expect(refused.body.errors).toMatchObject([{ path: 'items.0.kind' }]);
    const poor = item('Womit?', { kind: 'choice', options: [{ id: 'a', title: { de: 'A', en: 'A' } }] });
    expect((await ask('PATCH', `/walk-cards/${card.key}`, { items: [question, poor] }, 1)).status).toBe(400);
    const retired = await ask<WalkCard>('PATCH', `/walk-cards/${card.key}`, { retired: true }, 1);
    expect(retired.body).toMatchObject({ retired: true, version: 2 });
    expect((await ask('PATCH', `/walk-cards/${card.key}`, { title: 'x' }, 1)).status).toBe(412);
  });

  it('a plan is kept version by version: the same one while nothing changes, the next when a card is reworded', async () => {
    const { db } = context();
    const question = item('Wie hell?');
    const { body: card } = await ask<WalkCard>('POST', '/walk-cards', {
      title: 'Licht',
      titleEn: null,
      roles: ['scout'],
      items: [question],
    });
    const { key, version } = await add({ stops: [stop('A', 0, 50, { cards: [card.key] }), stop('B', 200)] });
    const first = await currentPlan(db, key);
    expect(first).toMatchObject({
      version: 1,
      roles: ['lead', 'scout'],
      cards: [{ title: { de: 'Licht', en: 'Licht' } }],
      route: null,
    });
    expect(await currentPlan(db, key)).toEqual(first);
    await ask(
      'PATCH',
      `/walk-cards/${card.key}`,
      { items: [{ ...question, title: { de: 'Wie dunkel?', en: 'How dark?' } }] },
      1,
    );
    await ask('POST', `/walks/${key}/route`, {}, version);
    const second = await currentPlan(db, key);
    expect(second.version).toBe(2);
    expect(second.cards[0]?.items[0]?.title.de).toBe('Wie dunkel?');
    expect(second.route?.metres).toBeGreaterThan(150);
    const kept = await db.sql<
      { content: typeof first }[]
    >`select content from walk_plans where walk_key = ${key} order by version`;
    expect(kept.map(({ content }) => content.cards[0]?.items[0]?.title.de)).toEqual(['Wie hell?', 'Wie dunkel?']);
    // A phone that fetches the plan makes nobody's edit stale.
    expect((await ask<Walk>('GET', `/walks/${key}`)).body.version).toBe(version + 1);
  });

  it('proposes what children have not seen by this light, and nothing that they have', async () => {
    const { sql } = context().db;
    const point = (x: number) => `POINT(${X + x} ${Y + 50})`;
    await sql`insert into playgrounds ${sql([
      { key: 'p1', name: 'Spielplatz Eins', geom: point(0) },
      { key: 'p2', name: 'Spielplatz Zwei', geom: point(300) },
      { key: 'p3', name: null, geom: point(150) },
    ])}`;
    const propose = async (query: string) => {
      const { body } = await ask<{ stops: { name: string }[]; unseen: number; places: number }>(
        'GET',
        `/walks/proposal?${query}`,
      );
      return { names: body.stops.map(({ name }) => name), unseen: body.unseen, places: body.places };
    };
    expect(await propose('perspective=child')).toEqual({
      names: ['Spielplatz Eins', 'Spielplatz Zwei'],
      unseen: 2,
      places: 2,
    });
    const { key } = await add({ startsAt: '2026-06-03T15:00:00+02:00', stops: [stop('A', 0)] });
    expect((await propose(`perspective=scout&walk=${key}`)).names).toEqual(['Spielplatz Zwei']);
    await sql`update walks set state = 'walked' where key = ${key}`;
    await sql`insert into walk_devices ${sql({ key: randomUUID(), walk_key: key, key_hash: 'x', user_id: 'u', may: 'edit', role: 'child' })}`;
    expect((await propose('perspective=child')).names).toEqual(['Spielplatz Zwei']);
    expect((await propose('perspective=child&dark=true')).names).toHaveLength(2);
    expect((await propose('perspective=scout')).names).toHaveLength(2);
    expect((await ask('GET', '/walks/proposal?perspective=dog')).status).toBe(400);
  });
});
