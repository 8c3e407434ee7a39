/** Ages in whole months, half-open: from the first month on, before the first one that is too old. Below 0 lies pregnancy. */
export interface AgeRange {
  from: number;
  to: number;
}

/** Begin of pregnancy, and the first month of being of age: what a chain from pregnancy on can hold. */
export const YOUNGEST = -9;
export const OLDEST = 216;

const years = (from: number, to: number): AgeRange => ({ from: 12 * from, to: 12 * to });

/**
 * Steps of the chain: pregnancy, each year up to school, then what primary school and the ages after it are. Finer early, because
 * offers are (domain: half-open ranges, months under three years).
 */
export const AGE_BANDS: readonly AgeRange[] = [
  { from: YOUNGEST, to: 0 },
  ...[0, 1, 2, 3, 4, 5].map((year) => years(year, year + 1)),
  years(6, 8),
  years(8, 10),
  { from: 120, to: OLDEST },
];

/** Ages at which one institution ends and the next begins: into Kita, into school, out of primary school. */
export const TRANSITIONS = [36, 72, 120] as const;

/** Months that two ranges share. */
export function sharedMonths(one: AgeRange, other: AgeRange): number {
  return Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from));
}

/** A range as the register has it; what is open goes as far as the chain. null: no age is known. */
export function ageRange(from: number | null, to: number | null): AgeRange | null {
  if (from === null && to === null) return null;
  const range = { from: Math.max(from ?? 0, YOUNGEST), to: Math.min(to ?? OLDEST, OLDEST) };
  return range.from < range.to ? range : null;
}
