import type { OfferRow } from '@quartierblick/gis/register/offers/rows.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import { addressKey } from '../../register/near.ts';
import { unchanged } from './compare.ts';
import { nameKey } from './questions.ts';
import type { SiteMatch } from './sites.ts';
import type { StockRun, StockSite } from './stock.ts';

/** A row with the site that it names. */
export interface SitedRow {
  row: OfferRow;
  site: Exclude<SiteMatch, { problem: RowProblem }> | null;
}

/** What a row means of where and when its offer runs: a run that is there, a new one, or nothing at all. */
export type RunMatch = { run: StockRun } | { fresh: true } | { none: true } | { problem: RowProblem };

const problem = (de: string, en: string): { problem: RowProblem } => ({ problem: { column: null, text: { de, en } } });

/** Whether a row names a site by the name and address that it has anyway. */
export function namesSite({ site }: OfferRow, now: StockSite | undefined): boolean {
  if (!site) return true;
  if (!now || site.key !== null) return site.key === now?.key;
  const sameName =
    (site.name?.text.trim() ?? '') === (now.name?.trim() ?? '') ||
    (site.name !== null && nameKey(site.name.text) === nameKey(now.name ?? ''));
  const sameAddress =
    (site.address?.text.trim() ?? '') === (now.address?.trim() ?? '') ||
    (site.address !== null && addressKey(site.address.text) === addressKey(now.address ?? ''));
  return sameName && sameAddress;
}

const says = (row: OfferRow): boolean =>
  Object.values(row.run).some(({ told }) => 'problem' in told || told.value !== null);

/** Whether a row says the days and the beginning of a run. */
const sameTime = ({ run: said }: OfferRow, run: StockRun): boolean =>
  ['weekdays', 'starts_at'].every((name) => {
    const one = said[name];
    const current = run.fields[name] ?? null;
    return one ? unchanged(name, one, current) : current === null;
  });

/**
 * Finds the run of each row of one offer: by its key, else the one at the same site at the same time, else the only one that is
 * left at the site. What remains is new.
 */
export function matchRuns(rows: readonly SitedRow[], runs: readonly StockRun[]): RunMatch[] {
  const taken = new Set<StockRun>();
  const found: (RunMatch | undefined)[] = rows.map(({ row }) => {
    if (row.runKey === null) return row.site || says(row) ? undefined : { none: true };
    const run = runs.find(({ key }) => key === row.runKey);
    if (!run)
      return problem(
        `Den Schlüssel von Ort und Zeit „${row.runKey.slice(0, 60)}“ gibt es bei diesem Angebot nicht (mehr).`,
        `This offer has no key of place and time “${row.runKey.slice(0, 60)}” (any more).`,
      );
    if (taken.has(run))
      return problem(
        'Eine frühere Zeile meint denselben Ort und dieselbe Zeit (gleicher Schlüssel).',
        'An earlier row means the same place and time (the same key).',
      );
    taken.add(run);
    return { run };
  });
  const open = (index: number): boolean => found[index] === undefined;
  const left = (site: SitedRow['site']): StockRun[] =>
    site && 'site' in site ? runs.filter((run) => run.site === site.site.key && !taken.has(run)) : [];
  const take = (index: number, run: StockRun): void => {
    taken.add(run);
    found[index] = { run };
  };
  rows.forEach(({ row, site }, index) => {
    const run = open(index) ? left(site).find((one) => sameTime(row, one)) : undefined;
    if (run) take(index, run);
  });
  return rows.map(({ row, site }, index) => {
    const known = found[index];
    if (known) return known;
    if (!site && !row.site)
      return problem('Zu den Zeiten fehlt der Standort.', 'The site that the times belong to is missing.');
    const here = left(site);
    const rivals = rows.filter(
      (other, i) =>
        open(i) &&
        other.site &&
        site &&
        'site' in other.site &&
        'site' in site &&
        other.site.site.key === site.site.key,
    );
    const [only] = here;
    if (!only) return { fresh: true };
    if (here.length === 1 && rivals.length === 1) {
      take(index, only);
      return { run: only };
    }
    return problem(
      'An diesem Standort läuft das Angebot schon zu mehreren Zeiten; bitte den Schlüssel von Ort und Zeit aus unserem Export mitliefern.',
      'At this site the offer runs at several times already; please include the key of place and time of our export.',
    );
  });
}
