/** Buckets a case: scores crowd in the middle, and a bucket of one needs no sorting. */
const BUCKETS = 2;

/**
 * Sorts the cases of one draw by score, thousands of times a second: into twice as many buckets as there are cases, then by
 * insertion within the nearly sorted whole. Exact; cases of equal score keep the order in which they were put in, which turns
 * around with every draw, so that neither of two equal cases wins more often.
 */
export class DrawSorter {
  /** Positions of the cases, highest score first; valid until the next {@link sort}. */
  readonly order: Int32Array;
  /** The scores in the order so far, side by side, because looking them up by case would miss the cache. */
  #sorted: Float64Array;
  #bucket: Int32Array;
  #start: Int32Array;
  #turned = false;

  constructor(cases: number) {
    this.order = new Int32Array(cases);
    this.#sorted = new Float64Array(cases);
    this.#bucket = new Int32Array(cases);
    this.#start = new Int32Array(cases * BUCKETS + 1);
  }

  sort(scores: Float64Array): void {
    this.#distribute(scores);
    const { order } = this;
    const sorted = this.#sorted;
    for (let at = 1; at < order.length; at++) {
      const score = sorted[at] as number;
      if ((sorted[at - 1] as number) >= score) continue;
      const one = order[at] as number;
      let to = at;
      do {
        order[to] = order[to - 1] as number;
        sorted[to] = sorted[to - 1] as number;
        to--;
      } while (to > 0 && (sorted[to - 1] as number) < score);
      order[to] = one;
      sorted[to] = score;
    }
    this.#turned = !this.#turned;
  }

  #distribute(scores: Float64Array): void {
    const n = scores.length;
    const { order } = this;
    const [bucket, start, sorted] = [this.#bucket, this.#start, this.#sorted];
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < n; i++) {
      const score = scores[i] as number;
      if (score < least) least = score;
      if (score > most) most = score;
    }
    const scale = most > least ? (n * BUCKETS - 1) / (most - least) : 0;
    start.fill(0);
    for (let i = 0; i < n; i++) {
      const at = ((most - (scores[i] as number)) * scale) | 0;
      bucket[i] = at;
      start[at + 1] = (start[at + 1] as number) + 1;
    }
    for (let at = 1; at < start.length; at++) start[at] = (start[at] as number) + (start[at - 1] as number);
    for (let k = 0; k < n; k++) {
      const i = this.#turned ? n - 1 - k : k;
      const at = bucket[i] as number;
      const place = start[at] as number;
      order[place] = i;
      sorted[place] = scores[i] as number;
      start[at] = place + 1;
    }
  }
}
