import { randomUUID } from 'node:crypto';
import { AXES } from '@quartierblick/gis/layers/properties/axes.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database, SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import { noteAll } from './bulk.ts';
import { changeCases } from './changed.ts';

/** A case that was left as somebody has made it since. */
export interface KeptCase {
  key: string;
  address: string | null;
  by: string;
  at: string;
}

interface Changed {
  key: string;
  before: unknown;
  address: string | null;
  by: string | null;
  at: string | null;
}

/**
 * Takes a change of many cases back, once: each gets the value it had, and the finding leaves its history. Cases that
 * anybody has changed since stay as they are and are named. The audit log keeps both the change and its undoing.
 * @throws Problem 404 for an unknown change, 409 for one that has been undone
 */
export async function undoBulk(
  db: Database,
  who: Pick<Identity, 'userId' | 'name'>,
  id: string,
  requestId: string,
): Promise<{ restored: number; kept: KeptCase[] }> {
  const occasion = { reason: `Sammeländerung ${id} rückgängig gemacht`, requestId, batchId: randomUUID() };
  return changeCases(db, who, occasion, async (tx, changes) => {
    const field = await takeUp(tx, id);
    await tx`
      select 1 from properties where key in (
        select entity_key from audit_log where batch_id = ${id} and entity = 'properties'
      ) order by id for update
    `;
    const all = await changedBy(tx, id, field);
    const free = all.filter(({ by }) => by === null);
    if (field in AXES) await dropFindings(tx, id, free);
    const rows = await tx<{ key: string; version: number }[]>`
      update properties p
      set ${tx(field)} = (jsonb_populate_record(null::properties, jsonb_build_object(${field}::text, u.before))).${tx(field)}
      from jsonb_to_recordset(${tx.json(free.map(({ key, before }) => ({ key, before })) as never)}) u(key text, before jsonb)
      where p.key = u.key
      returning p.key, p.version
    `;
    noteAll(changes, rows, field);
    const kept = all.flatMap(({ key, address, by, at }) =>
      by === null || at === null ? [] : [{ key, address, by, at }],
    );
    return { restored: rows.length, kept };
  });
}

/** Claims the change, so that it is undone once. @returns the field it changed */
async function takeUp(tx: SqlLike, id: string): Promise<string> {
  const [bulk] = await tx<{ field: string; undone: boolean }[]>`
    select field, undone_at is not null as undone from bulk_changes where id = ${id} for update
  `;
  if (!bulk) {
    throw new Problem({
      status: 404,
      type: 'unknown-bulk-change',
      title: { de: 'Diese Sammeländerung gibt es nicht', en: 'There is no such change of many cases' },
    });
  }
  if (bulk.undone) {
    throw new Problem({
      status: 409,
      type: 'already-undone',
      title: { de: 'Das ist schon rückgängig gemacht', en: 'That has been undone already' },
    });
  }
  await tx`update bulk_changes set undone_at = clock_timestamp() where id = ${id}`;
  return bulk.field;
}

/** The cases that the change touched, with the value of before and whoever changed them last since. */
async function changedBy(tx: SqlLike, id: string, field: string): Promise<Changed[]> {
  return tx<Changed[]>`
    select a.entity_key as key, a.before -> ${field}::text as before, later.actor as by, to_jsonb(later.at) #>> '{}' as at,
      coalesce((select p.address from properties p where p.key = a.entity_key), later.before ->> 'address') as address
    from audit_log a
    left join lateral (
      select l.actor, l.at, l.before from audit_log l
      where l.property_key = a.entity_key and l.entity in ('properties', 'property_history') and l.id > a.id
        and l.batch_id is distinct from a.batch_id
      order by l.id desc limit 1
    ) later on true
    where a.batch_id = ${id} and a.entity = 'properties' and a.action = 'update' and a.before ? ${field}::text
    order by a.id
  `;
}

/** Takes out of the histories what the change has put in. */
async function dropFindings(tx: SqlLike, id: string, cases: readonly Changed[]): Promise<void> {
  await tx`
    delete from property_history where key in (
      select a.entity_key from audit_log a
      where a.batch_id = ${id} and a.entity = 'property_history' and a.action = 'insert'
        and a.property_key = any(${cases.map(({ key }) => key)}::text[])
    )
  `;
}
