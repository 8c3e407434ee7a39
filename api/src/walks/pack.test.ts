import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { tileAddresses, type WalkPack } from '@quartierblick/gis/walks/pack.ts';
import type { Walk, WalkCard } from '@quartierblick/gis/walks/walk.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { createApp } from '../app.ts';
import { DEVICE_HEADER, hashOfKey } from './device.ts';

describeOnEachDatabase('what a device takes along', (context) => {
  const identify = () => ({ edition: 'planner' as const, userId: 'p', name: 'planner', via: 'session' as const });
  const asPlanner = async <T>(path: string, body: unknown): Promise<T> => {
    const answer = await createApp({ ...context().deps, identify }).request(`/api${path}`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    });
    expect(answer.status).toBe(201);
    return (await answer.json()) as T;
  };
  const asPublic = (path: string, headers: Record<string, string> = {}) =>
    createApp(context().deps).request(path, { headers });

  /** A device of a link, put into its table: how it joins is no matter here. */
  async function joined(walk: string, role: string): Promise<string> {
    const { sql } = context().db;
    const [device, key] = [randomUUID(), randomBytes(32).toString('base64url')];
    const [link] = await sql<{ key: string }[]>`
      insert into walk_links (walk_key, secret_hash, role, created_by, expires_at)
      values (${walk}, ${randomUUID()}, ${role}, 'test', now() + interval '1 hour') returning key
    `;
    await sql`
      insert into walk_devices (key, walk_key, key_hash, link_key, may, role)
      values (${device}, ${walk}, ${hashOfKey(key)}, ${link?.key ?? null}, 'add', ${role})
    `;
    return `${device}.${key}`;
  }
  const packOf = async (walk: string, header: string) => {
    const answer = await asPublic(`/api/field/${walk}/pack`, { [DEVICE_HEADER]: header });
    return { status: answer.status, text: await answer.text() };
  };

  const item = (title: string) => ({
    ...{ id: randomUUID(), kind: 'smiley', title: { de: title, en: title }, picture: null, options: [], unit: null },
  });
  const card = (title: string, roles: string[]) =>
    asPlanner<WalkCard>('/walk-cards', { title, titleEn: null, theme: null, roles, items: [item(title)] });
  const stop = (more: object) => ({ key: randomUUID(), name: 'Ein Halt', lon: 7.47, lat: 51.523, ...more });
  const WALK = { title: 'Schulweg', startsAt: '2026-12-03T16:45:00+01:00' };

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of ['walks', 'walk_cards']) await sql`delete from ${sql(table)}`;
  });

  it('has the cards of the role and those for everybody; whoever leads has all', async () => {
    const all = await Promise.all([card('alle', []), card('Kinder', ['child']), card('Barrieren', ['scout'])]);
    const cards = all.map(({ key }) => key);
    const { key: walk } = await asPlanner<Walk>('/walks', { ...WALK, stops: [stop({ cards })] });
    const titles = async (role: string) => {
      const { plan } = JSON.parse((await packOf(walk, await joined(walk, role))).text) as WalkPack;
      const named = plan.cards.map(({ title }) => title.de).sort();
      expect(plan.stops[0]?.cards.length).toBe(named.length);
      return named;
    };
    expect(await titles('child')).toEqual(['Kinder', 'alle']);
    expect(await titles('scout')).toEqual(['Barrieren', 'alle']);
    expect(await titles('lead')).toEqual(['Barrieren', 'Kinder', 'alle']);
  });

  it('tells a guest nothing of what a stop was picked from, nor the notes for those who plan', async () => {
    const planted = stop({ ref: { layer: 'properties', key: 'geheimer-fall' }, note: 'Eigentümer Geheimrat' });
    const { key: walk } = await asPlanner<Walk>('/walks', { ...WALK, stops: [planted] });
    const { status, text } = await packOf(walk, await joined(walk, 'resident'));
    expect(status).toBe(200);
    expect(text).toContain('Ein Halt');
    expect(text).not.toMatch(/geheim/i);
  });

  it('names tiles that everybody may have: each address answers, and within its zooms', async () => {
    const { key: walk } = await asPlanner<Walk>('/walks', { ...WALK, stops: [stop({})] });
    const pack = JSON.parse((await packOf(walk, await joined(walk, 'scribe'))).text) as WalkPack;
    expect(pack.layers.map(({ id }) => id)).toContain('streets');
    expect(pack.layers.map(({ id }) => id)).not.toContain('properties');
    const addresses = tileAddresses(pack.layers);
    const answers = await Promise.all(
      addresses.filter((_, n) => n % 9 === 0).map(async (address) => (await asPublic(address)).status),
    );
    expect(answers.length).toBeGreaterThan(8);
    expect(answers.filter((status) => status !== 200 && status !== 204)).toEqual([]);
  });

  it('open measures near the walk are told to those who may edit, and to no guest', async () => {
    const { sql } = context().db;
    await sql`delete from measures`;
    const { key: walk } = await asPlanner<Walk>('/walks', { ...WALK, stops: [stop({})] });
    const place = (lon: number, lat: number) =>
      sql`st_transform(st_setsrid(st_makepoint(${lon}, ${lat}), 4326), 25832)`;
    await sql`
      insert into measures (title, place, state, done_on, created_by) values
        ('Lampe am Spielplatz', ${place(7.4701, 51.5231)}, 'open', null, 'test'),
        ('Bordstein gesenkt', ${place(7.4701, 51.5231)}, 'done', '2026-01-01', 'test'),
        ('Weit weg', ${place(7.6, 51.6)}, 'open', null, 'test')
    `;
    const guest = await joined(walk, 'lead');
    expect((JSON.parse((await packOf(walk, guest)).text) as WalkPack).measures).toEqual([]);
    const editor = await joined(walk, 'lead');
    const [device = ''] = editor.split('.');
    await sql`update walk_devices set link_key = null, user_id = 'nobody-else', may = 'edit' where key = ${device}`;
    await sql`
      insert into account_users (id, name, email, email_verified, edition)
      values ('nobody-else', 'Wer', 'wer@stadt.example', true, 'steering')
    `;
    const { measures } = JSON.parse((await packOf(walk, editor)).text) as WalkPack;
    expect(measures.map(({ title, before }) => [title, before])).toEqual([['Lampe am Spielplatz', null]]);
  });

  it('a measure without evidence has the first photo of its findings that is here; of hidden findings none leaves', async () => {
    const { sql } = context().db;
    await sql`delete from measures`;
    const { key: walk } = await asPlanner<Walk>('/walks', { ...WALK, stops: [stop({})] });
    const hash = (n: number) => String(n).repeat(64);
    for (const n of [1, 2, 3, 4, 5]) {
      const blob = { walk_key: walk, sha256: hash(n), device_key: randomUUID(), media_type: 'image/jpeg', bytes: 9 };
      await sql`insert into walk_blobs ${sql({ ...blob, kind: n === 5 ? 'voice' : 'photo', kept_sha256: hash(9) })}`;
    }
    const measures = new Map<string, string>();
    /** A measure of findings, each with its minute, its photos, and how it is hidden. */
    const measureOf = async (title: string, ...findings: [minute: number, photos: number[], hidden?: string][]) => {
      const [made] = await sql<{ key: string }[]>`
        insert into measures (title, place, state, created_by)
        values (${title}, st_transform(st_setsrid(st_makepoint(7.4701, 51.5231), 4326), 25832), 'open', 'test') returning key::text
      `;
      measures.set(title, made?.key ?? '');
      for (const [minute, photos, hidden] of findings) {
        const key = randomUUID();
        await sql`
          insert into walk_findings (key, walk_key, device_key, role, found_at, photos, fields, removed)
          values (${key}, ${walk}, ${randomUUID()}, 'child', ${new Date(Date.UTC(2026, 10, 20, 9, minute))},
            ${photos.map(hash)}::text[], '{}', ${hidden === 'removed'})
        `;
        await sql`insert into measure_findings (measure_key, finding_key) values (${made?.key ?? ''}, ${key})`;
        if (hidden === 'no-action') {
          await sql`insert into walk_reviews (key, walk_key, decision, reason) values (${key}, ${walk}, 'no-action', 'Kind im Bild')`;
        }
      }
    };
    await measureOf('zwei Funde', [9, [2]], [4, [7, 3, 1]]);
    await measureOf('nur Stimme', [1, [5]]);
    await measureOf('verborgen', [1, [1], 'removed'], [2, [2], 'no-action']);
    await measureOf('teils verborgen', [1, [1], 'removed'], [2, [4]]);
    await measureOf('mit Nachweis', [1, [1]]);
    const [evidence] = await sql<{ key: string }[]>`
      insert into measure_evidence (measure_key, moment, kept_sha256) values (${measures.get('mit Nachweis') ?? ''}, 'before', ${hash(8)})
      returning key::text
    `;

    const guest = (await packOf(walk, await joined(walk, 'lead'))).text;
    expect(guest).not.toContain('/blobs/');
    const editor = await joined(walk, 'lead');
    const user = randomUUID();
    await sql`
      insert into account_users (id, name, email, email_verified, edition)
      values (${user}, 'Wer', ${`${user}@stadt.example`}, true, 'steering')
    `;
    await sql`update walk_devices set link_key = null, user_id = ${user}, may = 'edit' where key = ${editor.split('.')[0] ?? ''}`;
    const pack = JSON.parse((await packOf(walk, editor)).text) as WalkPack;
    const blob = (n: number) => `/api/walks/${walk}/blobs/${hash(n)}?size=full`;
    expect(Object.fromEntries(pack.measures.map(({ title, before }) => [title, before]))).toEqual({
      'zwei Funde': blob(3),
      'nur Stimme': null,
      verborgen: null,
      'teils verborgen': blob(4),
      'mit Nachweis': `/api/measures/${measures.get('mit Nachweis')}/evidence/${evidence?.key}?size=full`,
    });
  });

  it('a walk without stops is not prepared yet; a device of another walk gets nothing', async () => {
    const { key: walk } = await asPlanner<Walk>('/walks', WALK);
    const other = await asPlanner<Walk>('/walks', { ...WALK, stops: [stop({})] });
    const header = await joined(walk, 'scribe');
    const none = await packOf(walk, header);
    expect([none.status, none.text]).toEqual([404, expect.stringContaining('walk-not-planned')]);
    const foreign = await packOf(other.key, header);
    expect([foreign.status, foreign.text]).toEqual([404, expect.stringContaining('walk-device-void')]);
  });
});
