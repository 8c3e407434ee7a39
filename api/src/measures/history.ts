import type { MeasureChange } from '@quartierblick/gis/walks/measure.ts';
import type { SqlLike } from '../db.ts';

/** Columns that say nothing to people. */
const SILENT = ['version', 'changed_at', 'changed_by', 'key'];
const MOST = 500;

/** The history of a measure, newest first. */
export async function historyOf(sql: SqlLike, key: string): Promise<MeasureChange[]> {
  const rows = await sql<MeasureChange[]>`
    select to_jsonb(at) #>> '{}' as at, actor as by, before - ${SILENT}::text[] as before,
      after - ${SILENT}::text[] as after, reason,
      case when entity = 'measures' then case action when 'insert' then 'added' else 'changed' end
        when action = 'delete' then 'evidence-removed' else 'evidence-added' end as what
    from audit_log
    where (entity = 'measures' and entity_key = ${key})
      or (entity = 'measure_evidence' and ${key} in (after ->> 'measure_key', before ->> 'measure_key'))
    order by id desc limit ${MOST}
  `;
  return rows.filter(({ what, after }) => what !== 'changed' || Object.keys(after ?? {}).length > 0);
}
