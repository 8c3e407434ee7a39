import { beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import type { AppEvent } from '../db.ts';
import { keepFromImports, lockCase } from './case-row.ts';
import { changeCases } from './changed.ts';
import { plantCase, planner } from './test-case.ts';

describeOnEachDatabase('faults while a case is written', (context) => {
  beforeAll(() => plantCase(context().db, 'house', { dwellings: 4 }, 1));

  const state = async () => {
    const { sql } = context().db;
    const [row] = await sql`
      select (select to_jsonb(p) - 'geom' - 'geom_3857' from properties p where key = 'house') as house,
        (select count(*)::int from property_notes) as notes, (select count(*)::int from audit_log) as log,
        (select max(version)::float8 from layer_versions where layer = 'properties') as version
    `;
    return { ...row };
  };

  const halfway = (end: (tx: Parameters<Parameters<typeof changeCases>[3]>[0]) => Promise<unknown>) =>
    changeCases(context().db, planner('Anna'), { reason: 'halb' }, async (tx, changes) => {
      const before = await lockCase(tx, 'house');
      await keepFromImports(tx, before);
      await tx`update properties set address = 'Anderswo 1', dwellings = 5 where key = 'house'`;
      await tx`insert into property_notes (key, property_key, note) values ('n', 'house', 'halb')`;
      await changes.settle(tx, before);
      await end(tx);
    });

  it('leaves neither half a change, nor an entry in the log, nor news of it where the second half fails', async () => {
    const before = await state();
    const heard: AppEvent[] = [];
    const end = context().db.subscribe((event) => heard.push(event));
    await expect(halfway(() => Promise.reject(new Error('the disk is full')))).rejects.toThrow('the disk is full');
    await expect(halfway((tx) => tx`select 1 / 0`)).rejects.toThrow('division by zero');
    await new Promise((resolve) => setTimeout(resolve, 300));
    end();
    expect(await state()).toEqual(before);
    expect(heard).toEqual([]);
  });

  it('frees the case for the next person', async () => {
    await halfway(() => Promise.resolve());
    expect(await state()).toMatchObject({ notes: 1, house: { dwellings: 5, version: 2, changed_by: 'Anna' } });
  });

  it('leaves nothing of a writer whose connection dies in the middle', async () => {
    const { db, kind } = context();
    // The embedded database lives in the server's own process; that it survives SIGKILL is tested in platform.test.ts.
    if (kind === 'embedded') return;
    const before = await state();
    const killed = halfway(async (tx) => {
      const [me] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await db.sql`select pg_terminate_backend(${me?.pid ?? 0})`;
      await tx`select pg_sleep(1)`;
    });
    await expect(killed).rejects.toThrow();
    expect(await state()).toEqual(before);
  });
});
