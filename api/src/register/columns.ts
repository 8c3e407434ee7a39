import type { SqlLike } from '../db.ts';

/** Names of columns with commas between them, for places where the client's own list would become something else. */
export function columnList(sql: SqlLike, fields: readonly string[]) {
  return fields.map((field, i) => sql`${i === 0 ? sql`` : sql`, `}${sql(field)}`);
}

/** The same columns of the row `r`. */
export function columnsOfR(sql: SqlLike, fields: readonly string[]) {
  return fields.map((field, i) => sql`${i === 0 ? sql`` : sql`, `}r.${sql(field)}`);
}
