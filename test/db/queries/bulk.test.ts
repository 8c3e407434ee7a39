import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import type { AppEvent } from '@quartierblick/api/db';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { CASES, daysFromNow, seedCases } from './cases.ts';
import type { SeededCase } from './cases.ts';

interface Preview {
  cases: number;
  changing: number;
  unchanged: number;
  changes: { key: string; address: string | null; before: unknown }[];
  refused: { key: string; reason: { de: string } }[];
}

describeOnEachDatabase('one change of many cases', (context) => {
  const app = () =>
    createApp({
      ...context().deps,
      identify: () => ({ edition: 'planner', userId: 'u1', name: 'Paula Plan', via: 'session' }),
    });
  const post = (path: string, body?: unknown) =>
    app().request(`/api/properties/bulk${path}`, {
      method: 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  const answer = async <T>(response: Response): Promise<T> => {
    expect([response.status, response.ok ? '' : await response.text()]).toEqual([200, '']);
    return (await response.json()) as T;
  };
  const preview = async (body: unknown) => answer<Preview>(await post('/preview', body));
  const change = async (body: unknown) => answer<{ id: string; changed: number }>(await post('', body));
  const undo = async (id: string) =>
    answer<{ restored: number; kept: { key: string; address: string; by: string }[] }>(await post(`/${id}/undo`));
  const { sql } = { sql: () => context().db.sql };
  const column = async (name: string) => {
    const rows = await sql()<
      { key: string; value: unknown }[]
    >`select key, to_jsonb(p) -> ${name} as value from properties p`;
    return new Map(rows.map(({ key, value }) => [key, value]));
  };
  let cases: SeededCase[];
  beforeEach(async () => {
    await sql()`delete from property_tasks`;
    await sql()`delete from property_history`;
    await sql()`delete from properties`;
    cases = await seedCases(sql());
  });

  it('the preview changes nothing and names what was before', async () => {
    const before = await column('office');
    const seen = await preview({ filters: { condition: '4,5' }, field: 'office', value: 'Amt 64' });
    const meant = cases.filter(({ condition }) => condition === '4' || condition === '5');
    const already = meant.filter(({ office }) => office === 'Amt 64');
    expect([seen.cases, seen.unchanged, seen.changing]).toEqual([
      meant.length,
      already.length,
      meant.length - already.length,
    ]);
    for (const { key, before: was } of seen.changes) expect(was).toBe(before.get(key));
    expect(await column('office')).toEqual(before);
  });

  it('changes exactly the cases of the preview, growing their versions and writing one audit entry each', async () => {
    const seen = await preview({ filters: { works: 'none' }, field: 'priority', value: 'high' });
    const { id, changed } = await change({
      filters: { works: 'none' },
      field: 'priority',
      value: 'high',
      reason: 'Beschluss',
      expected: seen.cases,
    });
    expect(changed).toBe(seen.changing);
    const after = await column('priority');
    for (const one of cases)
      expect(after.get(one.key)).toBe(one['works'] === 'none' ? 'high' : (one['priority'] ?? null));
    const entries = await sql()<{ entity_key: string; reason: string; actor: string }[]>`
      select entity_key, reason, actor from audit_log where batch_id = ${id}
    `;
    expect(entries.map(({ entity_key }) => entity_key).sort()).toEqual(seen.changes.map(({ key }) => key).sort());
    expect(new Set(entries.map(({ reason, actor }) => `${reason} ${actor}`))).toEqual(
      new Set(['Beschluss Paula Plan']),
    );
    const versions = await column('version');
    for (const { key } of seen.changes) expect(versions.get(key)).toBe(2);
  });

  it('refuses when the set has changed since the preview, and changes nothing', async () => {
    const { cases: expected } = await preview({ filters: { works: 'planned' }, field: 'office', value: 'X' });
    await sql()`update properties set works = 'planned' where key = ${cases.find((one) => one['works'] === 'none')?.key ?? ''}`;
    const response = await post('', { filters: { works: 'planned' }, field: 'office', value: 'X', expected });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ expected, found: expected + 1 });
    expect([...(await column('office')).values()]).not.toContain('X');
  });

  it('a finding on an axis enters every history, first values included, and leaves newer findings alone', async () => {
    const [first, second, third] = cases
      .filter(({ condition }) => condition !== null && condition !== '2')
      .map(({ key }) => key);
    if (!first || !second || !third) throw new Error('not enough cases');
    await sql()`
      insert into property_history (key, property_key, axis, value, valid_from) values ('h-new', ${third}, 'condition', '3', ${daysFromNow(30)})
    `;
    const body = {
      keys: [first, second, third],
      field: 'condition',
      value: '2',
      validFrom: daysFromNow(-1),
      source: 'Begehung',
    };
    const seen = await preview({ ...body, source: undefined });
    expect(seen.refused.map(({ key }) => key)).toEqual([third]);
    const { changed } = await change({ ...body, expected: 3 });
    expect(changed).toBe(2);
    const history = await sql()<{ value: string; source: string; author: string }[]>`
      select value, source, author from property_history where property_key = ${first} and axis = 'condition' order by valid_from nulls first, id
    `;
    expect(history.map(({ source }) => source)).toEqual(['Register', 'Begehung']);
    expect(history.at(-1)).toMatchObject({ value: '2', author: 'Paula Plan' });
    expect((await column('condition')).get(second)).toBe('2');
    expect((await column('condition')).get(third)).not.toBe('2');
  });

  it('undo gives back every value, takes the findings out of the histories, and works once', async () => {
    const before = await column('works');
    const query = {
      filters: { occupancy: 'vacant' },
      field: 'works',
      value: 'planned',
      validFrom: daysFromNow(0),
      source: 'Rat',
    };
    const { id, changed } = await change({ ...query, expected: (await preview(query)).cases });
    expect(changed).toBeGreaterThan(3);
    expect(await undo(id)).toEqual({ restored: changed, kept: [] });
    expect(await column('works')).toEqual(before);
    const [left] = await sql()<
      { n: number }[]
    >`select count(*)::integer as n from property_history where source = 'Rat'`;
    expect(left?.n).toBe(0);
    expect((await post(`/${id}/undo`)).status).toBe(409);
    expect((await post(`/${randomUUID()}/undo`)).status).toBe(404);
  });

  it('undo keeps and names the cases that somebody has changed since, deleted ones included', async () => {
    const keys = ['c1', 'c2', 'c3', 'c4'];
    await sql()`update properties set priority = 'high' where key = any(${keys})`;
    const { id } = await change({ keys, field: 'priority', value: 'low-to-medium', expected: 4 });
    await sql().begin(async (tx) => {
      await tx`select set_config('quartierblick.actor', 'Otto Anders', true)`;
      await tx`update properties set office = 'Bauordnung' where key = 'c2'`;
      await tx`delete from properties where key = 'c3'`;
    });
    const { restored, kept } = await undo(id);
    expect(restored).toBe(2);
    expect(kept.map(({ key, by }) => [key, by])).toEqual([
      ['c2', 'Otto Anders'],
      ['c3', 'Otto Anders'],
    ]);
    expect(kept[1]?.address).toBe(cases[3]?.['address']);
    const priority = await column('priority');
    expect(['c1', 'c2', 'c4'].map((key) => priority.get(key))).toEqual(['high', 'low-to-medium', 'high']);
  });

  it('empties a field, parses dates and numbers as declared, and gives them back', async () => {
    const before = await column('dwellings');
    const { id, changed } = await change({ filters: {}, field: 'dwellings', value: null, expected: CASES });
    expect(changed).toBe([...before.values()].filter((value) => value !== null).length);
    await undo(id);
    expect(await column('dwellings')).toEqual(before);
    await change({ keys: ['c7'], field: 'next_step_due', value: '2027-02-03', expected: 1 });
    expect((await column('next_step_due')).get('c7')).toBe('2027-02-03');
  });

  it.each([
    { keys: ['c1'], field: 'condition', value: '6' },
    { keys: ['c1'], field: 'condition', value: null },
    { keys: ['c1'], field: 'dwellings', value: 'many' },
    { keys: ['c1'], field: 'office', value: 'a\0b' },
    { keys: ['c1'], field: 'case_number', value: 'X' },
    { keys: ['c1'], field: 'geom', value: 'X' },
    { keys: ['c1'], filters: {}, field: 'office', value: 'X' },
    { field: 'office', value: 'X' },
    { filters: { colour: 'red' }, field: 'office', value: 'X' },
  ])('refuses %j', async (body) => {
    expect((await post('/preview', body)).status).toBe(400);
    expect((await post('', { ...body, expected: 1, source: 'x' })).status).toBe(400);
  });

  it('wants a source for a finding', async () => {
    expect((await post('', { keys: ['c1'], field: 'works', value: 'none', expected: 1 })).status).toBe(400);
  });

  it('tells everyone of each case, and of the map only where it looks different', async () => {
    const heard: AppEvent[] = [];
    const end = context().db.subscribe((event) => heard.push(event));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await change({ keys: ['c1', 'c2'], field: 'legal_basis', value: '§ 177', expected: 2 });
    await expect.poll(() => heard.map(({ type }) => type)).toEqual(['case-changed', 'case-changed']);
    await change({ keys: ['c6'], field: 'address', value: 'Neue Straße 1', expected: 1 });
    await expect.poll(() => heard.slice(2).map(({ type }) => type)).toEqual(['layer-changed', 'case-changed']);
    end();
  });

  it('two changes of the same cases at once both hold, one after the other', async () => {
    const keys = cases.slice(0, 40).map(({ key }) => key);
    const both = await Promise.all([
      change({ keys, field: 'office', value: 'Erste', expected: 40 }),
      change({ keys: keys.toReversed(), field: 'legal_basis', value: 'Zweite', expected: 40 }),
    ]);
    expect(both.map(({ changed }) => changed)).toEqual([40, 40]);
    const versions = await column('version');
    expect(new Set(keys.map((key) => versions.get(key)))).toEqual(new Set([3]));
  });
});
