import type { OfferValue, Said } from '@quartierblick/gis/register/offers/cell.ts';
import { WRITTEN_COLUMNS } from '@quartierblick/gis/register/offers/targets.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import type { FieldChange } from '../../register/planned.ts';
import { brokenInList } from './check.ts';
import { unchanged } from './compare.ts';
import type { Group, MatchedRow } from './group.ts';
import { mergeRows, refusal } from './merge.ts';
import type { Merged } from './merge.ts';
import { nameKey } from './questions.ts';
import { matchRuns } from './runs.ts';
import type { RunMatch } from './runs.ts';
import { siteLabel } from './sites.ts';
import type { PlannedOffer, PlannedRun, Values } from './planned-offer.ts';
import type { Stock, StockRun } from './stock.ts';

/** What becomes of the rows of one offer. */
export interface Settled {
  plan: PlannedOffer;
  /** By line; rows that are missing have problems. */
  changes: Map<number, FieldChange[]>;
  /** Lines whose run is new. */
  fresh: Set<number>;
  problems: Map<number, RowProblem[]>;
}

/** Fields of a run that a row changes, or what is wrong with them. */
function runChanges(
  said: Record<string, Said>,
  run: StockRun | null,
): { set: Values; changes: FieldChange[]; problems: RowProblem[] } {
  const found = { set: {} as Values, changes: [] as FieldChange[], problems: [] as RowProblem[] };
  for (const [field, one] of Object.entries(said)) {
    const before = run?.fields[field] ?? null;
    if (unchanged(field, one, before)) continue;
    const refused =
      'problem' in one.told
        ? { column: one.column, text: one.told.problem }
        : refusal(field, one.told.value, one.column);
    if (refused) found.problems.push(refused);
    else if ('value' in one.told) {
      found.set[field] = one.told.value;
      found.changes.push({ field, before, after: one.told.value });
    }
  }
  return found;
}

/** What a row does to where and when its offer runs. */
function plannedRun(
  { row, site }: MatchedRow,
  match: RunMatch,
  stock: Stock,
): { planned: PlannedRun | null; changes: FieldChange[]; problems: RowProblem[] } {
  if ('problem' in match) return { planned: null, changes: [], problems: [match.problem] };
  if ('none' in match) return { planned: null, changes: [], problems: [] };
  const run = 'run' in match ? match.run : null;
  const { set, changes, problems } = runChanges(row.run, run);
  const target = site && ('site' in site ? site.site.key : site.fresh);
  const moves = target !== null && target !== run?.site;
  const now = run && stock.sites.get(run.site);
  const after = site && siteLabel('site' in site ? site.site : site.fresh);
  const moved: FieldChange[] = moves ? [{ field: 'site_name', before: now ? siteLabel(now) : null, after }] : [];
  const planned: PlannedRun = { line: row.line, run, site: moves ? target : null, set };
  return { planned, changes: [...moved, ...changes], problems };
}

interface ProviderChange {
  provider: PlannedOffer['provider'];
  change: (FieldChange & { line: number }) | null;
  problems: Map<number, RowProblem[]>;
}

/** The provider that the rows of an offer agree on. */
function providerOf(rows: readonly MatchedRow[], { offer }: Group, stock: Stock): ProviderChange {
  const current = offer?.provider ?? null;
  const result: ProviderChange = { provider: undefined, change: null, problems: new Map() };
  const idOf = (one: MatchedRow['provider']): string | null =>
    one ? ('key' in one ? one.key : `new ${nameKey(one.fresh)}`) : null;
  for (const { row, provider } of rows) {
    if (provider === undefined || idOf(provider) === current) continue;
    if (result.change === null) {
      const after = provider && ('key' in provider ? provider.name : provider.fresh);
      const before = current === null ? null : (stock.providers.get(current)?.name ?? current);
      result.provider = provider && ('key' in provider ? { key: provider.key } : provider);
      result.change = { field: 'provider', before, after, line: row.line };
    } else if (idOf(result.provider ? (result.provider as MatchedRow['provider']) : null) !== idOf(provider)) {
      const text = {
        de: `Zeile ${result.change.line} nennt für dasselbe Angebot einen anderen Träger.`,
        en: `Line ${result.change.line} names another provider for the same offer.`,
      };
      result.problems.set(row.line, [{ column: row.provider?.column ?? null, text }]);
    }
  }
  return result;
}

const told = (values: Values): Record<string, OfferValue> => values;

/** The offer as it would be, for the rules; with the line that each of its runs comes from. */
function whole({ offer }: Group, merged: Merged, runs: readonly PlannedRun[]) {
  const set = Object.fromEntries(
    [...merged.changes].flatMap(([target, { after }]) => (target.startsWith('text.') ? [] : [[target, after]])),
  );
  const touched = new Map(runs.flatMap((one) => (one.run ? [[one.run, one] as const] : [])));
  const kept = (offer?.runs ?? []).map((run) => {
    const change = touched.get(run);
    return { line: change?.line ?? null, fields: told({ site_key: run.site, ...run.fields, ...change?.set }) };
  });
  const added = runs
    .filter(({ run }) => !run)
    .map(({ line, site, set: fields }) => ({
      line,
      fields: told({ site_key: typeof site === 'string' ? site : (site?.id ?? null), ...fields }),
    }));
  const all = [...kept, ...added];
  return {
    entered: { offer: { ...offer?.fields, ...set }, runs: all.map(({ fields }) => fields) },
    lines: all.map(({ line }) => line),
  };
}

/** Changes stand in the order of the columns of an export; texts in other languages come last. */
const placeOf = ({ field }: FieldChange): number => {
  const place = WRITTEN_COLUMNS.indexOf(field);
  return place === -1 ? WRITTEN_COLUMNS.length : place;
};

const merge = (into: Map<number, RowProblem[]>, from: Map<number, RowProblem[]>): void => {
  for (const [line, problems] of from) into.set(line, [...(into.get(line) ?? []), ...problems]);
};

/** What the rows that have no problem yet would do together; null where that shows further problems, which are noted. */
function attempt(group: Group, stock: Stock, problems: Map<number, RowProblem[]>): Settled | null {
  const rows = group.rows.filter(({ row }) => !problems.has(row.line));
  const before = problems.size;
  const merged = mergeRows(
    rows.map(({ row }) => row),
    group.offer,
  );
  merge(problems, merged.problems);
  const provider = providerOf(rows, group, stock);
  merge(problems, provider.problems);
  const matches = matchRuns(rows, group.offer?.runs ?? []);
  const planned = rows.map((row, i) => plannedRun(row, matches[i] ?? { none: true }, stock));
  planned.forEach((one, i) => {
    const line = rows[i]?.row.line;
    if (one.problems.length > 0 && line !== undefined) merge(problems, new Map([[line, one.problems]]));
  });
  if (problems.size > before) return null;
  const runs = planned.flatMap((one) => one.planned ?? []);
  const changes = new Map(rows.map(({ row }, i) => [row.line, [...(planned[i]?.changes ?? [])]]));
  const shared = [...merged.changes.values(), ...(provider.change ? [provider.change] : [])];
  for (const { line, ...change } of shared) changes.get(line)?.push(change);
  for (const own of changes.values()) own.sort((a, b) => placeOf(a) - placeOf(b));
  const touched = [...changes].filter(([, one]) => one.length > 0);
  const [first] = touched;
  if (first || !group.offer) {
    const { entered, lines } = whole(group, merged, runs);
    for (const { run, field, problem } of brokenInList(entered)) {
      // A run that no row touches was so before; whoever changes the offer is told at the row that does.
      const line = (run === null ? merged.changes.get(field)?.line : lines[run]) ?? first?.[0] ?? rows[0]?.row.line;
      if (line !== undefined) merge(problems, new Map([[line, [problem]]]));
    }
    if (problems.size > before) return null;
  }
  const of = (text: boolean): Values =>
    Object.fromEntries(
      [...merged.changes].flatMap(([target, { after }]) =>
        target.startsWith('text.') === text ? [[target, after]] : [],
      ),
    );
  const plan = {
    offer: group.offer,
    set: of(false),
    provider: provider.provider,
    texts: of(true),
    runs,
    lines: rows.map(({ row }) => row.line),
  };
  return { plan, changes, fresh: new Set(runs.filter(({ run }) => !run).map(({ line }) => line)), problems };
}

/** Settles what the rows of one offer do together: rows with a problem take no part, and the others must hold without them. */
export function settle(group: Group, stock: Stock): Settled {
  const problems = new Map<number, RowProblem[]>();
  for (;;) {
    const settled = attempt(group, stock, problems);
    if (settled) return settled;
  }
}
