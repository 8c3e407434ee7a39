import { z } from '@hono/zod-openapi';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';
import type { SqlLike } from '../db.ts';
import { namesParam, searchText } from '../layers/parameters.ts';

/** What may be asked of the audit log. */
export const auditFilter = z.strictObject({
  q: searchText.optional().openapi({
    description: 'Words that all occur in actor, reason, address, case number, keys or changed values',
  }),
  entity: namesParam('Tables or kinds of entries, comma-separated'),
  property: z.string().max(300).refine(noNul, 'contains NUL').optional().openapi({ description: 'Key of a case' }),
  actor: z
    .string()
    .max(300)
    .refine(noNul, 'contains NUL')
    .optional()
    .openapi({ description: 'Name or id of a person' }),
  action: namesParam('Actions, comma-separated: insert, update, delete, …'),
  from: z.iso.date().optional().openapi({ description: 'First day' }),
  to: z.iso.date().optional().openapi({ description: 'Last day' }),
});

function noNul(text: string): boolean {
  return !text.includes('\0');
}

export type AuditFilter = z.output<typeof auditFilter>;

/** One change, as the triggers noted it. Protected values are only named. */
export interface AuditEntry {
  id: number;
  at: string;
  actor: string;
  action: string;
  entity: string;
  key: string;
  property: string | null;
  address: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
  batch: string | null;
}

/** Tables of the cases: what planners may read of the log. Accounts and invitations are for administrators. */
const OF_CASES = datasetsOf(properties).map(({ table }) => table);

const day = (sql: SqlLike, date: string) => sql`(${date}::date::timestamp at time zone 'Europe/Berlin')`;

/** Where-clause of the entries `a`, with their case `p`, that an edition may see and that fit the filter. */
function matching(sql: SqlLike, edition: Edition, filter: AuditFilter) {
  const { q, entity, property, actor, action, from, to } = filter;
  const words = q?.toLowerCase().split(/\s+/) ?? [];
  const haystack = sql`lower(concat_ws(' ', a.actor, a.reason, a.entity_key, a.property_key, p.address, p.case_number,
    a.before ->> 'address', a.before::text, a.after::text))`;
  return sql`
    where ${maySee(edition, 'admin') ? sql`true` : sql`a.entity = any(${OF_CASES})`}
    ${words.length > 0 ? words.map((word) => sql`and strpos(${haystack}, ${word}) > 0`) : sql``}
    ${entity ? sql`and a.entity = any(${entity})` : sql``}
    ${property === undefined ? sql`` : sql`and a.property_key = ${property}`}
    ${actor === undefined ? sql`` : sql`and (a.actor = ${actor} or a.actor_id = ${actor})`}
    ${action ? sql`and a.action = any(${action})` : sql``}
    ${from ? sql`and a.at >= ${day(sql, from)}` : sql``}
    ${to ? sql`and a.at < ${day(sql, to)} + interval '1 day'` : sql``}
  `;
}

/** Entries below id `before`, newest first. */
export function readAudit(sql: SqlLike, edition: Edition, filter: AuditFilter, limit: number, before: number | null) {
  return sql<AuditEntry[]>`
    select a.id, to_jsonb(a.at) #>> '{}' as at, a.actor, a.action, a.entity, a.entity_key as key,
      a.property_key as property, p.address, a.before, a.after, a.reason, a.batch_id::text as batch
    from audit_log a left join properties p on p.key = a.property_key
    ${matching(sql, edition, filter)} ${before === null ? sql`` : sql`and a.id < ${before}`}
    order by a.id desc limit ${limit}
  `;
}

/** How many entries fit in all. */
export async function countAudit(sql: SqlLike, edition: Edition, filter: AuditFilter): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::float8 as n from audit_log a left join properties p on p.key = a.property_key
    ${matching(sql, edition, filter)}
  `;
  return row?.n ?? 0;
}
