import { randomUUID } from 'node:crypto';
import { isAxis } from '@quartierblick/gis/register/targets.ts';
import type { Database, SqlLike } from '../db.ts';
import { keepManyFromImports } from '../properties/case-row.ts';
import { changeCases } from '../properties/changed.ts';
import { columnList, columnsOfR } from './columns.ts';
import type { ImportOrder } from './engine.ts';
import type { PlannedRow } from './plan.ts';
import type { Applied, FieldChange, KeptRow } from './planned.ts';

/** A plan with what the dry run has seen of it. */
export interface ApplyOrder extends Omit<ImportOrder, 'mapping'> {
  rows: readonly PlannedRow[];
}

const BATCH = 1000;
const REASON = 'Registerimport';

interface Written {
  key: string;
  changes: readonly FieldChange[];
}

/** The day as people in the office read it off the wall. */
const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());

async function appendHistory(tx: SqlLike, rows: readonly Written[], order: ApplyOrder): Promise<void> {
  const findings = rows.flatMap(({ key, changes }) =>
    changes
      .filter(({ field }) => isAxis(field))
      .map(({ field, after }) => ({ key: randomUUID(), property_key: key, axis: field, value: after })),
  );
  if (findings.length === 0) return;
  await tx`
    insert into property_history (key, property_key, axis, value, valid_from, source, author, reason)
    select f.key, f.property_key, f.axis, f.value, ${today()}::date, ${order.fileName}, ${order.who.name}, ${REASON}
    from jsonb_to_recordset(${tx.json(findings as never)}) as f(key text, property_key text, axis text, value text)
  `;
}

/** Rows that set the same fields go together, so that a statement names exactly the columns that it writes. */
function byFields(rows: readonly PlannedRow[]): [fields: string[], rows: PlannedRow[]][] {
  const groups = Map.groupBy(rows, ({ changes }) => changes.map(({ field }) => field).join(' '));
  return [...groups].map(([names, group]) => [names.split(' '), group]);
}

const valuesOf = ({ changes }: PlannedRow): Record<string, unknown> =>
  Object.fromEntries(changes.map(({ field, after }) => [field, after]));

/** Writes changed cases that still have the version of the dry run. @returns their keys with the version that they have now */
async function update(
  tx: SqlLike,
  fields: string[],
  rows: readonly PlannedRow[],
): Promise<{ key: string; version: number }[]> {
  const records = rows.map((row) => ({ key: row.key, version: row.version, ...valuesOf(row) }));
  return await tx<{ key: string; version: number }[]>`
    update properties p set (${columnList(tx, fields)}) = row(${columnsOfR(tx, fields)})
    from jsonb_populate_recordset(null::properties, ${tx.json(records as never)}) r
    where p.key = r.key and p.version = r.version
    returning p.key, p.version::float8 as version
  `;
}

async function insert(tx: SqlLike, fields: string[], rows: readonly (PlannedRow & { key: string })[]): Promise<void> {
  const records = rows.map((row) => ({ key: row.key, ...valuesOf(row) }));
  const homes = rows.map(({ key, buildings }) => ({ key, buildings }));
  await tx`
    insert into properties (key, ${columnList(tx, fields)}, geom)
    select r.key, ${columnsOfR(tx, fields)},
      (select st_multi(st_union(b.geom)) from buildings b where b.key in (select jsonb_array_elements_text(h.buildings)))
    from jsonb_populate_recordset(null::properties, ${tx.json(records as never)}) r
    join jsonb_to_recordset(${tx.json(homes as never)}) as h(key text, buildings jsonb) on h.key = r.key
  `;
}

function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += BATCH) yield rows.slice(start, start + BATCH);
}

async function whoChanged(tx: SqlLike, rows: readonly PlannedRow[]): Promise<KeptRow[]> {
  if (rows.length === 0) return [];
  const found = await tx<{ key: string; by: string | null; at: string }[]>`
    select key, changed_by as by, to_jsonb(changed_at) #>> '{}' as at from properties
    where key = any(${rows.map(({ key }) => key ?? '')}::text[])
  `;
  const byKey = new Map(found.map((row) => [row.key, row]));
  return rows.map(({ line, key, title }) => {
    const now = byKey.get(key ?? '');
    return { line, key: key ?? '', title, by: now?.by ?? null, at: now?.at ?? null };
  });
}

/**
 * Imports a plan in one transaction: every change audited under one id, axes with a new entry in their history. Cases that
 * somebody changed since the dry run are kept and named. Nothing is deleted.
 */
export async function applyPlan(db: Database, order: ApplyOrder): Promise<Omit<Applied, 'unchanged' | 'problems'>> {
  const id = randomUUID();
  const planned = order.rows.filter(({ state }) => state === 'changed' || state === 'new');
  const stays = ({ line, version }: PlannedRow): boolean => order.seen[line] === version;
  const fresh = planned.filter(stays);
  const news = fresh.filter(({ state }) => state === 'new').map((row) => ({ ...row, key: randomUUID() as string }));
  const changes = fresh.filter(({ state }) => state === 'changed');
  const occasion = { reason: `${REASON}: ${order.fileName}`, requestId: order.requestId, batchId: id };
  const result = await changeCases(db, order.who, occasion, async (tx, noted) => {
    const written: { key: string; version: number }[] = [];
    let done = 0;
    const step = (rows: number): void => {
      done += rows;
      order.onProgress(done, fresh.length);
      order.check();
    };
    for (const [fields, group] of byFields(changes)) {
      for (const batch of batches(group)) {
        const rows = await update(tx, fields, batch);
        const keys = new Set(rows.map(({ key }) => key));
        const taken = batch.filter(({ key }) => key !== null && keys.has(key));
        await appendHistory(
          tx,
          taken.map((row) => ({ key: row.key ?? '', changes: row.changes })),
          order,
        );
        written.push(...rows);
        step(batch.length);
      }
    }
    for (const [fields, group] of byFields(news)) {
      for (const batch of batches(group as typeof news)) {
        await insert(tx, fields, batch);
        await appendHistory(tx, batch, order);
        step(batch.length);
      }
    }
    const taken = new Set(written.map(({ key }) => key));
    await keepManyFromImports(tx, [...taken]);
    const left = planned.filter((row) => !stays(row) || (row.state === 'changed' && !taken.has(row.key ?? '')));
    const kept = await whoChanged(tx, left);
    for (const { key, version } of written) noted.note(key, version, true);
    for (const { key } of news) noted.note(key, 1, true);
    await tx`
      insert into register_imports (id, actor_id, actor, file_name, sha256, added, changed)
      values (${id}, ${order.who.userId}, ${order.who.name}, ${order.fileName}, ${order.sha256}, ${news.length}, ${written.length})
    `;
    order.check();
    return { changed: written.length, kept };
  });
  return { id, added: news.length, ...result };
}
