import type { Text } from '../../layers/fields.ts';
import type { SeverityCounts } from './accident.ts';

/** How accidents are weighed against each other; the raw counts are always shown beside. */
export const WEIGHT_SETS = ['unweighted', 'five-two', 'cost'] as const;
export type WeightSet = (typeof WEIGHT_SETS)[number];

/**
 * Weight of one accident by its gravest injury. Costs: BASt accident cost rates of 2021, euros a casualty (killed 1,284,160,
 * severe 128,878, light 5,652). The Unfallatlas counts accidents, not people: with at least one casualty in each, the sum is a
 * lower bound.
 */
const WEIGHTS = {
  unweighted: { killed: 1, severe: 1, light: 1 },
  'five-two': { killed: 5, severe: 5, light: 2 },
  cost: { killed: 1_284_160, severe: 128_878, light: 5_652 },
} as const satisfies Record<WeightSet, SeverityCounts>;

export const WEIGHT_TITLES = {
  unweighted: { de: 'ungewichtet', en: 'unweighted' },
  'five-two': { de: '5 : 2 (schwer : leicht)', en: '5 : 2 (severe : light)' },
  cost: { de: 'Unfallkosten (BASt 2021), Untergrenze', en: 'accident costs (BASt 2021), lower bound' },
} as const satisfies Record<WeightSet, Text>;

/** Weighted sum of accidents: a number, points, or euros of 2021 as a lower bound. */
export function weighed({ killed, severe, light }: SeverityCounts, set: WeightSet): number {
  const weight = WEIGHTS[set];
  return killed * weight.killed + severe * weight.severe + light * weight.light;
}

/** Weight of one accident. */
export function weightOf(category: string | null, set: WeightSet): number {
  const weight = WEIGHTS[set];
  return category === '1' ? weight.killed : category === '2' ? weight.severe : weight.light;
}
