import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { offers, offersAtSites } from '@quartierblick/gis/layers/offers/layer.ts';
import { offerProviders, offerRegister } from '@quartierblick/gis/layers/offers/register.ts';
import { actAs } from '../audit/actor.ts';
import type { Occasion } from '../audit/actor.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database, Sql, SqlLike } from '../db.ts';
import { Problem, validationProblem } from '../errors.ts';
import { growVersion } from '../imports/swap.ts';
import { fieldsOf } from '../properties/case-row.ts';
import { refuseStale } from '../properties/stale.ts';
import { checkOffer } from './rules.ts';
import type { EnteredOffer } from './rules.ts';

/** One row of the register with its version. */
export interface RegisterRow {
  key: string;
  version: number;
  fields: Record<string, unknown>;
}

export interface RegisteredOffer extends RegisterRow {
  /** Invented: goes with the demo. */
  demo: boolean;
  runs: RegisterRow[];
}

const noSuchOffer = () =>
  new Problem({
    status: 404,
    type: 'unknown-offer',
    title: { de: 'Dieses Angebot gibt es nicht', en: 'There is no such offer' },
    detail: { de: 'Vielleicht wurde es gelöscht.', en: 'It may have been deleted.' },
  });

/** Fields of a run but the site's: `fieldsOf` leaves a data set's parent out. */
const runFields = (sql: SqlLike) =>
  sql`${fieldsOf(sql, { ...offersAtSites, generated: {} })} || jsonb_build_object('site_key', t.site_key)`;

/** The whole register, in the order of titles. @param key only this offer */
export async function readRegister(sql: SqlLike, key?: string): Promise<RegisteredOffer[]> {
  const rows = await sql<Omit<RegisteredOffer, 'runs'>[]>`
    select t.key, t.version, ${fieldsOf(sql, offerRegister)} as fields,
      coalesce((select i.demo from imports i where i.id = t.import_id), false) as demo
    from offers t ${key === undefined ? sql`` : sql`where t.key = ${key}`}
    order by lower(t.title) collate "C", t.key collate "C"
  `;
  const runs = await sql<(RegisterRow & { offer: string })[]>`
    select t.key, t.version, t.offer_key as offer, ${runFields(sql)} as fields
    from offers_at_sites t ${key === undefined ? sql`` : sql`where t.offer_key = ${key}`}
    order by t.key collate "C"
  `;
  const byOffer = Map.groupBy(runs, ({ offer }) => offer);
  return rows.map((row) => ({
    ...row,
    runs: (byOffer.get(row.key) ?? []).map(({ offer: _offer, ...run }) => run),
  }));
}

/** Who offers something, with whom to ask there. */
export async function readProviders(sql: Sql): Promise<RegisterRow[]> {
  return sql<RegisterRow[]>`
    select t.key, t.version, ${fieldsOf(sql, offerProviders)} as fields from offer_providers t order by lower(t.name) collate "C", t.key
  `;
}

/** Changes the register: one transaction of which the audit log knows who is at work, then the news to everyone. */
export async function changeRegister<T>(
  db: Database,
  who: Pick<Identity, 'userId' | 'name'>,
  occasion: Occasion,
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  let version = 0;
  const done = await db.sql.begin(async (tx) => {
    await actAs(tx, who, occasion);
    const result = await work(tx);
    version = await growVersion(tx, offers.id);
    return result;
  });
  await db.publish({ type: 'layer-changed', layer: offers.id, version });
  return done as T;
}

/** @throws Problem 400 where a site or provider is named that is not there */
async function checkKeys(tx: SqlLike, { offer, runs }: EnteredOffer): Promise<void> {
  const sites = runs.map((run) => String(run['site_key']));
  const known = await tx<{ key: string }[]>`select key from offer_sites where key = any(${sites}::text[])`;
  const there = new Set(known.map(({ key }) => key));
  const issues = sites.flatMap((site, i) =>
    there.has(site) ? [] : [{ path: ['runs', i, 'site_key'], message: 'there is no such site' }],
  );
  const provider = offer['provider_key'];
  if (typeof provider === 'string') {
    const [found] = await tx`select 1 from offer_providers where key = ${provider}`;
    if (!found) issues.push({ path: ['offer', 'provider_key'], message: 'there is no such provider' });
  }
  if (issues.length > 0) throw validationProblem(issues);
}

async function writeRuns(tx: SqlLike, offer: string, runs: EnteredOffer['runs'], by: string): Promise<void> {
  const kept = runs.flatMap(({ key }) => (typeof key === 'string' ? [key] : []));
  await tx`delete from offers_at_sites where offer_key = ${offer} and key <> all(${kept}::text[])`;
  for (const { key, ...fields } of runs) {
    const row = { ...fields, offer_key: offer, import_id: null, changed_by: by };
    const [updated] =
      typeof key === 'string'
        ? await tx`update offers_at_sites set ${tx(row)} where key = ${key} and offer_key = ${offer} returning 1`
        : [];
    if (!updated) await tx`insert into offers_at_sites ${tx({ ...row, key: randomUUID() })}`;
  }
}

/** Adds an offer. @returns its key @throws Problem 400 */
export function addOffer(
  db: Database,
  who: Pick<Identity, 'userId' | 'name'>,
  occasion: Occasion,
  entered: EnteredOffer,
): Promise<string> {
  checkOffer(entered);
  return changeRegister(db, who, occasion, async (tx) => {
    await checkKeys(tx, entered);
    const key = randomUUID();
    await tx`insert into offers ${tx({ ...entered.offer, key, changed_by: who.name })}`;
    await writeRuns(tx, key, entered.runs, who.name);
    return key;
  });
}

/**
 * Changes an offer that was seen in a version; its runs are those that are given. What people have changed belongs to no import
 * any more, and none overwrites it; only with the demo it goes.
 * @throws Problem 400, 404 or 412
 */
export function changeOffer(
  db: Database,
  who: Pick<Identity, 'userId' | 'name'>,
  occasion: Occasion,
  edit: EnteredOffer & { key: string; seen: number },
): Promise<void> {
  checkOffer(edit);
  return changeRegister(db, who, occasion, async (tx) => {
    await tx`select 1 from offers where key = ${edit.key} for update`;
    const [now] = await readRegister(tx, edit.key);
    if (!now) throw noSuchOffer();
    const current = { version: now.version, properties: now.fields };
    await refuseStale(tx, { entity: 'offers', key: edit.key, current, seen: edit.seen, changes: edit.offer });
    await checkKeys(tx, edit);
    const origin = now.demo ? {} : { import_id: null };
    await tx`update offers set ${tx({ ...edit.offer, ...origin })} where key = ${edit.key}`;
    await writeRuns(tx, edit.key, edit.runs, who.name);
  });
}

/** Deletes an offer with its runs and texts. @throws Problem 404 or 412 */
export function deleteOffer(
  db: Database,
  who: Pick<Identity, 'userId' | 'name'>,
  occasion: Occasion,
  { key, seen }: { key: string; seen: number },
): Promise<void> {
  return changeRegister(db, who, occasion, async (tx) => {
    await tx`select 1 from offers where key = ${key} for update`;
    const [now] = await readRegister(tx, key);
    if (!now) throw noSuchOffer();
    const current = { version: now.version, properties: now.fields };
    await refuseStale(tx, { entity: 'offers', key, current, seen, changes: {} });
    await tx`delete from offers_at_sites where offer_key = ${key}`;
    await tx`delete from offer_texts where offer_key = ${key}`;
    await tx`delete from offers where key = ${key}`;
  });
}
