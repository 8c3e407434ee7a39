import { AGE_GROUPS } from '../network/types.ts';
import type { AgeGroup, Demand } from '../network/types.ts';

/** A modelled number of children: the expected one, and the bounds that suppressed or perturbed counts leave open. */
export interface Range {
  expected: number;
  least: number;
  most: number;
}

export const NOBODY: Range = { expected: 0, least: 0, most: 0 };

/** Sum of two numbers of children. */
export const plus = (a: Range, b: Range): Range => ({
  expected: a.expected + b.expected,
  least: a.least + b.least,
  most: a.most + b.most,
});

/** Children of an age group on the pieces of street for which `counts` is true. */
export function sumWhere(
  { expected, least, most }: Demand,
  group: AgeGroup,
  counts: (piece: number) => boolean,
): Range {
  const g = AGE_GROUPS.indexOf(group);
  const total = { ...NOBODY };
  const pieces = expected[g]?.length ?? 0;
  for (let i = 0; i < pieces; i++) {
    if (!counts(i)) continue;
    total.expected += expected[g]?.[i] ?? 0;
    total.least += least[g]?.[i] ?? 0;
    total.most += most[g]?.[i] ?? 0;
  }
  return total;
}
