import { FIRM } from '@quartierblick/gis/analysis/ranking/groups.ts';
import type { Matrix } from '@quartierblick/gis/analysis/ranking/matrix.ts';
import type { Random } from '@quartierblick/gis/analysis/ranking/random.ts';

/*
 * The ranking as one writes it first: arrays of objects, map, reduce and sort. It is what the typed arrays are measured
 * against, so it leaves nothing out and does nothing twice.
 */

/** A case with its utilities, criterion by criterion. */
interface PlainCase {
  position: number;
  utilities: { low: number; high: number }[];
}

/** How firm the rank of a case is. */
export interface PlainRobustness {
  low5: number;
  high95: number;
  meanRank: number;
  topTen: number;
  /** Cases of one group cannot be told apart. */
  group: number;
}

/** The cells of a matrix as objects. */
export function plainCases({ cases, criteria, low, high }: Matrix): PlainCase[] {
  return Array.from({ length: cases }, (_, position) => ({
    position,
    utilities: Array.from({ length: criteria }, (__, j) => ({
      low: low[position * criteria + j] ?? 0,
      high: high[position * criteria + j] ?? 1,
    })),
  }));
}

/** Groups along the order: a case belongs to the first one's until that is ahead of it in nine of ten draws. */
function groupPlainly(ranks: number[][], order: readonly number[]): number[] {
  const groups: number[] = [];
  let [group, leader] = [0, order[0] ?? 0];
  for (const one of order) {
    const [first, own] = [ranks[leader] ?? [], ranks[one] ?? []];
    const wins = first.filter((rank, draw) => rank < (own[draw] ?? 0)).length;
    if (one !== leader && wins / first.length >= FIRM) [group, leader] = [group + 1, one];
    groups[one] = group;
  }
  return groups;
}

/**
 * Rank intervals, mean ranks, shares in the first ten and groups along the order, over draws of any weights and of what is
 * missing; grades as declared.
 */
export function simulatePlainly(
  cases: PlainCase[],
  criteria: number,
  order: readonly number[],
  { draws, random }: { draws: number; random: Random },
): PlainRobustness[] {
  const ranks = cases.map((): number[] => []);
  const counts = cases.map(() => cases.map(() => 0));
  for (let draw = 0; draw < draws; draw++) {
    const drawn = Array.from({ length: criteria }, () => -Math.log(1 - random()));
    const sum = drawn.reduce((all, one) => all + one, 0);
    const weights = drawn.map((one) => one / sum);
    const scored = cases.map(({ position, utilities }) => ({
      position,
      score: utilities.reduce((score, { low, high }, j) => {
        const utility = high > low ? low + (high - low) * random() : low;
        return score + (weights[j] ?? 0) * utility;
      }, 0),
    }));
    scored.sort((a, b) => b.score - a.score);
    scored.forEach(({ position }, rank) => {
      const own = counts[position];
      if (own) own[rank] = (own[rank] ?? 0) + 1;
      ranks[position]?.push(rank);
    });
  }
  const groups = groupPlainly(ranks, order);
  return counts.map((own, position) => {
    const rankAt = (share: number): number => {
      let seen = 0;
      return own.findIndex((count) => (seen += count) >= share * draws) + 1;
    };
    return {
      low5: rankAt(0.05),
      high95: rankAt(0.95),
      meanRank: own.reduce((all, count, rank) => all + count * (rank + 1), 0) / draws,
      topTen: own.slice(0, 10).reduce((all, count) => all + count, 0) / draws,
      group: groups[position] ?? 0,
    };
  });
}

/** Order, and the ranks that missing values allow, by comparing every case with every other. */
export function rankPlainly(
  cases: PlainCase[],
  weights: readonly number[],
): { position: number; best: number; worst: number }[] {
  const scored = cases.map(({ position, utilities }) => ({
    position,
    low: utilities.reduce((score, { low }, j) => score + (weights[j] ?? 0) * low, 0),
    high: utilities.reduce((score, { high }, j) => score + (weights[j] ?? 0) * high, 0),
  }));
  return scored
    .map((one) => ({
      ...one,
      best: 1 + scored.filter((other) => other.low > one.high).length,
      worst: scored.filter((other) => other.high >= one.low).length,
    }))
    .sort((a, b) => b.low + b.high - (a.low + a.high));
}
