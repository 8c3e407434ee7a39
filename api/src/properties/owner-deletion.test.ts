import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { deleteDueOwners, startOwnerDeletion } from './owner-deletion.ts';
import { plantCase } from './test-case.ts';

describeOnEachDatabase('deletion of owner data', (context) => {
  const db = () => context().db;
  beforeEach(async () => {
    const { sql } = db();
    await sql`delete from property_owners`;
    await sql`delete from import_before`;
    await sql`delete from properties`;
    await plantCase(db(), 'house', {}, 1);
    const owner = (key: string, delete_on: string) =>
      sql`insert into property_owners ${sql({ key, property_key: 'house', name: `Name ${key}`, delete_on })}`;
    await owner('yesterday', '2026-03-01');
    await owner('today', '2026-03-02');
    await owner('tomorrow', '2026-03-03');
  });
  const left = async () =>
    (await db().sql<{ key: string }[]>`select key from property_owners order by id`).map(({ key }) => key);

  it('deletes on the day, not before; the log tells it without the name', async () => {
    expect(await deleteDueOwners(context().deps, '2026-03-02')).toBe(2);
    expect(await left()).toEqual(['tomorrow']);
    expect(await deleteDueOwners(context().deps, '2026-03-02')).toBe(0);
    const log = await db().sql`
      select actor, reason, before from audit_log where entity_key = 'today' and action = 'delete' order by id desc limit 1
    `;
    expect(log[0]).toMatchObject({
      actor: 'Löschfrist',
      reason: 'Löschdatum erreicht',
      before: { name: { protected: true } },
    });
    expect(JSON.stringify(await db().sql`select * from audit_log`)).not.toContain('Name today');
  });

  it('leaves no name in what imports keep for being undone', async () => {
    const { sql } = db();
    const id = randomUUID();
    await sql`insert into imports ${sql({ id, layer: 'properties', state: 'done', file_name: 'x', author: 'x' })}`;
    const keep = (key: string, before: object) =>
      sql`insert into import_before ${sql({ import_id: id, table_name: 'property_owners', key, before: sql.json(before as never) })}`;
    await keep('today', { name: 'Name früher', delete_on: '2030-01-01' });
    await keep('gone-long-ago', { name: 'Name vorbei', delete_on: '2026-01-01' });
    await keep('tomorrow', { name: 'Name bleibt', delete_on: '2026-03-03' });
    await deleteDueOwners(context().deps, '2026-03-02');
    const kept = await sql<{ key: string }[]>`select key from import_before`;
    expect(kept.map(({ key }) => key)).toEqual(['tomorrow']);
  });

  it('runs at the start of the server and then by the clock', async () => {
    let now = new Date('2026-03-01T12:00:00Z');
    const stop = startOwnerDeletion(context().deps, () => now, 50);
    await expect.poll(left).toEqual(['today', 'tomorrow']);
    now = new Date('2026-03-02T23:30:00Z');
    // Half past midnight of the third in Germany, whatever the server's clock says.
    await expect.poll(left).toEqual([]);
    await stop();
  });
});
