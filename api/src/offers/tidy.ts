import type { SqlLike } from '../db.ts';

/**
 * Before an import of sites is undone: sites at which people have entered offers stay, as theirs. Of the demo nothing stays, because
 * its sites are invented.
 */
export async function keepUsedSites(tx: SqlLike, importId: string): Promise<void> {
  await tx`
    update offer_sites s set import_id = null
    where s.import_id = ${importId}
      and not exists (select from imports i where i.id = s.import_id and i.demo)
      and not exists (
        select from import_before b where b.import_id = ${importId} and b.table_name = 'offer_sites' and b.key = s.key
      )
      and exists (
        select from offers_at_sites r where r.site_key = s.key and r.import_id is distinct from s.import_id
      )
  `;
}

/** After it: runs and texts of offers that are gone go with them, and nobody offers for a provider that is gone. */
export async function dropStrays(tx: SqlLike): Promise<void> {
  await tx`delete from offers_at_sites r where not exists (select from offers o where o.key = r.offer_key)`;
  await tx`delete from offer_texts t where not exists (select from offers o where o.key = t.offer_key)`;
  await tx`
    update offers o set provider_key = null
    where provider_key is not null and not exists (select from offer_providers p where p.key = o.provider_key)
  `;
}
