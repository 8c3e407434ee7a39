import { randomUUID } from 'node:crypto';
import { textTarget } from '@quartierblick/gis/register/offers/targets.ts';
import type { Database, SqlLike } from '../../db.ts';
import type { ImportOrder } from '../../register/engine.ts';
import type { Applied, KeptRow } from '../../register/planned.ts';
import type { ReadRegister } from '../../register/read-register.ts';
import { changeRegister } from '../register.ts';
import { planOffers, readOfferFile } from './plan.ts';
import type { OfferPlan } from './plan.ts';
import type { PlannedOffer } from './planned-offer.ts';
import { nameKey } from './questions.ts';
import type { FreshSite } from './sites.ts';
import { insertRows, updateRows } from './write-rows.ts';
import type { RowWrite } from './write-rows.ts';

const REASON = 'Angebotsimport';

/** Keys of what is new, made once for all rows that mean it. */
class FreshKeys<T> {
  readonly made = new Map<string, { key: string; of: T }>();

  key(id: string, of: T): string {
    const known = this.made.get(id) ?? { key: randomUUID(), of };
    this.made.set(id, known);
    return known.key;
  }
}

interface Writes {
  offers: { insert: RowWrite[]; update: RowWrite[] };
  offers_at_sites: { insert: RowWrite[]; update: RowWrite[] };
  offer_texts: { insert: RowWrite[]; update: RowWrite[] };
}

function textWrites(key: string, { offer, texts }: PlannedOffer, writes: Writes['offer_texts'], by: string): void {
  const groups = Map.groupBy(Object.entries(texts), ([target]) => {
    const text = textTarget(target);
    return `${text?.language} ${text?.plain}`;
  });
  for (const entries of groups.values()) {
    const text = textTarget(entries[0]?.[0] ?? '');
    if (!text) continue;
    const set = Object.fromEntries(entries.map(([target, value]) => [textTarget(target)?.field ?? '', value]));
    const known = offer?.texts.find((one) => one.language === text.language && one.plain === text.plain);
    if (known) writes.update.push({ key: known.key, set });
    else {
      const { language, plain } = text;
      writes.insert.push({ key: randomUUID(), set: { ...set, offer_key: key, language, plain, changed_by: by } });
    }
  }
}

/** Checked translations that the file says nothing of: they say what the old words said. */
function asDrafts({ offer, texts }: PlannedOffer): RowWrite[] {
  const named = new Set(
    Object.keys(texts).map((target) => {
      const text = textTarget(target);
      return `${text?.language} ${text?.plain}`;
    }),
  );
  return (offer?.texts ?? []).flatMap(({ key, language, plain, fields }) =>
    fields['state'] === 'checked' && !named.has(`${language} ${plain}`) ? [{ key, set: { state: 'draft' } }] : [],
  );
}

/** The rows of tables that a plan comes to. */
function writesOf(offers: readonly PlannedOffer[], by: string) {
  const providers = new FreshKeys<string>();
  const sites = new FreshKeys<FreshSite>();
  const writes: Writes = {
    offers: { insert: [], update: [] },
    offers_at_sites: { insert: [], update: [] },
    offer_texts: { insert: [], update: [] },
  };
  for (const planned of offers) {
    const { offer, provider, runs } = planned;
    const whose =
      provider && ('key' in provider ? provider.key : providers.key(nameKey(provider.fresh), provider.fresh));
    const set = { ...planned.set, ...(provider === undefined ? {} : { provider_key: whose }) };
    const key = offer?.key ?? randomUUID();
    if (!offer) writes.offers.insert.push({ key, set: { ...set, changed_by: by } });
    else if (Object.keys(set).length > 0) writes.offers.update.push({ key, set });
    textWrites(key, planned, writes.offer_texts, by);
    if ('title' in set || 'description' in set) writes.offer_texts.update.push(...asDrafts(planned));
    for (const { run, site, set: fields } of runs) {
      const where = site === null ? {} : { site_key: typeof site === 'string' ? site : sites.key(site.id, site) };
      const what = { ...fields, ...where };
      if (!run)
        writes.offers_at_sites.insert.push({ key: randomUUID(), set: { ...what, offer_key: key, changed_by: by } });
      else if (Object.keys(what).length > 0) writes.offers_at_sites.update.push({ key: run.key, set: what });
    }
  }
  return { providers: providers.made, sites: sites.made, writes };
}

async function insertSites(tx: SqlLike, sites: Iterable<{ key: string; of: FreshSite }>, by: string): Promise<void> {
  for (const { key, of } of sites) {
    await tx`
      insert into offer_sites (key, name, kind, address, changed_by, geom)
      values (${key}, ${of.name}, ${of.kind}, ${of.address}, ${by}, st_setsrid(st_makepoint(${of.at[0]}, ${of.at[1]}), 25832))
    `;
  }
}

/** Offers of which every row does what the dry run has shown, and the rows of the others. */
function asShown({ rows, offers }: OfferPlan, seen: ImportOrder['seen']): { taken: PlannedOffer[]; kept: KeptRow[] } {
  const byLine = new Map(rows.map((row) => [row.line, row]));
  const differs = (line: number): boolean => byLine.get(line)?.version !== seen[line];
  const taken = offers.filter(({ lines }) => lines.length > 0 && !lines.some(differs));
  // A row that has a problem now was to be taken where the dry run had seen it.
  const lost = rows.filter((row) => row.state === 'problem' && seen[row.line] !== undefined).map(({ line }) => line);
  const left = [...offers.filter((one) => !taken.includes(one)).flatMap(({ lines }) => lines), ...lost];
  const offerOf = new Map(offers.flatMap(({ offer, lines }) => lines.map((line) => [line, offer] as const)));
  const kept = [...new Set(left)]
    .sort((a, b) => a - b)
    .flatMap((line) => {
      const row = byLine.get(line);
      const offer = offerOf.get(line);
      return row ? [{ line, key: row.key ?? '', title: row.title, by: offer?.by ?? null, at: offer?.at ?? null }] : [];
    });
  return { taken, kept };
}

/**
 * Imports a file of offers in one transaction in which nobody else writes to the register: it is planned anew, and only offers of
 * which every row does exactly what the dry run has shown are taken. Nothing is deleted.
 */
export async function takeOffers(db: Database, file: ReadRegister, order: ImportOrder): Promise<Applied> {
  const id = randomUUID();
  const { who, fileName } = order;
  const occasion = { reason: `${REASON}: ${fileName}`, requestId: order.requestId, batchId: id };
  const rows = await readOfferFile(db.sql, file, order.mapping);
  order.check();
  return changeRegister(db, who, occasion, async (tx) => {
    await tx`
      lock table offer_sites, offer_providers, offers, offers_at_sites, offer_texts in share row exclusive mode
    `;
    const plan = await planOffers(tx, rows);
    order.check();
    const { taken, kept } = asShown(plan, order.seen);
    const { providers, sites, writes } = writesOf(taken, who.name);
    const lines = new Set(taken.flatMap((one) => one.lines));
    const count = (state: string): number =>
      plan.rows.filter((row) => row.state === state && lines.has(row.line)).length;
    const parts = Object.entries(writes);
    const total = parts.reduce((sum, [, { insert, update }]) => sum + insert.length + update.length, 0);
    let done = 0;
    await insertRows(
      tx,
      'offer_providers',
      [...providers.values()].map(({ key, of }) => ({ key, set: { name: of, changed_by: who.name } })),
    );
    await insertSites(tx, sites.values(), who.name);
    for (const [table, { insert, update }] of parts) {
      await insertRows(tx, table, insert);
      await updateRows(tx, table, update);
      done += insert.length + update.length;
      order.onProgress(done, total);
      order.check();
    }
    // Whoever has the form of one of them open has read its runs and texts with its version: they must not write over what is new.
    const renewed = new Set(writes.offers.update.map(({ key }) => key));
    const touched = taken.flatMap(({ offer }) => (offer && !renewed.has(offer.key) ? offer.key : []));
    await tx`update offers set key = key where key = any(${touched}::text[])`;
    const [added, changed] = [count('new'), count('changed')];
    await tx`
      insert into register_imports (id, actor_id, actor, file_name, sha256, added, changed, register)
      values (${id}, ${who.userId}, ${who.name}, ${fileName}, ${order.sha256}, ${added}, ${changed}, 'offers')
    `;
    const problems = plan.rows.filter(({ state }) => state === 'problem').length;
    return { id, added, changed, unchanged: count('unchanged'), problems, kept };
  });
}
