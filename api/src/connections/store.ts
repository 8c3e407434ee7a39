import { nextRun } from '@quartierblick/gis/connections/schedule.ts';
import { acting } from '../audit/actor.ts';
import type { Occasion } from '../audit/actor.ts';
import type { Database, SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import type { Actor, Connection, ConnectionFields } from './types.ts';

const columns = (sql: SqlLike) => sql`
  c.id::text, c.ready, c.title, c.settings, c.credential, c.layer, c.year, c.mapping, c.codes as "values", c.source, c.schedule, c.active, c.replaces,
  c.review, c.most_gone_percent as "mostGonePercent", c.version, to_jsonb(c.changed_at) #>> '{}' as "changedAt",
  c.changed_by as "changedBy", to_jsonb(s.next_at) #>> '{}' as "nextAt", coalesce(s.failures, 0) as failures
`;

/** All connections, those that are on first, by title. */
export async function readConnections(sql: SqlLike): Promise<Connection[]> {
  const rows = await sql<Connection[]>`
    select ${columns(sql)} from connections c left join connection_states s on s.connection_id = c.id
    order by not c.active, c.title, c.id
  `;
  return rows.map((row) => ({ ...row }));
}

export const unknownConnection = (): Problem =>
  new Problem({
    status: 404,
    type: 'unknown-connection',
    title: { de: 'Diese Verbindung gibt es nicht', en: 'There is no such connection' },
  });

/** One connection. `id` may be any text. @throws Problem 404 */
export async function readConnection(sql: SqlLike, id: string): Promise<Connection> {
  const [row] = await sql<Connection[]>`
    select ${columns(sql)} from connections c left join connection_states s on s.connection_id = c.id where c.id::text = ${id}
  `;
  if (!row) throw unknownConnection();
  return { ...row };
}

const values = (tx: SqlLike, fields: ConnectionFields) => ({
  title: fields.title,
  settings: tx.json(fields.settings as never),
  credential: fields.credential,
  layer: fields.layer,
  year: fields.year,
  mapping: fields.mapping ? tx.json(fields.mapping) : null,
  codes: fields.values ? tx.json(fields.values) : null,
  source: tx.json(fields.source as never),
  schedule: fields.schedule,
  active: fields.active,
  replaces: fields.replaces,
  review: fields.review,
  most_gone_percent: fields.mostGonePercent,
});

/** Notes when a connection is due: at its next time, or never where it is off. A new beginning: failures so far do not count. */
async function plan(tx: SqlLike, id: string, { schedule, active }: ConnectionFields, now: Date): Promise<void> {
  const next = active ? nextRun(schedule, id, now) : null;
  await tx`
    insert into connection_states (connection_id, next_at) values (${id}, ${next})
    on conflict (connection_id) do update set next_at = excluded.next_at, failures = 0
  `;
}

interface Change {
  who: Actor;
  occasion: Occasion;
}

/** Adds a connection. */
export async function addConnection(
  db: Database,
  { who, occasion }: Change,
  { id, ready = null, fields }: { id: string; ready?: string | null; fields: ConnectionFields },
): Promise<void> {
  await acting(db, { who, occasion }, async (tx) => {
    await tx`insert into connections ${tx({ id, ready, ...values(tx, fields), changed_by: who.name } as never)}`;
    await plan(tx, id, fields, new Date());
  });
}

/** Changes a connection that was seen in version `seen`. @throws Problem 404, or 412 where it has changed since */
export async function changeConnection(
  db: Database,
  { who, occasion }: Change,
  { id, seen, fields }: { id: string; seen: number; fields: ConnectionFields },
): Promise<void> {
  await acting(db, { who, occasion }, async (tx) => {
    const changed = await tx`
      update connections set ${tx(values(tx, fields) as never)}, version = version + 1, changed_at = clock_timestamp(), changed_by = ${who.name}
      where id::text = ${id} and version = ${seen}
    `;
    if (changed.count === 0) await refuse(tx, id);
    await plan(tx, id, fields, new Date());
  });
}

async function refuse(tx: SqlLike, id: string): Promise<never> {
  const current = await readConnection(tx, id);
  throw new Problem({
    status: 412,
    type: 'version-conflict',
    title: {
      de: 'Jemand anderes hat die Verbindung inzwischen geändert',
      en: 'Someone else has changed the connection meanwhile',
    },
    extra: { current },
  });
}

/** Removes a connection with its history; what it has imported stays. @throws Problem 404, or 412 where it has changed since */
export async function removeConnection(
  db: Database,
  { who, occasion }: Change,
  { id, seen }: { id: string; seen: number },
): Promise<void> {
  await acting(db, { who, occasion }, async (tx) => {
    const gone = await tx`delete from connections where id::text = ${id} and version = ${seen}`;
    if (gone.count === 0) await refuse(tx, id);
  });
}
