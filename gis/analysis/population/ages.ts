import { AGE_GROUPS } from '../network/types.ts';

/** A count that is not exactly known: what is expected, and between which bounds it lies. */
export interface Count {
  least: number;
  expected: number;
  most: number;
}

/** Shares of all inhabitants of a statistical unit, 0 to 1, as the official statistics give them. */
export interface AgeShares {
  under6: number;
  from6To18: number;
}

/**
 * Parts of those under 18 by age group (`AGE_GROUPS`, the last one up to 18). Official statistics end the second band at 18:
 * between 6 and 18 every year of age counts the same, so half of it is under 12. Without shares every year counts the same.
 */
export function ageParts(shares: AgeShares | null): readonly [number, number, number] {
  const under18 = shares ? shares.under6 + shares.from6To18 : 0;
  if (!shares || under18 <= 0) return [1 / 3, 1 / 3, 1 / 3];
  const half = shares.from6To18 / under18 / 2;
  return [shares.under6 / under18, half, half];
}

/** Splits a number of those under 18 by age group. */
export function byAge({ least, expected, most }: Count, shares: AgeShares | null): Count[] {
  const parts = ageParts(shares);
  return AGE_GROUPS.map((_, i) => {
    const part = parts[i] ?? 0;
    return { least: least * part, expected: expected * part, most: most * part };
  });
}
