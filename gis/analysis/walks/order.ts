/** So many stops are ordered exactly: 12² · 2¹¹ steps take some milliseconds, each stop more would double them. */
export const MOST_ORDERED = 12;

/**
 * The shortest order of stops that begins with the first, exact (Held & Karp 1962). A pair without a way is avoided wherever another
 * order has fewer of them: it costs more than all ways together.
 *
 * @param costs from each stop to each other, in one unit; null where there is no way @param round whether it ends where it began
 * @returns indices of the stops, 0 first
 * @throws RangeError above {@link MOST_ORDERED} stops
 */
export function bestOrder(costs: readonly (readonly (number | null)[])[], round: boolean): number[] {
  const n = costs.length;
  if (n > MOST_ORDERED) throw new RangeError(`only ${MOST_ORDERED} stops are ordered exactly`);
  if (n < 3) return [...costs.keys()];
  const sum = costs.flat().reduce((total: number, cost) => total + (cost ?? 0), 0);
  const cost = (i: number, j: number): number => costs[i]?.[j] ?? sum + 1;

  // Bit k of a set and index k stand for stop k + 1; the first stop is in every order.
  const rest = n - 1;
  const least = new Float64Array(rest << rest).fill(Infinity);
  const before = new Int8Array(rest << rest).fill(-1);
  for (let k = 0; k < rest; k++) least[(1 << k) * rest + k] = cost(0, k + 1);
  for (let set = 1; set < 1 << rest; set++) {
    for (let last = 0; last < rest; last++) {
      const here = least[set * rest + last] as number;
      if (here === Infinity) continue;
      for (let next = 0; next < rest; next++) {
        if (set & (1 << next)) continue;
        const at = (set | (1 << next)) * rest + next;
        const there = here + cost(last + 1, next + 1);
        if (there < (least[at] as number)) {
          least[at] = there;
          before[at] = last;
        }
      }
    }
  }
  let set = (1 << rest) - 1;
  const home = (k: number): number => (least[set * rest + k] as number) + (round ? cost(k + 1, 0) : 0);
  let last = 0;
  for (let k = 1; k < rest; k++) if (home(k) < home(last)) last = k;
  const order: number[] = [];
  while (last >= 0) {
    order.push(last + 1);
    const previous = before[set * rest + last] as number;
    set &= ~(1 << last);
    last = previous;
  }
  return [0, ...order.reverse()];
}
