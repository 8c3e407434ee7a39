import { CASE_FIELDS } from '@quartierblick/gis/register/targets.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database, SqlLike } from '../db.ts';
import { changeCases } from '../properties/changed.ts';
import { claim, fileNameOf } from './claim.ts';
import { columnList, columnsOfR } from './columns.ts';
import type { KeptThing } from './planned.ts';

/** Keys of the import's cases that nothing has touched since: neither the case nor any of its parts. */
function untouched(tx: SqlLike, id: string, action: 'insert' | 'update') {
  return tx`
    select a.entity_key from audit_log a
    where a.batch_id::text = ${id} and a.entity = 'properties' and a.action = ${action} and not exists (
      select 1 from audit_log l where l.property_key = a.entity_key and l.id > a.id and l.batch_id is distinct from a.batch_id
    )
  `;
}

/**
 * Takes an import of a register back: changed cases get their former values, new ones go, and so do the findings that it
 * appended. Cases that somebody changed since are kept and named.
 * @throws Problem 404 where there is no such import, 409 where it has been undone
 */
export async function undoImport(
  db: Database,
  id: string,
  who: Pick<Identity, 'userId' | 'name'>,
  requestId: string,
): Promise<{ restored: number; kept: KeptThing[] }> {
  const columns = Object.keys(CASE_FIELDS);
  const reason = `Registerimport zurückgenommen: ${await fileNameOf(db.sql, id, 'properties')}`;
  return await changeCases(db, who, { reason, requestId }, async (tx, changes) => {
    await claim(tx, id);
    const kept = await tx<KeptThing[]>`
      select p.key, p.address as title, p.changed_by as by, to_jsonb(p.changed_at) #>> '{}' as at
      from audit_log a join properties p on p.key = a.entity_key
      where a.batch_id::text = ${id} and a.entity = 'properties'
        and p.key not in (${untouched(tx, id, 'update')}) and p.key not in (${untouched(tx, id, 'insert')})
    `;
    const free = await tx<{ key: string; action: string }[]>`
      select entity_key as key, 'update' as action from (${untouched(tx, id, 'update')}) u
      union all select entity_key, 'insert' from (${untouched(tx, id, 'insert')}) i
    `;
    const keys = free.map(({ key }) => key);
    await tx`
      delete from property_history where property_key = any(${keys}::text[]) and key in (
        select entity_key from audit_log where batch_id::text = ${id} and entity = 'property_history'
      )
    `;
    const restored = await tx<{ key: string; version: number }[]>`
      update properties p set (${columnList(tx, columns)}) = (
        select ${columnsOfR(tx, columns)}
        from jsonb_populate_record(p, (
          select a.before from audit_log a
          where a.batch_id::text = ${id} and a.entity = 'properties' and a.entity_key = p.key
        )) r
      )
      where p.key = any(${free.filter(({ action }) => action === 'update').map(({ key }) => key)}::text[])
      returning p.key, p.version::float8 as version
    `;
    await tx`
      delete from properties where key = any(${free.filter(({ action }) => action === 'insert').map(({ key }) => key)}::text[])
    `;
    for (const { key, version } of restored) changes.note(key, version, true);
    // Cases that are gone have no version to tell.
    changes.drawn ||= keys.length > 0;
    return { restored: keys.length, kept: [...kept] };
  });
}
