import { offersAtSites } from '@quartierblick/gis/layers/offers/layer.ts';
import { offerRegister, offerTexts } from '@quartierblick/gis/layers/offers/register.ts';
import type { Dataset } from '@quartierblick/gis/layers/define.ts';
import type { Identity } from '../../auth/identity.ts';
import type { Database, SqlLike } from '../../db.ts';
import { claim, fileNameOf } from '../../register/claim.ts';
import { columnList, columnsOfR } from '../../register/columns.ts';
import type { KeptThing } from '../../register/planned.ts';
import { changeRegister } from '../register.ts';

/** Tables in the order in which what is new in them goes: what others point to goes last. */
const TABLES = ['offer_texts', 'offers_at_sites', 'offers', 'offer_providers', 'offer_sites'] as const;
type Table = (typeof TABLES)[number];
const CHANGED: Partial<Record<Table, Dataset>> = {
  offer_texts: offerTexts,
  offers_at_sites: offersAtSites,
  offers: offerRegister,
};

/** Keys of an import's rows of a table that nothing has touched since. */
function untouched(tx: SqlLike, id: string, table: Table, action: 'insert' | 'update') {
  return tx`
    select a.entity_key from audit_log a
    where a.batch_id::text = ${id} and a.entity = ${table} and a.action = ${action} and not exists (
      select 1 from audit_log l
      where l.entity = a.entity and l.entity_key = a.entity_key and l.id > a.id and l.batch_id is distinct from a.batch_id
    )
  `;
}

/** Whether something that stays points to a row `t` of this table. */
function needed(tx: SqlLike, id: string, table: Table) {
  switch (table) {
    case 'offers':
      return tx`exists (select 1 from offers_at_sites r where r.offer_key = t.key)
        or exists (select 1 from offer_texts x where x.offer_key = t.key)`;
    case 'offer_providers':
      return tx`exists (select 1 from offers o where o.provider_key = t.key)`;
    case 'offer_sites':
      return tx`exists (select 1 from offers_at_sites r where r.site_key = t.key)`;
    default:
      // Runs and texts of an offer that the import brought and that somebody has changed or confirmed since: it is kept whole.
      return tx`exists (
        select 1 from audit_log a join audit_log l on l.entity = 'offers' and l.entity_key = a.entity_key and l.id > a.id
          and l.batch_id is distinct from a.batch_id
        where a.batch_id::text = ${id} and a.entity = 'offers' and a.action = 'insert' and a.entity_key = t.offer_key
      )`;
  }
}

/** Gives changed rows the values that they had before the import. @returns how many */
async function restore(tx: SqlLike, id: string, table: Table, dataset: Dataset): Promise<number> {
  const columns = Object.keys(dataset.fields);
  const rows = await tx`
    update ${tx(table)} t set (${columnList(tx, columns)}) = (
      select ${columnsOfR(tx, columns)}
      from jsonb_populate_record(t, (
        select a.before from audit_log a
        where a.batch_id::text = ${id} and a.entity = ${table} and a.entity_key = t.key and a.action = 'update'
        order by a.id limit 1
      )) r
    )
    where t.key in (${untouched(tx, id, table, 'update')})
    returning t.key
  `;
  return rows.length;
}

/** Offers of the import with a part that somebody has changed since. */
async function keptOffers(tx: SqlLike, id: string): Promise<KeptThing[]> {
  return await tx<KeptThing[]>`
    with touched as (
      select a.entity, a.entity_key from audit_log a
      where a.batch_id::text = ${id} and exists (
        select 1 from audit_log l
        where l.entity = a.entity and l.entity_key = a.entity_key and l.id > a.id and l.batch_id is distinct from a.batch_id
      )
    )
    select o.key, o.title, o.changed_by as by, to_jsonb(o.changed_at) #>> '{}' as at
    from offers o
    where o.key in (select entity_key from touched where entity = 'offers')
      or o.key in (select offer_key from offers_at_sites where key in (select entity_key from touched where entity = 'offers_at_sites'))
      or o.key in (select offer_key from offer_texts where key in (select entity_key from touched where entity = 'offer_texts'))
    order by o.key
  `;
}

/**
 * Takes an import of offers back: what it changed gets its former values, what it added goes. What somebody changed since, and what
 * something that stays points to, is kept.
 * @throws Problem 404 where there is no such import, 409 where it has been undone
 */
export async function undoOffers(
  db: Database,
  id: string,
  who: Pick<Identity, 'userId' | 'name'>,
  requestId: string,
): Promise<{ restored: number; kept: KeptThing[] }> {
  const reason = `Angebotsimport zurückgenommen: ${await fileNameOf(db.sql, id, 'offers')}`;
  return changeRegister(db, who, { reason, requestId }, async (tx) => {
    await claim(tx, id);
    const kept = await keptOffers(tx, id);
    let restored = 0;
    for (const table of TABLES) {
      const dataset = CHANGED[table];
      if (dataset) restored += await restore(tx, id, table, dataset);
      const gone = await tx`
        delete from ${tx(table)} t
        where t.key in (${untouched(tx, id, table, 'insert')}) and not (${needed(tx, id, table)})
        returning 1
      `;
      restored += gone.length;
    }
    await tx`
      with touched as (
        select entity_key, after ->> 'offer_key' as offer from audit_log
        where batch_id::text = ${id} and entity in ('offers_at_sites', 'offer_texts')
      )
      update offers set key = key where key in (
        select offer from touched
        union select offer_key from offers_at_sites where key in (select entity_key from touched)
        union select offer_key from offer_texts where key in (select entity_key from touched)
      )
    `;
    return { restored, kept };
  });
}
