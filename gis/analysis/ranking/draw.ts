import type { Random } from './random.ts';

/** How weights are drawn: any at all, or within this relative distance of the chosen ones. */
export type Spread = 'any' | number;

/**
 * Draws weights into `target`. 'any' is uniform over all weights that sum to 1 (Dirichlet(1), by normalised exponentials);
 * a number s draws each weight uniformly from w·(1 − s) to w·(1 + s) and takes them over their sum. Weights that are 0 stay
 * 0: what nobody weighs plays no part.
 * @param chosen m weights that sum to 1
 */
export function drawWeights(target: Float64Array, chosen: Float64Array, spread: Spread, random: Random): void {
  let sum = 0;
  for (let j = 0; j < chosen.length; j++) {
    const weight = chosen[j] ?? 0;
    // 1 − r, because the logarithm of 0 is no weight.
    const drawn = spread === 'any' ? -Math.log(1 - random()) : weight * (1 + spread * (2 * random() - 1));
    target[j] = weight > 0 ? drawn : 0;
    sum += target[j] ?? 0;
  }
  if (sum <= 0) target.set(chosen);
  else for (let j = 0; j < chosen.length; j++) target[j] = (target[j] ?? 0) / sum;
}

/**
 * Draws utilities of a scale of grades into `target`: the ends stay, what lies between is any spacing that keeps the order,
 * because grades know an order and no distances (Lahdelma, Miettinen and Salminen, Ordinal criteria in SMAA, EJOR 147, 2003).
 */
export function drawScale(target: Float64Array, declared: readonly number[], random: Random): void {
  const last = declared.length - 1;
  const [from, to] = [declared[0] ?? 0, declared[last] ?? 1];
  for (let g = 1; g < last; g++) target[g] = random();
  target.subarray(1, Math.max(1, last)).sort();
  for (let g = 1; g < last; g++) target[g] = from + (to - from) * (target[g] ?? 0);
  target[0] = from;
  if (last > 0) target[last] = to;
}
