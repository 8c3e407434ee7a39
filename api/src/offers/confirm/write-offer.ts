import type { TransactionSql } from 'postgres';
import { partsOf } from '@quartierblick/gis/offers/proposal.ts';
import type { PlacedValues } from '@quartierblick/gis/offers/proposal.ts';
import type { RegisteredOffer } from '../register-read.ts';

/**
 * Writes values of an offer into the places they are for, and nothing else. What people say of an offer takes it out of its import,
 * so that none overwrites it; only with the demo it goes. Checked translations of words that became others are drafts again.
 * @param confirmedOn ISO date on which the provider said that all is right; null: says nothing of that
 */
export async function writeOffer(
  tx: TransactionSql,
  { key, demo }: Pick<RegisteredOffer, 'key' | 'demo'>,
  values: PlacedValues,
  confirmedOn: string | null,
): Promise<void> {
  const origin = demo ? {} : { import_id: null };
  const own: Record<string, unknown> = {};
  const runs = new Map<string, Record<string, unknown>>();
  for (const [place, value] of Object.entries(values)) {
    const { name, run } = partsOf(place);
    if (run === null) own[name] = value;
    else runs.set(run, { ...runs.get(run), [name]: value });
  }
  const offer = { ...own, ...origin, ...(confirmedOn === null ? {} : { last_confirmed_on: confirmedOn }) };
  if (Object.keys(offer).length > 0) await tx`update offers set ${tx(offer)} where key = ${key}`;
  // Whoever has the form open has read the runs with this version of the offer: they must not write over what is new.
  if (Object.keys(offer).length === 0) await tx`update offers set key = key where key = ${key}`;
  for (const [run, fields] of runs) {
    await tx`update offers_at_sites set ${tx({ ...fields, ...origin })} where key = ${run} and offer_key = ${key}`;
  }
  if ('title' in own || 'description' in own) {
    await tx`update offer_texts set state = 'draft' where offer_key = ${key} and state = 'checked'`;
  }
}
