/** A row of counts as it may be published: null stands for hidden. */
export interface PublishedCounts {
  total: number | null;
  parts: (number | null)[];
}

/** Counts of one or two are hidden (rule of three, Statistische Ämter des Bundes und der Länder; domain, section 5). */
export const K = 3;

/**
 * Protects the counts of one area: a total and the parts that add up to it.
 *
 * Primary suppression hides what is under {@link K}; zero is a value. Since the parts add up to the total, hiding one part
 * would leave it to be computed, and hiding a second one chosen by its size would tell that size to whoever knows the rule.
 * So complementary suppression hides all parts of the area as soon as one of them is small (Hundepool et al., Statistical
 * Disclosure Control, 2012, section 4.2: the choice of secondary cells must not itself disclose). Areas do not share a sum,
 * since no total over areas is published.
 * @param parts whole numbers ≥ 0, cases by disjoint and exhaustive kinds
 */
export function suppress(parts: readonly number[]): PublishedCounts {
  const total = parts.reduce((sum, part) => sum + part, 0);
  const isSmall = (count: number) => count > 0 && count < K;
  if (!parts.some(isSmall)) return { total, parts: [...parts] };
  // Three cases with a small part could only be 2 + 1 or 1 + 1 + 1: their total would say too much.
  return { total: total > K ? total : null, parts: parts.map(() => null) };
}
