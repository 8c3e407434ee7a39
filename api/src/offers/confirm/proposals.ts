import { comparedValues, partsOf, placedValues } from '@quartierblick/gis/offers/proposal.ts';
import type { PlacedValues, ProposalKind, ProposedValue } from '@quartierblick/gis/offers/proposal.ts';
import type { Sql, SqlLike } from '../../db.ts';
import { readRegister } from '../register-read.ts';
import type { RegisteredOffer } from '../register-read.ts';

/** What a provider said of an offer, as it is kept. */
export interface KeptProposal {
  key: string;
  offer: string;
  provider: string;
  kind: ProposalKind;
  proposed: PlacedValues;
  seen: PlacedValues;
  seenVersion: number;
  remark: string | null;
  demo: boolean;
  receivedAt: string;
  decidedAt: string | null;
  decision: 'approved' | 'rejected' | 'replaced' | null;
  taken: string[] | null;
  reason: string | null;
}

/** A waiting proposal beside what the register says by now. */
export interface WaitingProposal extends Pick<
  KeptProposal,
  'key' | 'offer' | 'provider' | 'kind' | 'remark' | 'demo' | 'receivedAt'
> {
  providerName: string;
  /** Of the offer as it is now; null where it is gone. */
  title: string | null;
  version: number | null;
  /** Somebody changed the offer since the provider saw it. */
  changedMeanwhile: boolean;
  values: (ProposedValue & { site: string | null })[];
}

/** Proposals, oldest first. */
export function keptProposals(sql: SqlLike, which: ReturnType<SqlLike>): Promise<KeptProposal[]> {
  return sql<KeptProposal[]>`
    select key::text, offer_key as offer, provider_key as provider, kind, proposed, seen, seen_version::float8 as "seenVersion",
      remark, demo, to_jsonb(received_at) #>> '{}' as "receivedAt", to_jsonb(decided_at) #>> '{}' as "decidedAt", decision, taken,
      reason
    from offer_proposals where ${which} order by received_at, key
  `;
}

/** Names of sites by their keys, to say where a run is. */
export async function siteNames(sql: SqlLike): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<
    { key: string; name: string }[]
  >`select key, coalesce(name, address, key) as name from offer_sites`;
  return new Map(rows.map(({ key, name }) => [key, name]));
}

/** All that waits for a planner, oldest first. */
export async function readWaiting(sql: Sql): Promise<WaitingProposal[]> {
  const waiting = await keptProposals(sql, sql`decision is null`);
  if (waiting.length === 0) return [];
  const [register, providers, sites] = await Promise.all([
    readRegister(sql, { keys: waiting.map(({ offer }) => offer) }),
    sql<{ key: string; name: string | null }[]>`select key, name from offer_providers`,
    siteNames(sql),
  ]);
  const offers = new Map(register.map((offer) => [offer.key, offer]));
  const names = new Map(providers.map(({ key, name }) => [key, name]));
  return waiting.map(
    ({ proposed, seen, seenVersion, decision: _d, decidedAt: _a, taken: _t, reason: _r, ...proposal }) => {
      const offer = offers.get(proposal.offer);
      const values = comparedValues(proposed, seen, offer ? placedValues(offer) : null);
      return {
        ...proposal,
        providerName: names.get(proposal.provider) ?? proposal.provider,
        title: offer ? String(offer.fields['title'] ?? '–') : null,
        version: offer?.version ?? null,
        changedMeanwhile: offer !== undefined && offer.version !== seenVersion,
        values: values.map((value) => ({ ...value, site: siteOf(value.field, offer, sites) })),
      };
    },
  );
}

function siteOf(place: string, offer: RegisteredOffer | undefined, sites: ReadonlyMap<string, string>): string | null {
  const { run } = partsOf(place);
  const site = offer?.runs.find(({ key }) => key === run)?.fields['site_key'];
  return typeof site === 'string' ? (sites.get(site) ?? site) : null;
}
