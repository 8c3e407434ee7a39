import { beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import type { CaseFile } from './case-file.ts';
import { clientOf, plantCase, planner } from './test-case.ts';
import { today } from './today.ts';

describeOnEachDatabase('axes of a case', (context) => {
  let number = 0;
  let path = '';
  let key = '';
  beforeEach(async () => {
    key = `axes-${(number += 1)}`;
    path = `/properties/${key}`;
    await plantCase(context().db, key, { condition: '3', recorded_on: '2020-05-01' }, number);
  });
  const client = (name = 'Erika Probe') => clientOf(context().deps, planner(name));
  const file = async () => (await (await client().get(path)).json()) as CaseFile;
  const find = (axis: string, body: object, version: number, as?: string) =>
    client(as).send('POST', `${path}/axes/${axis}`, { source: 'Ortstermin', reason: 'Begehung', ...body }, version);

  it('a new finding becomes the value of today and stays in the history with day, source, author and reason', async () => {
    const response = await find('availability', { value: 'acquired', validFrom: '2025-06-01' }, 1, 'Anna');
    expect(response.status).toBe(200);
    const body = (await response.json()) as CaseFile;
    expect(body).toMatchObject({ version: 2, properties: { availability: 'acquired', class: 'acquired' } });
    expect(body.history).toMatchObject([
      { axis: 'availability', value: 'acquired', valid_from: '2025-06-01', source: 'Ortstermin', author: 'Anna' },
    ]);
    expect((await file()).history).toEqual(body.history);
  });

  it('a backdated finding changes the past, not today', async () => {
    await find('works', { value: 'renovating', validFrom: '2025-06-01' }, 1);
    const response = await find('works', { value: 'planned', validFrom: '2024-01-01' }, 2);
    expect(await response.json()).toMatchObject({
      version: 2,
      properties: { works: 'renovating', mark: 'renovating' },
    });
    expect((await file()).history.map(({ value }) => value)).toEqual(['renovating', 'planned']);
  });

  it('a value that came without a history is not displaced by a finding of before', async () => {
    const before = await find('condition', { value: '1', validFrom: '2015-01-01' }, 1);
    expect(await before.json()).toMatchObject({ properties: { condition: '3' } });
    const after = await find('condition', { value: '5', validFrom: '2021-01-01' }, 1);
    const body = (await after.json()) as CaseFile;
    expect(body.properties['condition']).toBe('5');
    expect(body.history.map(({ value, valid_from }) => `${valid_from} ${value}`)).toEqual([
      '2021-01-01 5',
      '2020-05-01 3',
      '2015-01-01 1',
    ]);
  });

  it('of two findings of one day the later entry holds', async () => {
    await find('occupancy', { value: 'vacant', validFrom: today() }, 1);
    const response = await find('occupancy', { value: 'occupied', validFrom: today() }, 2);
    expect(await response.json()).toMatchObject({ properties: { occupancy: 'occupied' } });
  });

  it('acquired and renovating hold together: class and mark follow their own axes', async () => {
    await find('availability', { value: 'acquired', validFrom: '2025-06-01' }, 1);
    const response = await find('works', { value: 'renovating', validFrom: '2025-07-01' }, 2);
    expect(await response.json()).toMatchObject({ properties: { class: 'acquired', mark: 'renovating' } });
    await find('owner_state', { value: 'ownerless', validFrom: '2025-07-01' }, 3);
    const done = await find('works', { value: 'completed', validFrom: '2025-12-01' }, 4);
    expect(await done.json()).toMatchObject({ properties: { class: 'completed', mark: 'ownerless' } });
  });

  it('refuses a stale finding with both values', async () => {
    await find('works', { value: 'planned', validFrom: '2025-06-01' }, 1, 'Anna');
    const response = await find('works', { value: 'renovating', validFrom: '2025-06-02' }, 1, 'Bert');
    expect(response.status).toBe(412);
    expect(await response.json()).toMatchObject({
      conflicts: [{ field: 'works', base: null, yours: 'renovating', theirs: 'planned', by: 'Anna' }],
    });
    expect((await file()).history).toHaveLength(1);
  });

  it.each([
    ['a value of another axis', 'works', { value: 'vacant' }],
    ['no value', 'works', { value: null }],
    ['no source', 'works', { value: 'planned', source: ' ' }],
    ['no reason', 'works', { value: 'planned', reason: '' }],
    ['no day', 'works', { value: 'planned', validFrom: null }],
    ['a day that is none', 'works', { value: 'planned', validFrom: '2025-02-29' }],
    ['tomorrow', 'works', { value: 'planned', validFrom: today(new Date(Date.now() + 86_400_000)) }],
    ['an axis that does not exist', 'mood', { value: 'good' }],
    ['NUL in the reason', 'works', { value: 'planned', reason: 'a\0' }],
  ])('refuses %s', async (_what, axis, body) => {
    const response = await find(axis, { validFrom: '2025-06-01', ...body }, 1);
    expect(response.status).toBe(400);
    expect((await file()).version).toBe(1);
  });

  it(
    'keeps all accepted findings of 30 people at once, and the value of the newest',
    { timeout: 120_000 },
    async () => {
      const values = ['none', 'planned', 'renovating', 'completed'];
      await Promise.all(
        Array.from({ length: 30 }, async (_, i) => {
          const validFrom = `2024-01-${String(i + 1).padStart(2, '0')}`;
          for (let version = 1; ;) {
            const response = await find('works', { value: values[i % 4], validFrom, reason: `Nr. ${i}` }, version);
            if (response.status === 200) return;
            const { current } = (await response.json()) as { current: { version: number } };
            version = current.version;
          }
        }),
      );
      const { history, properties } = await file();
      expect(new Set(history.map(({ reason }) => reason)).size).toBe(30);
      expect(properties['works']).toBe(history[0]?.value);
      expect(history[0]?.valid_from).toBe('2024-01-30');
    },
  );
});
