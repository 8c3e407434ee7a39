import { z } from '@hono/zod-openapi';
import { AXES } from '@quartierblick/gis/layers/properties/axes.ts';
import { BULK_FIELDS, BULK_LIMIT } from '@quartierblick/gis/layers/properties/list.ts';
import type { Sql, SqlLike } from '../db.ts';
import { Problem, validationProblem } from '../errors.ts';
import type { SearchService } from '../search/service.ts';
import { changesSchema, CASES, givenText, keySchema } from './declared.ts';
import { caseCondition, caseFilter, searched } from './list-filter.ts';
import type { CaseFilter } from './list-filter.ts';
import { casesOf } from './list.ts';
import { today } from './today.ts';

/** Which cases one change is about: those named, or all that fit the filters. */
export const scopeShape = {
  keys: z.array(keySchema).min(1).max(BULK_LIMIT).optional(),
  filters: caseFilter.optional().openapi({ type: 'object', description: 'As in the query of the list' }),
};

export const changeShape = {
  field: z.enum(Object.keys(BULK_FIELDS) as [string, ...string[]]),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]).openapi({ description: 'null empties the field' }),
  validFrom: z.iso.date().optional().openapi({ description: 'Of a finding on an axis: since when it holds' }),
  source: givenText.optional().openapi({ description: 'Of a finding on an axis: on what ground' }),
  reason: z.string().trim().max(2000).optional(),
};

/** Either keys or filters; both or neither would leave open what is meant. */
export const namesOneScope = ({ keys, filters }: { keys?: unknown; filters?: unknown }) =>
  (keys === undefined) !== (filters === undefined);
export const ONE_SCOPE = 'expected either keys or filters';

export interface Change {
  field: string;
  value: unknown;
  /** Present where the field is an axis. */
  finding: { validFrom: string } | null;
}

/**
 * The change that is asked for, its value parsed as the field is declared.
 * @throws Problem 400 where the value does not fit, or an axis is to be emptied
 */
export function parseChange(asked: { field: string; value: unknown; validFrom?: string | undefined }): Change {
  const { field, value } = asked;
  const parsed = changesSchema(CASES).safeParse({ [field]: value });
  if (!parsed.success) throw validationProblem(parsed.error.issues.map((issue) => ({ ...issue, path: ['value'] })));
  const given = parsed.data[field] ?? null;
  if (!(field in AXES)) return { field, value: given, finding: null };
  if (given === null) {
    throw validationProblem([
      { path: ['value'], message: 'a finding has a value; nothing is taken back by emptying it' },
    ]);
  }
  return { field, value: given, finding: { validFrom: asked.validFrom ?? today() } };
}

/** A case that is to be changed, as it is now. */
export interface Target {
  key: string;
  address: string | null;
  before: unknown;
  /** It has this value already. */
  same: boolean;
  /** Day of a newer finding on the same axis: this one would only change the past. */
  newer: string | null;
}

export interface Scope {
  keys?: string[] | undefined;
  filters?: CaseFilter | undefined;
}

/** What must be found out before a transaction holds the database: the search reads with a connection of its own. */
export async function prepareScope(sql: Sql, search: SearchService, { filters }: Scope): Promise<number[] | null> {
  return filters ? searched(sql, search, filters) : null;
}

/**
 * The cases of a scope in the order of their ids, each with what the change would do to it.
 * @param lock take their locks for the rest of the transaction
 * @throws Problem 422 where they are more than one change may touch
 */
export async function targetsOf(
  sql: SqlLike,
  { keys, filters }: Scope,
  ids: number[] | null,
  { field, value, finding }: Change,
  lock: boolean,
): Promise<Target[]> {
  const column = sql`t.${sql(field)}`;
  const wanted = sql`(jsonb_populate_record(null::properties, ${sql.json({ [field]: value } as never)})).${sql(field)}`;
  const where = keys ? sql`t.key = any(${keys}::text[])` : caseCondition(sql, filters ?? {}, ids);
  // Locked first and read after: a statement that waited for a lock may still see the history of before.
  const locked = await sql<{ id: number }[]>`
    select t.id from ${casesOf(sql, filters ?? {})} where ${where} order by t.id limit ${BULK_LIMIT + 1}
    ${lock ? sql`for update of t` : sql``}
  `;
  if (locked.length > BULK_LIMIT) throw tooMany();
  return sql<Target[]>`
    select t.key, t.address, to_jsonb(${column}) as before, ${column} is not distinct from ${wanted} as same,
      ${finding ? newerFinding(sql, field, finding.validFrom) : sql`null`}::date as newer
    from properties t where t.id = any(${locked.map(({ id }) => id)}::bigint[]) order by t.id
  `;
}

function newerFinding(sql: SqlLike, axis: string, validFrom: string) {
  return sql`(
    select max(h.valid_from) from property_history h
    where h.property_key = t.key and h.axis = ${axis} and h.valid_from > ${validFrom}::date
  )`;
}

function tooMany(): Problem {
  const most = BULK_LIMIT;
  return new Problem({
    status: 422,
    type: 'too-many-cases',
    title: { de: 'Das sind zu viele Fälle auf einmal', en: 'Those are too many cases at once' },
    detail: {
      de: `Höchstens ${most} Fälle lassen sich in einem Schritt ändern. Bitte den Filter enger fassen.`,
      en: `At most ${most} cases can be changed in one step. Please narrow the filter.`,
    },
  });
}

/** Why a case is left out, in both languages; null where it is not. */
export function refusalOf({ newer }: Target): { de: string; en: string } | null {
  if (newer === null) return null;
  const [year, month, day] = newer.split('-');
  return {
    de: `Es gibt schon einen neueren Eintrag vom ${day}.${month}.${year}; dieser würde nur die Vergangenheit ändern.`,
    en: `There is a newer entry of ${day}/${month}/${year} already; this one would only change the past.`,
  };
}
