import { z } from '@hono/zod-openapi';
import type { Field } from '@quartierblick/gis/layers/fields.ts';
import { CASE_CODE_FIELDS, DUE_WINDOWS, emptyValueOf } from '@quartierblick/gis/layers/properties/list.ts';
import type { DueWindow } from '@quartierblick/gis/layers/properties/list.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';
import type { Sql, SqlLike } from '../db.ts';
import { envelope } from '../layers/features.ts';
import { bboxParam, searchText } from '../layers/parameters.ts';
import { layerVersion } from '../layers/versions.ts';
import type { SearchService } from '../search/service.ts';
import { today } from './today.ts';

/** Values of one code field, comma-separated; an unknown one is an error, never a dropped filter. */
function codesParam(field: Field) {
  const known = [...Object.keys(field.values ?? {}), emptyValueOf(field)];
  return z
    .string()
    .max(500)
    .transform((value, context): string[] => {
      const chosen = [...new Set(value.split(',').map((one) => one.trim()))];
      const unknown = chosen.find((one) => !known.includes(one));
      if (unknown === undefined) return chosen;
      context.issues.push({ code: 'custom', message: `expected some of ${known.join(', ')}`, input: value });
      return z.NEVER;
    })
    .optional()
    .openapi({
      type: 'string',
      description: `${field.label.en}: values, comma-separated; \`${emptyValueOf(field)}\` for cases without`,
    });
}

const codeFilters = Object.fromEntries(
  Object.entries(CASE_CODE_FIELDS).map(([name, field]) => [name, codesParam(field)]),
);

/** Filters of the list of cases, as they stand in a query; the same for list, groups, bulk changes and exports. */
export const caseFilterShape = {
  ...codeFilters,
  q: searchText.optional().openapi({ description: 'Words to be found in address, case number or parcel' }),
  due: z
    .enum(Object.keys(DUE_WINDOWS) as [DueWindow, ...DueWindow[]])
    .optional()
    .openapi({ description: 'When the next deadline (next step or open task) lies' }),
  changed_since: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .optional()
    .openapi({ type: 'string', description: 'Changed at or after this day or moment (ISO 8601)' }),
  bbox: bboxParam,
};
export const caseFilter = z.strictObject(caseFilterShape);

/** The filters that are known by name beside those by code field. */
export interface CaseFilter {
  q?: string | undefined;
  due?: DueWindow | undefined;
  changed_since?: string | undefined;
  bbox?: [number, number, number, number] | undefined;
  [codeField: string]: unknown;
}

/** Open tasks of each case: how many, and the first day that one is due. To be joined as `k` on `t.key`. */
export function openTasks(sql: SqlLike) {
  return sql`(
    select property_key, count(*)::integer as open, min(due) as due
    from property_tasks where state = 'open' group by property_key
  )`;
}

/** The next deadline of a case: of its next step or of an open task. Needs `k`, see {@link openTasks}. */
export function nextDeadline(sql: SqlLike) {
  return sql`least(t.next_step_due, k.due)`;
}

function inWindow(sql: SqlLike, window: DueWindow) {
  const day = today();
  const due = nextDeadline(sql);
  if (window === 'none') return sql`${due} is null`;
  if (window === 'overdue') return sql`${due} < ${day}::date`;
  return sql`${due} between ${day}::date and ${day}::date + ${window === 'week' ? 7 : 31}::integer`;
}

function inCodes(sql: SqlLike, name: string, field: Field, chosen: readonly string[]) {
  const empty = emptyValueOf(field);
  const named = chosen.filter((one) => one !== empty);
  const column = sql`t.${sql(name)}`;
  return chosen.includes(empty)
    ? sql`(${column} = any(${named}::text[]) or ${column} is null)`
    : sql`${column} = any(${named}::text[])`;
}

/**
 * Condition on `properties t` (and `k` where {@link needsTasks} says so) that these filters make.
 * @param ids what the search found where `q` is set, see {@link searched}
 */
export function caseCondition(sql: SqlLike, filter: CaseFilter, ids: number[] | null) {
  const codes = Object.entries(CASE_CODE_FIELDS).flatMap(([name, field]) => {
    const chosen = filter[name];
    return Array.isArray(chosen) ? [sql`and ${inCodes(sql, name, field, chosen as string[])}`] : [];
  });
  return sql`
    ${[sql`true`, ...codes]}
    ${ids ? sql`and t.id = any(${ids}::bigint[])` : sql``}
    ${filter.due ? sql`and ${inWindow(sql, filter.due)}` : sql``}
    ${filter.changed_since ? sql`and t.changed_at >= ${filter.changed_since}::timestamptz` : sql``}
    ${filter.bbox ? sql`and st_intersects(t.geom_3857, ${envelope(sql as Sql, filter.bbox)})` : sql``}
  `;
}

/** Whether the condition speaks of open tasks. */
export function needsTasks(filter: CaseFilter): boolean {
  return filter.due !== undefined;
}

/** Ids of the cases in which the words of `q` are found; null without `q`. */
export async function searched(sql: Sql, search: SearchService, { q }: CaseFilter): Promise<number[] | null> {
  return q === undefined ? null : search.ids(q, properties, await layerVersion(sql, properties.id));
}
