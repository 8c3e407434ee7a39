/**
 * Sorts the cases of one draw by score, thousands of times a second: into as many buckets as there are cases, then by
 * insertion within the nearly sorted whole. Exact; cases of equal score keep the order in which they were put in, which
 * turns around with every draw, so that neither of two equal cases wins more often.
 */
export class DrawSorter {
  /** Positions of the cases, highest score first; valid until the next {@link sort}. */
  readonly order: Int32Array;
  #bucket: Int32Array;
  #start: Int32Array;
  #turned = false;

  constructor(cases: number) {
    this.order = new Int32Array(cases);
    this.#bucket = new Int32Array(cases);
    this.#start = new Int32Array(cases + 1);
  }

  sort(scores: Float64Array): void {
    this.#distribute(scores);
    const { order } = this;
    for (let at = 1; at < order.length; at++) {
      const one = order[at] as number;
      const score = scores[one] as number;
      let to = at;
      while (to > 0 && (scores[order[to - 1] as number] as number) < score) {
        order[to] = order[to - 1] as number;
        to--;
      }
      order[to] = one;
    }
    this.#turned = !this.#turned;
  }

  #distribute(scores: Float64Array): void {
    const n = scores.length;
    const [bucket, start] = [this.#bucket, this.#start];
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < n; i++) {
      const score = scores[i] as number;
      if (score < least) least = score;
      if (score > most) most = score;
    }
    const scale = most > least ? (n - 1) / (most - least) : 0;
    start.fill(0);
    for (let i = 0; i < n; i++) {
      const at = ((most - (scores[i] as number)) * scale) | 0;
      bucket[i] = at;
      start[at + 1] = (start[at + 1] as number) + 1;
    }
    for (let at = 1; at <= n; at++) start[at] = (start[at] as number) + (start[at - 1] as number);
    for (let k = 0; k < n; k++) {
      const i = this.#turned ? n - 1 - k : k;
      const at = bucket[i] as number;
      const place = start[at] as number;
      this.order[place] = i;
      start[at] = place + 1;
    }
  }
}
