/** Whole calendar years, both included. */
export interface Span {
  first: number;
  last: number;
}

/**
 * The views of so many years that data covers, the newest last; and those of which it knows some years but not all. What lacks a
 * year is no view: the missing year is no zero.
 * @param known years with data, ascending
 */
export function spansOf(known: readonly number[], years: number): { covered: Span[]; incomplete: Span[] } {
  const [first, last] = [known[0], known.at(-1)];
  const covered: Span[] = [];
  const incomplete: Span[] = [];
  if (first === undefined || last === undefined) return { covered, incomplete };
  const has = new Set(known);
  for (let start = first; start <= Math.max(first, last - years + 1); start++) {
    const span = Array.from({ length: years }, (_, i) => start + i);
    const there = span.filter((year) => has.has(year)).length;
    const one = { first: start, last: start + years - 1 };
    if (there === years) covered.push(one);
    else if (there > 0) incomplete.push(one);
  }
  return { covered, incomplete };
}
