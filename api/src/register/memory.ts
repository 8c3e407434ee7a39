import { createHash } from 'node:crypto';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import type { TargetList } from '@quartierblick/gis/register/target-list.ts';
import type { SqlLike } from '../db.ts';

/** Registers may have files with the same headers, and mean different things by them. */
const hashOf = ({ id }: TargetList, signature: string): string =>
  createHash('sha256')
    .update(id === 'properties' ? signature : `${id}|${signature}`)
    .digest('hex');

/** The mapping that was last used for a file with these headers, or null. Targets that no longer exist are forgotten. */
export async function recallMapping(sql: SqlLike, targets: TargetList, signature: string): Promise<Mapping | null> {
  const [row] = await sql<{ mapping: Mapping }[]>`
    select mapping from register_mappings where header_hash = ${hashOf(targets, signature)}
  `;
  return (
    row?.mapping.map((column) =>
      column.target === null || targets.isTarget(column.target) ? column : { target: null },
    ) ?? null
  );
}

/** Keeps a mapping for the next file with the same headers. */
export async function rememberMapping(
  sql: SqlLike,
  targets: TargetList,
  { signature, headers, mapping, by }: { signature: string; headers: string[]; mapping: Mapping; by: string },
): Promise<void> {
  await sql`
    insert into register_mappings (header_hash, headers, mapping, changed_by)
    values (${hashOf(targets, signature)}, ${headers}, ${sql.json(mapping as never)}, ${by})
    on conflict (header_hash) do update set headers = excluded.headers, mapping = excluded.mapping,
      changed_by = excluded.changed_by, changed_at = now()
  `;
}
