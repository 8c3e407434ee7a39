/**
 * Fewest mistakes that turn `a` into each beginning of `b`: a letter changed, inserted or left out, or two neighbours exchanged
 * (Damerau 1964, in the form in which no letter is touched twice: optimal string alignment). Written here because libraries
 * either know no exchange, the commonest slip of a keyboard, or no beginnings, which people send while they type.
 * @returns the number by length of the beginning, from 0 to `b.length`; null where every one of them is above `most`
 */
function byBeginning(a: string, b: string, most: number): number[] | null {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j - 1] as number) + (same ? 0 : 1), (row[j] as number) + 1, (next[j - 1] as number) + 1);
      if (!same && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      next.push(cost);
      if (cost < least) least = cost;
    }
    // An exchange reaches two rows back, but never below the row between.
    if (least > most + 1) return null;
    before = row;
    row = next;
  }
  return row;
}

/** Fewest mistakes between two texts, given up above `most`. */
export function changes(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  return Math.min(byBeginning(a, b, most)?.[b.length] ?? Infinity, most + 1);
}

/** Fewest mistakes between a text and any beginning of another, and between the two as wholes; each given up above `most`. */
export function changesFrom(typed: string, text: string, most: number): { beginning: number; whole: number } {
  const row = typed.length - text.length > most ? null : byBeginning(typed, text, most);
  if (!row) return { beginning: most + 1, whole: most + 1 };
  return { beginning: Math.min(...row, most + 1), whole: Math.min(row[text.length] as number, most + 1) };
}
