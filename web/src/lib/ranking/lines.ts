import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { Firmness, Ranked } from './messages.ts';

/** A case in the ranking, with everything that the list says of it. */
export interface Line {
  /** Position of the case in the data. */
  at: number;
  key: string;
  id: number;
  address: string | null;
  caseNumber: string | null;
  demo: boolean;
  /** 1-based place in the order of the middles; never shown without its interval. */
  place: number;
  /** Ranks that missing values allow at exactly these weights. */
  best: number;
  worst: number;
  /** Ranks in nine tenths of the draws; null while nothing is drawn. */
  low5: number | null;
  high95: number | null;
  topTen: number | null;
  /** Cases that cannot be told apart; from and to are their places, equal where it stands alone. */
  group: { number: number; from: number; to: number } | null;
  /** Score from 0 to 1. */
  low: number;
  high: number;
  complete: number;
  /** Ids of the criteria that flag it whatever its score. */
  vetoes: readonly string[];
}

export const SORTS = ['place', 'address', 'score', 'topTen', 'complete'] as const;
export type SortId = (typeof SORTS)[number];
export interface Sort {
  by: SortId;
  descending: boolean;
}

/**
 * All cases, most urgent first.
 * @param settled the draws are about exactly these weights; before, their intervals are the last known, and groups are none
 */
export function linesOf(
  { cases }: Pick<RankingData, 'cases'>,
  ranked: Ranked,
  firm: Firmness | null,
  settled: boolean,
  vetoes: readonly (readonly string[])[],
): Line[] {
  // Figures of another set of cases speak of other rows.
  const drawn = firm?.of === ranked.of ? firm : null;
  const spans = new Map<number, { from: number; to: number }>();
  if (drawn && settled)
    ranked.order.forEach((at, index) => {
      const group = drawn.groups[at] ?? 0;
      const span = spans.get(group);
      spans.set(group, { from: span?.from ?? index + 1, to: index + 1 });
    });
  return [...ranked.order].flatMap((at, index) => {
    const one = cases[at];
    if (!one) return [];
    const group = drawn?.groups[at];
    const span = group === undefined ? undefined : spans.get(group);
    return [
      {
        at,
        key: one.key,
        id: one.id,
        address: one.address,
        caseNumber: one.case_number,
        demo: one.demo,
        place: index + 1,
        best: ranked.best[at] ?? 1,
        worst: ranked.worst[at] ?? cases.length,
        low5: drawn?.low5[at] ?? null,
        high95: drawn?.high95[at] ?? null,
        topTen: drawn?.topTen[at] ?? null,
        group: group === undefined || !span ? null : { number: group, ...span },
        low: ranked.low[at] ?? 0,
        high: ranked.high[at] ?? 1,
        complete: ranked.complete[at] ?? 0,
        vetoes: vetoes[at] ?? [],
      },
    ];
  });
}

const folded = (text: string): string =>
  text
    .toLocaleLowerCase('de')
    .replaceAll('ß', 'ss')
    .replace(/str(\.|asse)/g, 'str');

/** Lines whose address or case number contains the words; no score and no place changes. */
export function found(lines: readonly Line[], words: string): readonly Line[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return lines;
  return lines.filter(({ address, caseNumber }) => {
    const text = folded(`${address ?? ''} ${caseNumber ?? ''}`);
    return wanted.every((one) => text.includes(one));
  });
}

const collator = new Intl.Collator('de', { numeric: true });
const VALUES: Record<Exclude<SortId, 'address'>, (line: Line) => number> = {
  place: ({ place }) => place,
  score: ({ low, high }) => low + high,
  topTen: ({ topTen }) => topTen ?? -1,
  complete: ({ complete }) => complete,
};

/** The lines in another order; equal ones stay in the order of the ranking. */
export function sorted(lines: readonly Line[], { by, descending }: Sort): readonly Line[] {
  if (by === 'place' && !descending) return lines;
  const sign = descending ? -1 : 1;
  if (by === 'address')
    return lines.toSorted((a, b) => sign * collator.compare(a.address ?? '\uffff', b.address ?? '\uffff'));
  const value = VALUES[by];
  return lines.toSorted((a, b) => sign * (value(a) - value(b)) || a.place - b.place);
}
