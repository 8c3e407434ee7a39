import type { Measure } from '@quartierblick/gis/walks/measure.ts';
import { isOverdue } from '@quartierblick/gis/walks/measure.ts';
import type { SqlLike } from '../db.ts';
import { today } from '../properties/today.ts';

/** Millionths of a degree are a tenth of a metre. */
const DIGITS = 6;

/** Findings of the measure `m` as a jsonb list, the first one first. @param which joins or limits the findings `f` */
const asFindings = (sql: SqlLike, which: ReturnType<SqlLike>) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('key', f.key, 'walk', f.walk_key, 'text', coalesce(r.summary, f.note),
      'foundAt', f.found_at, 'photos', f.photos) order by f.found_at), '[]')
    from (select * from walk_findings where not removed) f left join walk_reviews r on r.key = f.key ${which})
`;

/** Measures by their number. @param filter one measure, or those that came from a walk */
export async function readMeasures(
  sql: SqlLike,
  { key = null, walk = null }: { key?: string | null; walk?: string | null } = {},
): Promise<Measure[]> {
  const rows = await sql<Omit<Measure, 'overdue'>[]>`
    select m.key, m.number, m.title, m.action, m.theme, m.place_text as "placeText", m.responsible, m.due,
      m.remind_on as "remindOn", m.state, m.reason, m.done_on as "doneOn", m.demo, m.created_by as "createdBy",
      to_jsonb(m.created_at) #>> '{}' as "createdAt", m.version, to_jsonb(m.changed_at) #>> '{}' as "changedAt",
      m.changed_by as "changedBy",
      case when w.key is not null then jsonb_build_object('key', w.key, 'title', w.title) end as walk,
      case when at.geom is not null then jsonb_build_object(
        'lon', round(st_x(at.geom)::numeric, ${DIGITS}), 'lat', round(st_y(at.geom)::numeric, ${DIGITS})) end as place,
      ${asFindings(sql, sql`join measure_findings mf on mf.finding_key = f.key and mf.measure_key = m.key`)} as findings,
      ${asFindings(sql, sql`where f.measure_key = m.key`)} as "seenAgain",
      (select coalesce(jsonb_agg(jsonb_build_object('key', e.key, 'moment', e.moment, 'width', e.width, 'height', e.height,
          'takenOn', e.taken_on, 'note', e.note, 'by', e.changed_by) order by e.taken_on nulls last, e.changed_at), '[]')
        from measure_evidence e where e.measure_key = m.key) as evidence
    from measures m
      left join walks w on w.key = m.walk_key
      left join lateral (select st_transform(m.place, 4326) as geom) at on true
    where (${key}::uuid is null or m.key = ${key}) and (${walk}::uuid is null or m.walk_key = ${walk})
    order by m.number
  `;
  const day = today();
  return rows.map((row) => ({ ...row, overdue: isOverdue(row, day) }));
}
