import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import { acting } from '../audit/actor.ts';
import type { Occasion } from '../audit/actor.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database, SqlLike } from '../db.ts';
import { Problem, ruleProblem } from '../errors.ts';
import type { Issue } from '../errors.ts';
import { growVersion } from '../imports/swap.ts';
import { refuseStale } from '../properties/stale.ts';
import { readRegister } from './register-read.ts';
import type { RegisteredOffer } from './register-read.ts';
import { checkOffer } from './rules.ts';
import type { EnteredOffer } from './rules.ts';

/** There is no offer with this key. */
export const noSuchOffer = () =>
  new Problem({
    status: 404,
    type: 'unknown-offer',
    title: { de: 'Dieses Angebot gibt es nicht', en: 'There is no such offer' },
    detail: { de: 'Vielleicht wurde es gelöscht.', en: 'It may have been deleted.' },
  });

/** Changes the register: one transaction of which the audit log knows who is at work, then the news to everyone. */
export async function changeRegister<T>(
  db: Database,
  who: Pick<Identity, 'userId' | 'name'>,
  occasion: Occasion,
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  let version = 0;
  const done = await acting(db, { who, occasion }, async (tx) => {
    const result = await work(tx);
    version = await growVersion(tx, offers.id);
    return result;
  });
  await db.publish({ type: 'layer-changed', layer: offers.id, version });
  return done;
}

/** @throws Problem 400 where a site or provider is named that is not there */
async function checkKeys(tx: SqlLike, { offer, runs }: EnteredOffer): Promise<void> {
  const sites = runs.map((run) => String(run['site_key']));
  const known = await tx<{ key: string }[]>`select key from offer_sites where key = any(${sites}::text[])`;
  const there = new Set(known.map(({ key }) => key));
  const gone = { de: 'Diesen Standort gibt es nicht (mehr).', en: 'There is no such site (any more).' };
  const issues: Issue[] = sites.flatMap((site, i) =>
    there.has(site) ? [] : [{ path: ['runs', i, 'site_key'], message: gone }],
  );
  const provider = offer['provider_key'];
  if (typeof provider === 'string') {
    const [found] = await tx`select 1 from offer_providers where key = ${provider}`;
    const message = { de: 'Diesen Träger gibt es nicht (mehr).', en: 'There is no such provider (any more).' };
    if (!found) issues.push({ path: ['offer', 'provider_key'], message });
  }
  if (issues.length > 0) throw ruleProblem(issues);
}

/** Makes the rows of an offer those that are given: changed where they are named, new where not, gone where missing. */
async function writeRows(
  tx: SqlLike,
  table: 'offers_at_sites' | 'offer_texts',
  { offer, importId, by }: { offer: string; importId: string | null; by: string },
  rows: EnteredOffer['runs'],
): Promise<void> {
  const kept = rows.flatMap(({ key }) => (typeof key === 'string' ? [key] : []));
  await tx`delete from ${tx(table)} where offer_key = ${offer} and key <> all(${kept}::text[])`;
  for (const { key, ...fields } of rows) {
    const row = { ...fields, offer_key: offer, import_id: importId, changed_by: by };
    const [updated] =
      typeof key === 'string'
        ? await tx`update ${tx(table)} set ${tx(row)} where key = ${key} and offer_key = ${offer} returning 1`
        : [];
    if (!updated) await tx`insert into ${tx(table)} ${tx({ ...row, key: randomUUID() })}`;
  }
}

const same = (a: unknown, b: unknown) => (a ?? null) === (b ?? null);

/**
 * Texts as they are kept after the offer's own words changed: what was checked says what the old words said, so it is a draft again,
 * unless it was changed along with them.
 */
function unchecked(now: RegisteredOffer, texts: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const before = new Map(now.texts.map(({ key, fields }) => [key, fields]));
  return texts.map((text) => {
    const old = before.get(String(text['key']));
    const left = old && ['title', 'description'].every((name) => !(name in text) || same(text[name], old[name]));
    return left && text['state'] === 'checked' ? { ...text, state: 'draft' } : text;
  });
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
    const of = { offer: key, importId: null, by: who.name };
    await writeRows(tx, 'offers_at_sites', of, entered.runs);
    await writeRows(tx, 'offer_texts', of, entered.texts ?? []);
    return key;
  });
}

/**
 * Changes an offer that was seen in a version; its runs are those that are given, and so are its texts where any are. Where title or
 * description become others, texts that were checked and stay as they are become drafts: a translation says what the old text
 * said. What people have changed belongs to no import any more, and none overwrites it; only with the demo it goes.
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
    const [locked] = await tx<{ import: string | null }[]>`
      select import_id::text as import from offers where key = ${edit.key} for update
    `;
    const [now] = await readRegister(tx, { key: edit.key });
    if (!now || !locked) throw noSuchOffer();
    const current = { version: now.version, properties: now.fields };
    await refuseStale(tx, { entity: 'offers', key: edit.key, current, seen: edit.seen, changes: edit.offer });
    await checkKeys(tx, edit);
    const importId = now.demo ? locked.import : null;
    const of = { offer: edit.key, importId, by: who.name };
    await tx`update offers set ${tx({ ...edit.offer, import_id: importId })} where key = ${edit.key}`;
    await writeRows(tx, 'offers_at_sites', of, edit.runs);
    const reworded = ['title', 'description'].some(
      (name) => name in edit.offer && !same(edit.offer[name], now.fields[name]),
    );
    const texts = edit.texts ?? (reworded ? now.texts.map(({ key, fields }) => ({ key, ...fields })) : null);
    if (texts) await writeRows(tx, 'offer_texts', of, reworded ? unchecked(now, texts) : texts);
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
    const [now] = await readRegister(tx, { key });
    if (!now) throw noSuchOffer();
    const current = { version: now.version, properties: now.fields };
    await refuseStale(tx, { entity: 'offers', key, current, seen, changes: {} });
    await tx`delete from offers_at_sites where offer_key = ${key}`;
    await tx`delete from offer_texts where offer_key = ${key}`;
    await tx`delete from offers where key = ${key}`;
  });
}
