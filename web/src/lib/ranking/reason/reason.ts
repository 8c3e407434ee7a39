import { partsOf, whyNotHigher } from '@quartierblick/gis/analysis/ranking/explain.ts';
import { buildMatrix } from '@quartierblick/gis/analysis/ranking/matrix.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Criterion, RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import type { RankedCase, RankingData } from '@quartierblick/gis/ranking/data.ts';
import { weightsOf, type RankedRow } from '@quartierblick/gis/ranking/rank.ts';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';

/** One criterion's part in the score of a case; weight and points as shares of 1. */
export interface ReasonPart {
  criterion: Criterion;
  raw: RawValue;
  weight: number;
  low: number;
  high: number;
  /** Where the figures came from, with the years that they speak of. */
  source: Text;
  asOf: string | null;
}

/** The case before or after, and which criterion makes most of the difference. */
export interface ReasonNeighbour {
  one: RankedCase;
  row: RankedRow;
  /** Distance of the middles, from 0 to 1. */
  distance: number;
  criterion: Criterion | null;
}

/** Everything that a sheet says of why a case has its rank. */
export interface Reason {
  one: RankedCase;
  row: RankedRow;
  cases: number;
  /** Cases of its group, itself included. */
  groupSize: number;
  /** With a weight, the largest first. */
  parts: ReasonPart[];
  above: ReasonNeighbour | null;
  below: ReasonNeighbour | null;
}

const middle = ({ score: [low, high] }: RankedRow): number => (low + high) / 2;

/** @returns null where the case is not among the ranked */
export function reasonOf(
  data: RankingData,
  settings: RankingSettings,
  rows: readonly RankedRow[],
  key: string,
): Reason | null {
  const place = rows.findIndex((row) => row.key === key);
  const positions = new Map(data.cases.map((one, i) => [one.key, i]));
  const [row, i, weights] = [rows[place], positions.get(key), weightsOf(data, settings)];
  const one = i === undefined ? undefined : data.cases[i];
  if (!row || !one || i === undefined || !weights) return null;
  const matrix = buildMatrix(data);

  function neighbour(other: RankedRow | undefined, ahead: boolean): ReasonNeighbour | null {
    const k = other && positions.get(other.key);
    const who = k === undefined ? undefined : data.cases[k];
    if (!other || !who || k === undefined || !weights || !row || i === undefined) return null;
    const [most] = whyNotHigher(matrix, weights, ahead ? i : k, ahead ? k : i);
    const criterion = most && most.middle > 0 ? (data.criteria[most.criterion] ?? null) : null;
    return { one: who, row: other, distance: Math.abs(middle(other) - middle(row)), criterion };
  }

  const parts = partsOf(matrix, weights, i).flatMap(({ criterion: j, low, high }): ReasonPart[] => {
    const [criterion, weight] = [data.criteria[j], weights[j] ?? 0];
    if (!criterion || weight <= 0) return [];
    const raw = data.values[criterion.id]?.[i] ?? null;
    const { source = criterion.source, asOf = null } = data.states[criterion.id] ?? {};
    return [{ criterion, raw, weight, low, high, source, asOf }];
  });
  return {
    one,
    row,
    cases: rows.length,
    groupSize: rows.filter(({ group }) => group === row.group).length,
    parts: parts.sort((a, b) => b.weight - a.weight),
    above: neighbour(rows[place - 1], true),
    below: neighbour(rows[place + 1], false),
  };
}
