/** Hundredths: cents are the smallest part in which money is counted, and hours are kept no finer. */
const PARTS = 100;
/** Rounding in a product of a decimal number; below the smallest part there is. */
const ROUNDING = 1e-6;
/** Whole numbers up to here are exact for a solver that knows numbers to a billionth of each other. */
const BASE = 10_000;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const whole = (amount: number | null): number => Math.round((amount ?? 0) * PARTS);

/** A limit in whole units, as few as they can be. */
export interface Limit {
  /** What each case takes. */
  units: number[];
  most: number;
}

/** The sum without the errors of adding decimal numbers: 0.1 and 0.2 are 0.3. */
export const exactSum = (amounts: readonly (number | null)[]): number =>
  amounts.reduce<number>((sum, one) => sum + whole(one), 0) / PARTS;

/**
 * The amounts over their greatest common divisor, and how many such units the limit allows. Amounts of 50,000 € under a limit
 * of 199,999 € become 1 under 3: the same sets keep it, and no two sums lie closer than 1.
 */
export function limitOf(amounts: readonly (number | null)[], limit: number): Limit {
  const parts = amounts.map(whole);
  const unit = parts.reduce(gcd, 0) || 1;
  return { units: parts.map((one) => one / unit), most: Math.floor((limit * PARTS + ROUNDING) / unit) };
}

/** Whether these cases together keep the limit. */
export const keeps = ({ units, most }: Limit, chosen: readonly number[]): boolean =>
  chosen.reduce((sum, i) => sum + (units[i] ?? 0), 0) <= most;

const digit = (value: number, place: number): number => Math.floor(value / BASE ** place) % BASE;

/**
 * The limit as rows of a programme, in numbers that stay small: as one adds by hand, digit by digit (to the base 10,000) with
 * what is carried to the next. In one row a solver's tolerances, taken times millions of euros, would take a set for one that
 * keeps the limit, or for one that does not.
 * @param name of the rows and of what is carried
 * @returns rows, and names of the whole numbers that are carried
 */
export function rowsOf({ units, most }: Limit, free: readonly number[], name: string) {
  const top = Math.max(most, ...free.map((i) => units[i] ?? 0));
  const places = Math.max(1, Math.ceil(Math.log(top + 1) / Math.log(BASE)));
  const carry = (place: number): string => `${name}c${place}`;
  const rows = Array.from({ length: places }, (_, place) => {
    const terms = free.flatMap((i) => {
      const part = digit(units[i] ?? 0, place);
      return part > 0 ? [`${part} x${i}`] : [];
    });
    const taken = place > 0 ? [carry(place)] : [];
    const given = place < places - 1 ? ` - ${BASE} ${carry(place + 1)}` : '';
    // Half a unit lies between the sums that keep the limit and those that do not.
    return ` ${name}${place}: ${[...terms, ...taken, '0 x_none'].join(' + ')}${given} <= ${digit(most, place) + 0.5}`;
  });
  return { rows, carried: Array.from({ length: places - 1 }, (_, place) => carry(place + 1)) };
}
