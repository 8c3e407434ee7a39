import type { OfferRow } from '@quartierblick/gis/register/offers/rows.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import type { Matched } from '../../register/planned.ts';
import { Offers } from './offers.ts';
import type { ProviderMatch, Providers } from './providers.ts';
import { nameKey } from './questions.ts';
import { namesSite } from './runs.ts';
import type { SitedRow } from './runs.ts';
import { siteLabel } from './sites.ts';
import type { Sites } from './sites.ts';
import type { Stock, StockOffer } from './stock.ts';

/** A row with what its names were taken for. */
export interface MatchedRow extends SitedRow {
  /** undefined: the row names none; null: it says that there is none. */
  provider: Exclude<ProviderMatch, { problem: RowProblem }> | null | undefined;
  matched: Matched[];
}

/** Rows that mean one offer. */
export interface Group {
  offer: StockOffer | null;
  rows: MatchedRow[];
}

type Refused = Map<number, RowProblem[]>;

/** What a file's names are looked up in. */
export interface Lookup {
  stock: Stock;
  providers: Providers;
  sites: Sites;
}

function providerOf(row: OfferRow, { stock, providers }: Lookup): ProviderMatch | null | undefined {
  if (!row.provider) return undefined;
  const { column, text } = row.provider;
  if (text === null) return null;
  // What an export says of the provider is no question, even where two of them bear one name.
  const own = row.key === null ? undefined : stock.offers.find(({ key }) => key === row.key)?.provider;
  const now = own === undefined || own === null ? undefined : stock.providers.get(own);
  if (now?.name && nameKey(now.name) === nameKey(text)) return { key: now.key, name: now.name, by: 'key' };
  return providers.match({ column, text }, row.line);
}

function siteOf(row: OfferRow, offer: StockOffer | null, { stock, sites }: Lookup): ReturnType<Sites['match']> | null {
  const run = offer?.runs.find(({ key }) => key === row.runKey);
  const now = run && stock.sites.get(run.site);
  if (!row.site) return null;
  if (now && namesSite(row, now)) return { site: now, by: 'key' };
  return sites.match(row.site, row.line);
}

const told = (what: Matched['what'], label: string, by: Matched['by']): Matched => ({ what, label, by });

/** Finds offer, provider and site of each row, and puts rows of one offer together in the order of the file. */
export function groupRows(rows: readonly OfferRow[], lookup: Lookup): { groups: Group[]; refused: Refused } {
  const offers = new Offers(lookup.stock.offers);
  const groups = new Map<string, Group>();
  const refused: Refused = new Map();
  for (const row of rows) {
    if (row.problems.length > 0) {
      refused.set(row.line, row.problems);
      continue;
    }
    const provider = providerOf(row, lookup);
    const match = offers.match(row, provider ?? undefined);
    const site = 'problem' in match ? null : siteOf(row, match.offer, lookup);
    const problems = [provider, match, site].flatMap((one) => (one && 'problem' in one ? [one.problem] : []));
    if ('problem' in match || (provider && 'problem' in provider) || (site && 'problem' in site)) {
      refused.set(row.line, problems);
      continue;
    }
    const matched: Matched[] = [
      ...(match.offer ? [told('offer', String(match.offer.fields['title'] ?? ''), match.by)] : []),
      ...(provider
        ? ['key' in provider ? told('provider', provider.name, provider.by) : told('provider', provider.fresh, 'new')]
        : []),
      ...(site
        ? ['site' in site ? told('site', siteLabel(site.site), site.by) : told('site', siteLabel(site.fresh), 'new')]
        : []),
    ];
    const group = groups.get(match.id) ?? { offer: match.offer, rows: [] };
    groups.set(match.id, group);
    group.rows.push({ row, provider, site, matched });
  }
  return { groups: [...groups.values()], refused };
}
