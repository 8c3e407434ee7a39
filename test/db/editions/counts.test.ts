import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { followRegister } from '@quartierblick/api/property-counts/follow';
import { refreshAndTell } from '@quartierblick/api/property-counts/refresh';
import type { AppEvent } from '@quartierblick/api/db';
import { createLog } from '@quartierblick/api/log';
import { describeOnEachDatabase } from '../../support/databases.ts';

interface Counts {
  key: string;
  total: number | null;
  completed: number | null;
  renovating: number | null;
  acquired: number | null;
  recorded: number | null;
  state: string;
  parts_state: string;
}

describeOnEachDatabase('counts of cases for everyone', (context) => {
  const told: AppEvent[] = [];
  let end: () => void;

  beforeAll(async () => {
    const { sql } = context().db;
    for (const [i, key] of ['west', 'east', 'empty'].entries()) {
      await sql`
        insert into statistical_units (key, name, geom)
        values (${key}, ${key}, st_multi(st_makeenvelope(${i * 1000}, 0, ${i * 1000 + 1000}, 1000, 25832)))
      `;
    }
    end = context().db.subscribe((event) => told.push(event));
  });
  afterAll(() => end());

  /** Replaces the register by cases of these kinds, each given as availability/works. */
  async function register(cases: Record<string, readonly string[]>) {
    const { sql } = context().db;
    await sql`delete from properties`;
    for (const [unit, kinds] of Object.entries(cases)) {
      const x = { west: 100, east: 1100, outside: 99_000 }[unit] ?? 0;
      for (const [i, kind] of kinds.entries()) {
        const [availability, works] = kind.split('/');
        await sql`
          insert into properties (key, availability, works, geom)
          values (${`${unit}-${i}`}, ${availability ?? null}, ${works ?? null},
            st_multi(st_makeenvelope(${x + i * 20}, 100, ${x + i * 20 + 10}, 110, 25832)))
        `;
      }
    }
  }
  const many = (kind: string, n: number) => Array<string>(n).fill(kind);
  /** What was told has arrived; on PostgreSQL it comes over a connection of its own. */
  const news = () => setTimeout(300);
  const refresh = () => refreshAndTell(context().db, false);
  const seen = async () => {
    const answer = await context()
      .appAs('public')
      .request('/api/layers/property-counts/features?geometry=none&sort=key');
    const { features } = (await answer.json()) as { features: { properties: Counts }[] };
    return Object.fromEntries(features.map(({ properties: p }) => [p.key, p]));
  };

  it('count each case once, by unit; zero is a value, and what is small hides its unit’s parts', async () => {
    await register({
      west: [
        ...many('acquired/none', 3),
        ...many('acquired/renovating', 4),
        ...many('negotiating/none', 5),
        ...many('x/completed', 3),
      ],
      east: [...many('acquired/none', 9), 'not-for-sale/none'],
      outside: many('acquired/none', 50),
    });
    await refresh();
    const { west, east, empty } = await seen();
    expect(west).toMatchObject({
      total: 15,
      completed: 3,
      renovating: 4,
      acquired: 3,
      recorded: 5,
      parts_state: 'value',
    });
    expect(east).toMatchObject({
      total: 10,
      completed: null,
      recorded: null,
      acquired: null,
      state: 'value',
      parts_state: 'suppressed',
    });
    expect(empty).toMatchObject({ total: 0, completed: 0, state: 'value' });
  });

  it('say neither in list, measures, tiles nor catalogue how many cases there are outside or in a small unit', async () => {
    await register({
      west: many('acquired/none', 2),
      east: many('acquired/none', 7),
      outside: many('acquired/none', 43),
    });
    await refresh();
    const app = context().appAs('public');
    for (const path of [
      '/api/layers',
      '/api/layers/property-counts/features',
      '/api/layers/property-counts/measures',
      '/api/layers/property-counts/measures/total',
      '/api/layers/property-counts/measures/acquired',
      '/tiles/property-counts.json',
    ]) {
      const text = await (await app.request(path)).text();
      // 43 outside, 2 in the small unit, 7 in the other: none of them in any sum.
      expect(/(?<![\d.])(43|45|50|52)(?![\d.])/.exec(text)?.[0], path).toBeUndefined();
    }
    expect((await seen())['west']).toMatchObject({ total: null, state: 'suppressed', acquired: null });
    const values = await (await app.request('/api/layers/property-counts/measures/total')).json();
    expect((values as { items: { key: string; value: number | null; state: string }[] }).items).toContainEqual(
      expect.objectContaining({ key: 'west', value: null, state: 'suppressed' }),
    );
  });

  it('tell of a new version only where a published figure is another', async () => {
    await register({ west: many('acquired/none', 5) });
    await refresh();
    await news();
    told.length = 0;
    await context().db
      .sql`update properties set availability = 'acquired', owner_state = 'unknown' where key = 'west-0'`;
    await refresh();
    await news();
    expect(told).toEqual([]);
    await context().db.sql`update properties set works = 'completed' where availability = 'acquired'`;
    await refresh();
    await news();
    expect(told).toEqual([expect.objectContaining({ type: 'layer-changed', layer: 'property-counts' })]);
  });

  it('follow a case that moves, goes, or whose unit is drawn anew', async () => {
    await register({ west: many('acquired/none', 4), east: many('acquired/none', 4) });
    await refresh();
    await context().db.sql`update properties set geom = st_translate(geom, 1000, 500) where key = 'west-0'`;
    await refresh();
    expect([(await seen())['west']?.total, (await seen())['east']?.total]).toEqual([3, 5]);
    await context().db.sql`delete from properties where key like 'east-%'`;
    await refresh();
    expect([(await seen())['west']?.total, (await seen())['east']?.total]).toEqual([3, null]);
    await context().db.sql`delete from statistical_units where key = 'empty'`;
    await refreshAndTell(context().db, true);
    expect(Object.keys(await seen())).toEqual(['east', 'west']);
  });

  it('follow the register by themselves, once it says that it has changed', async () => {
    await register({ west: many('acquired/none', 6) });
    const stop = await followRegister(context().db, createLog('silent'));
    expect((await seen())['west']?.total).toBe(6);
    await context().db.sql`delete from properties where key in ('west-4', 'west-5')`;
    await context().db.publish({ type: 'layer-changed', layer: 'properties', version: 1 });
    await expect.poll(async () => (await seen())['west']?.total).toBe(4);
    await stop();
  });
});
