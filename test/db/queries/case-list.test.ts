import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { CASE_CODE_FIELDS, emptyValueOf } from '@quartierblick/gis/layers/properties/list.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { CASES, seedCases } from './cases.ts';
import type { SeededCase } from './cases.ts';

interface Row extends Record<string, unknown> {
  key: string;
}

describeOnEachDatabase('list of cases', (context) => {
  const as = (edition: Edition, userId = 'u1') =>
    createApp({
      ...context().deps,
      identify: () => ({ edition, userId, name: userId, via: edition === 'public' ? 'none' : 'session' }),
    });
  let app: ReturnType<typeof createApp>;
  let cases: SeededCase[];
  const page = async (query: Record<string, string | number>) => {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    const response = await app.request(`/api/properties?${search}`);
    expect([response.status, response.status === 200 ? '' : await response.text()]).toEqual([200, '']);
    return (await response.json()) as { total: number; rows: Row[] };
  };
  const keysOf = async (query: Record<string, string | number>) => (await page(query)).rows.map(({ key }) => key);
  beforeAll(async () => {
    app = as('planner');
    cases = await seedCases(context().db.sql);
  });

  it('never answers the public or the steering group', async () => {
    for (const path of ['properties', 'properties/groups?by=works', 'views']) {
      expect((await as('public').request(`/api/${path}`)).status).toBe(401);
      expect((await as('steering').request(`/api/${path}`)).status).toBe(403);
    }
  });

  it('sends places as longitude and latitude, and versions', async () => {
    const [row] = (await page({ limit: 1 })).rows;
    const [longitude, latitude] = row?.['center'] as [number, number];
    expect(longitude).toBeCloseTo(7.47, 1);
    expect(latitude).toBeCloseTo(51.52, 1);
    expect(row?.['version']).toBe(1);
  });

  it('says of each case whether it is invented', async () => {
    const { sql } = context().db;
    const [{ id } = { id: '' }] = await sql<{ id: string }[]>`
      insert into imports (id, layer, state, file_name, author, demo)
      values (gen_random_uuid(), 'properties', 'done', 'demo', 'demo', true) returning id
    `;
    await sql`insert into properties (key, geom, import_id) select 'invented', geom, ${id} from properties where key = 'c1'`;
    const { rows } = await page({ limit: 500, sort: '-changedAt' });
    expect(rows.filter((row) => row['demo'] === true).map(({ key }) => key)).toEqual(['invented']);
    expect(rows.filter((row) => row['demo'] === false)).toHaveLength(rows.length - 1);
    await sql`delete from properties where key = 'invented'`;
  });

  describe('filters', () => {
    it('fit exactly the cases that they say, however they are combined', async () => {
      const oneFilter = fc
        .constantFrom(...Object.entries(CASE_CODE_FIELDS))
        .chain(([name, field]) =>
          fc
            .subarray([...Object.keys(field.values ?? {}), emptyValueOf(field)], { minLength: 1 })
            .map((values) => [name, values] as const),
        );
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(oneFilter, { maxLength: 3, selector: ([name]) => name }), async (filters) => {
          const expected = cases.filter((one) =>
            filters.every(([name, values]) => {
              const field = CASE_CODE_FIELDS[name];
              const value = one[name] ?? (field ? emptyValueOf(field) : null);
              return values.includes(String(value));
            }),
          );
          const query = Object.fromEntries(filters.map(([name, values]) => [name, values.join(',')]));
          const { total, rows } = await page({ ...query, limit: 500 });
          expect(total).toBe(expected.length);
          expect(rows.map(({ key }) => key).sort()).toEqual(expected.map(({ key }) => key).sort());
        }),
        { numRuns: context().kind === 'embedded' ? 25 : 60 },
      );
    });

    it('tell "no procedure" from a procedure that nobody stated', async () => {
      const none = await keysOf({ procedure: 'none', limit: 500 });
      const empty = await keysOf({ procedure: 'empty', limit: 500 });
      expect(none.length).toBeGreaterThan(0);
      expect(empty.length).toBeGreaterThan(0);
      expect(none.filter((key) => empty.includes(key))).toEqual([]);
    });

    it('find words in address and case number however they are written', async () => {
      expect((await page({ q: 'bornstr' })).total).toBe(
        cases.filter((one) => /^Bornstr/.test(String(one['address']))).length,
      );
      expect(await keysOf({ q: cases[107]?.['case_number'] as string })).toEqual(['c107']);
    });

    it('know what is overdue by next step and by open tasks, not by those that are done', async () => {
      expect((await keysOf({ due: 'overdue' })).sort()).toEqual(['c1', 'c2']);
      expect(await keysOf({ due: 'week' })).toEqual(['c3']);
      expect((await keysOf({ due: 'month' })).sort()).toEqual(['c3', 'c4']);
      expect((await page({ due: 'none' })).total).toBe(CASES - 4);
      const [first] = (await page({ due: 'overdue', sort: 'nextDeadline' })).rows;
      expect([first?.key, first?.['tasksOpen']]).toEqual(['c2', 1]);
    });

    it('find by box what touches it, and by time what changed since', async () => {
      expect((await page({ bbox: '7.4,51.4,7.6,51.6' })).total).toBe(CASES);
      expect((await page({ bbox: '8,51.4,8.1,51.6' })).total).toBe(0);
      expect((await page({ changed_since: '2000-01-01' })).total).toBe(CASES);
      expect((await page({ changed_since: '2999-01-01T00:00:00Z' })).total).toBe(0);
    });

    it.each([
      'condition=6',
      'works=',
      'bbox=1,2',
      'due=soon',
      'colour=red',
      'sort=geom',
      'limit=501',
      'q=%00',
      'changed_since=x',
    ])('refuse %s instead of dropping it', async (query) => {
      const response = await app.request(`/api/properties?${query}`);
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    });
  });

  describe('sorting', () => {
    it.each([
      'condition',
      '-condition',
      'works,-address',
      '-priority',
      'address',
      '-case_number',
      'office',
      'dwellings',
      '-nextDeadline',
      'tasksOpen',
      'changedAt',
    ])('by %s pages through all cases without repeating or dropping one', async (sort) => {
      const whole = await keysOf({ sort, limit: 500 });
      const inPages: string[] = [];
      for (let offset = 0; offset < CASES; offset += 17) inPages.push(...(await keysOf({ sort, offset, limit: 17 })));
      expect(inPages).toEqual(whole);
      expect(new Set(whole).size).toBe(CASES);
    });

    it('counts in addresses: Bornstraße 9 comes before Bornstraße 10, and Ä beside A', async () => {
      const addresses = (await page({ sort: 'address', limit: 500 })).rows.map((row) => row['address']);
      const known = addresses.filter((one) => one !== null) as string[];
      expect(known.indexOf('Bornstraße 9')).toBeLessThan(known.indexOf('Bornstraße 10'));
      expect(known[0]).toBe('Ährenweg 1');
      expect(addresses.slice(known.length).every((one) => one === null)).toBe(true);
    });

    it('takes codes in the order of their declaration, missing ones last in both directions', async () => {
      const order = [null, 'none', 'planned', 'renovating', 'completed'];
      for (const [sort, direction] of [
        ['works', 1],
        ['-works', -1],
      ] as const) {
        const seen = (await page({ sort, limit: 500 })).rows.map((row) => order.indexOf(row['works'] as string | null));
        const stated = seen.filter((at) => at > 0);
        expect(stated).toEqual(stated.toSorted((a, b) => direction * (a - b)));
        expect(seen.slice(stated.length).every((at) => at === 0)).toBe(true);
      }
    });
  });

  it('groups count what the list with that value counts', async () => {
    const response = await app.request('/api/properties/groups?by=occupancy&condition=4,5');
    const groups = (await response.json()) as { value: string | null; count: number }[];
    for (const { value, count } of groups) {
      expect((await page({ condition: '4,5', occupancy: value ?? 'none' })).total).toBe(count);
    }
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe((await page({ condition: '4,5' })).total);
    expect(groups.at(-1)?.value).toBeNull();
  });

  describe('saved views', () => {
    const send = (who: string, method: string, path: string, body?: unknown) =>
      as('planner', who).request(`/api/views${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
    interface View {
      id: string;
      name: string;
      own: boolean;
      query: Record<string, string>;
    }
    const views = async (who: string) => (await (await send(who, 'GET', '')).json()) as View[];

    it('are seen by others only when shared, and changed by their owner only', async () => {
      const mine = (await (
        await send('a', 'POST', '', { name: 'Dringend', query: { condition: '5' } })
      ).json()) as View;
      expect((await views('a')).map(({ name, own }) => [name, own])).toEqual([['Dringend', true]]);
      expect(await views('b')).toEqual([]);
      expect((await send('b', 'DELETE', `/${mine.id}`)).status).toBe(404);
      const shared = { name: 'Dringend', query: { condition: '4,5' }, shared: true };
      expect((await send('a', 'PUT', `/${mine.id}`, shared)).status).toBe(200);
      expect((await views('b')).map(({ query, own }) => [query, own])).toEqual([[{ condition: '4,5' }, false]]);
      expect((await send('b', 'PUT', `/${mine.id}`, shared)).status).toBe(403);
      expect((await send('b', 'DELETE', `/${mine.id}`)).status).toBe(403);
      expect((await send('a', 'DELETE', `/${mine.id}`)).status).toBe(204);
      expect(await views('b')).toEqual([]);
    });

    it('refuse a name of spaces and a query that is no query', async () => {
      expect((await send('a', 'POST', '', { name: '  ', query: {} })).status).toBe(400);
      expect((await send('a', 'POST', '', { name: 'x', query: { a: 1 } })).status).toBe(400);
    });
  });
});
