/**
 * Weights over their sum. Negative, infinite and missing ones count as 0.
 * @returns null where nothing weighs anything: then there is no ranking
 */
export function normalise(weights: ArrayLike<number>): Float64Array | null {
  const clean = Float64Array.from(weights, (one) => (Number.isFinite(one) && one > 0 ? one : 0));
  const sum = clean.reduce((all, one) => all + one, 0);
  return sum > 0 ? clean.map((one) => one / sum) : null;
}

/**
 * Moves one weight; the others share what is left in proportion to what they had, so that all sum to 1. Where all others
 * were 0 they share equally.
 * @param value wanted, 0 to 1; less where locked weights leave less room
 * @param locked positions that keep their weight
 */
export function setWeight(
  weights: ArrayLike<number>,
  index: number,
  value: number,
  locked: ReadonlySet<number> = new Set(),
): Float64Array {
  const next = Float64Array.from(weights);
  const free = [...next.keys()].filter((i) => i !== index && !locked.has(i));
  const held = [...next.keys()].reduce((sum, i) => (i !== index && locked.has(i) ? sum + (next[i] ?? 0) : sum), 0);
  const room = Math.max(0, 1 - held);
  const wanted = Math.min(room, Math.max(0, Number.isFinite(value) ? value : 0));
  // With nobody to share with, it takes all the room that there is.
  next[index] = free.length === 0 ? room : wanted;
  const left = room - (next[index] ?? 0);
  const had = free.reduce((sum, i) => sum + (next[i] ?? 0), 0);
  for (const i of free) next[i] = had > 0 ? ((next[i] ?? 0) / had) * left : left / free.length;
  return next;
}

/**
 * Weights of n criteria of which only the order is known: the centroid of all weights that keep it, w_k = (1/n) Σ_{i≥k} 1/i
 * (Barron and Barrett, Decision Quality Using Ranked Attribute Weights, Management Science 42, 1996).
 * @returns n weights, the most important first, summing to 1
 */
export function rankOrderCentroid(n: number): Float64Array {
  const weights = new Float64Array(n);
  let sum = 0;
  for (let k = n; k >= 1; k--) {
    sum += 1 / k;
    weights[k - 1] = sum / n;
  }
  return weights;
}
