import type { Random } from './random.ts';

/** Buckets a case: scores crowd in the middle, and a bucket of one needs no sorting. */
const BUCKETS = 2;

/**
 * Sorts the cases of one draw by score, thousands of times a second: into twice as many buckets as there are cases, then by
 * insertion within the nearly sorted whole. Exact; cases of equal score stand in the order of lots, turned around in every second
 * draw: neither of two equal cases wins more often, and of three none is always in the middle.
 */
export class DrawSorter {
  /** Positions of the cases, highest score first; valid until the next {@link sort}. */
  readonly order: Int32Array;
  /** The scores in the order so far, side by side, because looking them up by case would miss the cache. */
  #sorted: Float64Array;
  #bucket: Int32Array;
  #start: Int32Array;
  #turned = false;
  /** Who stood where when lots were last cast, and the other way round. */
  #before: Int32Array;
  #place: Int32Array;
  #random: Random;

  constructor(cases: number, random: Random) {
    this.#before = new Int32Array(cases).fill(-1);
    this.#place = new Int32Array(cases);
    this.#random = random;
    this.order = new Int32Array(cases);
    this.#sorted = new Float64Array(cases);
    this.#bucket = new Int32Array(cases);
    this.#start = new Int32Array(cases * BUCKETS + 1);
  }

  sort(scores: Float64Array): void {
    this.#distribute(scores);
    const { order } = this;
    const sorted = this.#sorted;
    let tied = false;
    for (let at = 1; at < order.length; at++) {
      const score = sorted[at] as number;
      const ahead = sorted[at - 1] as number;
      if (ahead > score) continue;
      if (ahead === score) {
        tied = true;
        continue;
      }
      const one = order[at] as number;
      let to = at;
      do {
        order[to] = order[to - 1] as number;
        sorted[to] = sorted[to - 1] as number;
        to--;
      } while (to > 0 && (sorted[to - 1] as number) < score);
      order[to] = one;
      sorted[to] = score;
      // It was put behind its equals, wherever they were: so every tie is seen here, and nobody looks for one in vain.
      if (to > 0 && sorted[to - 1] === score) tied = true;
    }
    if (tied) this.#castLots();
    this.#turned = !this.#turned;
  }

  /** Puts cases of equal score into the order of lots: cast for one draw, turned around for the next. */
  #castLots(): void {
    const sorted = this.#sorted;
    const last = sorted.length - 1;
    for (let at = 0; at < last; at++) {
      if (sorted[at] !== sorted[at + 1]) continue;
      let end = at + 1;
      while (end < last && sorted[end + 1] === sorted[at]) end++;
      this.#cast(at, end + 1);
      at = end;
    }
  }

  /** Of the cases from one place to before another. */
  #cast(from: number, to: number): void {
    const { order } = this;
    const [before, place] = [this.#before, this.#place];
    const again = this.#turned && this.#areAsBefore(from, to);
    for (let at = to - 1; at > from && !again; at--) {
      const other = from + Math.floor(this.#random() * (at - from + 1));
      const one = order[at] as number;
      order[at] = order[other] as number;
      order[other] = one;
    }
    if (again) for (let at = from; at < to; at++) order[at] = before[from + to - 1 - at] as number;
    for (let at = from; at < to; at++) {
      before[at] = order[at] as number;
      place[order[at] as number] = at;
    }
  }

  /** Whether the same cases shared these places when lots were last cast. */
  #areAsBefore(from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      const one = this.order[at] as number;
      const was = this.#place[one] as number;
      if (was < from || was >= to || this.#before[was] !== one) return false;
    }
    return true;
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
    for (let i = 0; i < n; i++) {
      const at = bucket[i] as number;
      const place = start[at] as number;
      order[place] = i;
      sorted[place] = scores[i] as number;
      start[at] = place + 1;
    }
  }
}
