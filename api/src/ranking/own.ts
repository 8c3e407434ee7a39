import type { RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import { criterionOf } from '@quartierblick/gis/ranking/own-criterion.ts';
import type { OwnCriterion } from '@quartierblick/gis/ranking/own-criterion.ts';
import type { SqlLike } from '../db.ts';

interface Row {
  key: string;
  version: number;
  definition: OwnCriterion;
  day: string;
  values: Record<string, RawValue> | null;
}

/** Criteria that planners made, oldest name first, each with its values by case. */
export async function readOwnCriteria(sql: SqlLike) {
  const rows = await sql<Row[]>`
    select c.key, c.version::float8 as version, c.definition, greatest(c.changed_at, max(v.changed_at))::date::text as day,
      jsonb_object_agg(v.property_key, v.value) filter (where v.key is not null) as values
    from ranking_criteria c left join ranking_values v on v.criterion_key = c.key
    group by c.key order by c.definition -> 'title' ->> 'de', c.key
  `;
  return rows.map((row) => ({ criterion: criterionOf(row), day: row.day, values: row.values ?? {} }));
}
