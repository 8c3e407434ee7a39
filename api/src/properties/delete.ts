import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';
import type { SqlLike } from '../db.ts';

/**
 * Deletes a case with its history and all its parts, also from what imports keep for being undone. The audit log keeps
 * that it was there; protected values were never in it.
 */
export async function deleteCase(tx: SqlLike, key: string): Promise<void> {
  for (const { table, parent } of datasetsOf(properties)) {
    const column = tx(parent ?? 'key');
    await tx`
      delete from import_before where table_name = ${table}
        and (key in (select key from ${tx(table)} where ${column} = ${key}) or before ->> ${parent ?? 'key'} = ${key})
    `;
    await tx`delete from ${tx(table)} where ${column} = ${key}`;
  }
  await tx`delete from ranking_values where property_key = ${key}`;
}
