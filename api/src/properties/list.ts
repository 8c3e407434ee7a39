import { shownFields } from '@quartierblick/gis/layers/define.ts';
import type { Field } from '@quartierblick/gis/layers/fields.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';
import { CASE_CODE_FIELDS } from '@quartierblick/gis/layers/properties/list.ts';
import type { Sql, SqlLike } from '../db.ts';
import { invalidParameter } from '../layers/access.ts';
import { caseCondition, needsTasks, nextDeadline, openTasks } from './list-filter.ts';
import type { CaseFilter } from './list-filter.ts';

/** A row of the list: the fields of the case and what is worked on. */
export interface CaseRow {
  key: string;
  id: number;
  version: number;
  changedAt: string;
  changedBy: string | null;
  tasksOpen: number;
  /** The first of next step and open tasks, YYYY-MM-DD. */
  nextDeadline: string | null;
  /** WGS 84, on the building. */
  center: [number, number];
  /** Invented for the demonstration. */
  demo: boolean;
  [field: string]: unknown;
}

const FIELDS: Record<string, Field> = Object.fromEntries(shownFields(properties.dataset));
const DERIVED = ['tasksOpen', 'nextDeadline', 'changedAt'];
/** What the list can be sorted by. */
const SORTABLE = [...Object.keys(FIELDS), ...DERIVED];
/** Sorted by the form of a name, which has an index (migration 0008). */
const NAMES = ['address', 'case_number', 'parcel'];

/** Fields to sort by, in their order; `-` in front means descending. @throws Problem 400 for an unknown field */
function sortKeys(sort: string | undefined): { name: string; descending: boolean }[] {
  if (sort === undefined) return [{ name: 'address', descending: false }];
  const keys = sort.split(',').map((one) => {
    const descending = one.startsWith('-');
    return { name: descending ? one.slice(1) : one, descending };
  });
  if (keys.length > 3 || keys.some(({ name }) => !SORTABLE.includes(name))) {
    throw invalidParameter('sort', `expected at most three of ${SORTABLE.join(', ')}, each with - for descending`);
  }
  return keys;
}

/** Codes are sorted by their order in the declaration (condition 1 to 5, works from none to completed), not as words. */
function sortValue(sql: SqlLike, name: string) {
  if (name === 'tasksOpen') return sql`coalesce(k.open, 0)`;
  if (name === 'nextDeadline') return nextDeadline(sql);
  if (name === 'changedAt') return sql`t.changed_at`;
  const column = sql`t.${sql(name)}`;
  const field = FIELDS[name];
  if (field?.kind === 'code') return sql`array_position(${Object.keys(field.values ?? {})}::text[], ${column})`;
  if (NAMES.includes(name)) return sql`qb_sort_text(${column}) collate "C"`;
  if (field?.kind === 'text') return sql`lower(translate(${column}, 'äöüÄÖÜß', 'aouAOUs')) collate "C"`;
  return column;
}

/** Missing values stand last in either direction; the id makes the order whole, so that no page repeats or drops a case. */
function order(sql: SqlLike, sort: string | undefined) {
  const terms = sortKeys(sort).map(
    ({ name, descending }) => sql`${sortValue(sql, name)} ${descending ? sql`desc nulls last` : sql`asc nulls last`},`,
  );
  return sql`order by ${terms} t.id`;
}

function sortNeedsTasks(sort: string | undefined): boolean {
  return sortKeys(sort).some(({ name }) => name === 'tasksOpen' || name === 'nextDeadline');
}

/** `properties t`, joined with the open tasks where filter or sort speak of them. */
export function casesOf(sql: SqlLike, filter: CaseFilter, sort?: string) {
  const tasks = needsTasks(filter) || (sort !== undefined && sortNeedsTasks(sort));
  return sql`properties t ${tasks ? sql`left join ${openTasks(sql)} k on k.property_key = t.key` : sql``}`;
}

/**
 * A page of the list, and how many cases the filters fit.
 * The page is found first by ids alone; places and tasks are read for its rows only.
 */
export async function readCases(
  sql: Sql,
  filter: CaseFilter,
  ids: number[] | null,
  { sort, limit, offset }: { sort?: string | undefined; limit: number; offset: number },
): Promise<{ total: number; rows: CaseRow[] }> {
  const condition = caseCondition(sql, filter, ids);
  const sorted = order(sql, sort);
  const names = Object.keys(FIELDS).map((name) => `t.${name}`);
  const [counted, rows] = await Promise.all([
    sql<{ total: number }[]>`select count(*)::integer as total from ${casesOf(sql, filter)} where ${condition}`,
    sql<CaseRow[]>`
      select t.key, t.id, t.version, to_jsonb(t.changed_at) #>> '{}' as "changedAt", t.changed_by as "changedBy",
        ${sql(names)}, coalesce(k.open, 0) as "tasksOpen", ${nextDeadline(sql)} as "nextDeadline",
        st_asgeojson(st_transform(st_pointonsurface(t.geom), 4326), 7)::jsonb -> 'coordinates' as center,
        coalesce((select i.demo from imports i where i.id = t.import_id), false) as demo
      from (select t.id from ${casesOf(sql, filter, sort)} where ${condition} ${sorted} limit ${limit} offset ${offset}) p
      join properties t on t.id = p.id
      left join lateral (
        select count(*)::integer as open, min(due) as due from property_tasks where property_key = t.key and state = 'open'
      ) k on true
      ${sorted}
    `,
  ]);
  return { total: counted[0]?.total ?? 0, rows: [...rows] };
}

/** Most cases of which the keys are sent at once; the map shows more than that unfiltered. */
export const MOST_KEYS = 10_000;

/** Ids and keys of all cases that fit, in the order of the list, for the map's filter and for ranges of the selection. */
export async function readKeys(
  sql: Sql,
  filter: CaseFilter,
  ids: number[] | null,
  sort: string | undefined,
): Promise<{ id: number; key: string }[]> {
  const rows = await sql<{ id: number; key: string }[]>`
    select t.id, t.key from ${casesOf(sql, filter, sort)}
    where ${caseCondition(sql, filter, ids)} ${order(sql, sort)} limit ${MOST_KEYS}
  `;
  return [...rows];
}

/** How many cases have each value of a code field; values in their declared order, cases without one last. */
export async function groupCases(
  sql: Sql,
  by: string,
  filter: CaseFilter,
  ids: number[] | null,
): Promise<{ value: string | null; count: number }[]> {
  const known = Object.keys(CASE_CODE_FIELDS[by]?.values ?? {});
  const rows = await sql<{ value: string | null; count: number }[]>`
    select t.${sql(by)} as value, count(*)::integer as count
    from ${casesOf(sql, filter)} where ${caseCondition(sql, filter, ids)} group by 1
  `;
  const place = (value: string | null) => (value === null ? known.length : known.indexOf(value));
  return [...rows].sort((a, b) => place(a.value) - place(b.value));
}
