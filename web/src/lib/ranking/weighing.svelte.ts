import { fromPairs, type Comparison } from '@quartierblick/gis/analysis/ranking/pairs.ts';
import { normalise, rankOrderCentroid, setWeight } from '@quartierblick/gis/analysis/ranking/weights.ts';
import type { Criterion } from '@quartierblick/gis/ranking/criterion.ts';
import type { RankingSettings, Weighing as Method } from '@quartierblick/gis/ranking/settings.ts';

/** So many criteria are put up for comparing in pairs at first: ten pairs, which a person can keep in mind. */
const FIRST_COMPARED = 5;

/** The weights and the three ways of finding them; whoever changes way takes the weights along. */
export class Weighing {
  criteria = $state.raw<readonly Criterion[]>([]);
  method = $state<Method['method']>('sliders');
  /** Of the sliders, in the order of the criteria; sums to 1 (or to 0, where an address says so). */
  shares = $state.raw<Float64Array>(new Float64Array());
  locked = $state.raw<ReadonlySet<string>>(new Set());
  /** Ids of the criteria that count, most important first. */
  order = $state.raw<readonly string[]>([]);
  /** Ids of the criteria that are compared in pairs. */
  compared = $state.raw<readonly string[]>([]);
  pairs = $state.raw<readonly Comparison[]>([]);

  readonly ids = $derived(this.criteria.map(({ id }) => id));
  readonly result = $derived(fromPairs(this.compared, this.pairs));
  /** The weights as they count: over their sum; null where nothing weighs anything. */
  readonly current: Float64Array | null = $derived.by(() => this.#current());

  #current(): Float64Array | null {
    if (this.method === 'sliders') return normalise(this.shares);
    const [ids, weights] =
      this.method === 'order'
        ? [this.order, rankOrderCentroid(this.order.length)]
        : [this.compared, this.result.weights ?? new Float64Array(this.compared.length)];
    const of = new Map(ids.map((id, at) => [id, weights[at] ?? 0]));
    return normalise(this.ids.map((id) => of.get(id) ?? 0));
  }

  weightOf(id: string): number {
    return this.current?.[this.ids.indexOf(id)] ?? 0;
  }

  /** Other criteria came or went: what was weighed stays with its id. */
  take(criteria: readonly Criterion[]): void {
    const before = new Map(this.ids.map((id, at) => [id, this.shares[at] ?? 0]));
    const first = this.ids.length === 0;
    this.criteria = criteria;
    const shares = Float64Array.from(criteria, ({ id, startWeight }) => (first ? startWeight : (before.get(id) ?? 0)));
    this.shares = normalise(shares) ?? shares;
    this.order = this.order.filter((id) => this.ids.includes(id));
    this.compared = this.compared.filter((id) => this.ids.includes(id));
    this.pairs = this.pairs.filter(({ a, b }) => this.ids.includes(a) && this.ids.includes(b));
  }

  /** The weights that nobody has touched. */
  reset(): void {
    const start = Float64Array.from(this.criteria, ({ startWeight }) => startWeight);
    this.shares = normalise(start) ?? start;
    this.method = 'sliders';
    this.locked = new Set();
    this.order = [];
    this.compared = [];
    this.pairs = [];
  }

  /** Sets everything as saved settings say. */
  use({ weights, weighing }: Pick<RankingSettings, 'weights' | 'weighing'>): void {
    const shares = Float64Array.from(this.criteria, ({ id }) => weights[id] ?? 0);
    this.shares = normalise(shares) ?? shares;
    this.method = weighing.method;
    this.locked = new Set();
    if (weighing.method === 'order') this.order = weighing.order.filter((id) => this.ids.includes(id));
    if (weighing.method !== 'pairs') return;
    this.pairs = weighing.pairs.filter(({ a, b }) => this.ids.includes(a) && this.ids.includes(b));
    const named = new Set(this.pairs.flatMap(({ a, b }) => [a, b]));
    this.compared = this.ids.filter((id) => named.has(id));
  }

  /** Moves to another way of weighing, beginning with the weights at hand. */
  change(method: Method['method']): void {
    if (method === this.method) return;
    const now = this.current;
    const byWeight = this.ids.filter((id) => this.weightOf(id) > 0).sort((a, b) => this.weightOf(b) - this.weightOf(a));
    if (method === 'sliders' && now) this.shares = now;
    if (method === 'order') this.order = byWeight;
    if (method === 'pairs' && this.compared.length === 0) {
      this.compared = byWeight.slice(0, FIRST_COMPARED);
      // Neighbours in the weights as they are: a chain that connects all, so that there is a ranking from the first moment.
      this.pairs = this.compared.slice(1).map((b, at) => {
        const a = this.compared[at] ?? b;
        return { a, b, value: Math.min(9, Math.max(1, Math.round(this.weightOf(a) / this.weightOf(b)))) };
      });
    }
    this.method = method;
  }

  set(id: string, value: number): void {
    const at = this.ids.indexOf(id);
    const locked = new Set([...this.locked].map((one) => this.ids.indexOf(one)));
    // Weights that sum to nothing have nothing to share: the one that is moved is all there is.
    const from = normalise(this.shares) ?? this.shares;
    this.shares = setWeight(from, at, value, locked);
  }

  lock(id: string, locked: boolean): void {
    const next = new Set(this.locked);
    if (locked) next.add(id);
    else next.delete(id);
    this.locked = next;
  }

  /** Puts a criterion at a place of the order, or (-1) takes it out. */
  place(id: string, at: number): void {
    const others = this.order.filter((one) => one !== id);
    this.order = at < 0 ? others : others.toSpliced(at, 0, id);
  }

  /** Takes a criterion into the comparison in pairs, or out of it with its pairs. */
  compare(id: string, wanted: boolean): void {
    this.compared = wanted ? [...this.compared, id] : this.compared.filter((one) => one !== id);
    this.pairs = this.pairs.filter(({ a, b }) => this.compared.includes(a) && this.compared.includes(b));
  }

  /** `a` is `value` times as important as `b`. */
  judge(a: string, b: string, value: number): void {
    const others = this.pairs.filter((one) => !(one.a === a && one.b === b) && !(one.a === b && one.b === a));
    this.pairs = [...others, { a, b, value }];
  }

  /** How they came about, for settings that are saved. */
  get weighing(): Method {
    if (this.method === 'order') return { method: 'order', order: [...this.order] };
    if (this.method === 'pairs') return { method: 'pairs', pairs: [...this.pairs] };
    return { method: 'sliders' };
  }

  /** The weights by criterion id; those that are 0 are left out. */
  get byId(): Record<string, number> {
    return Object.fromEntries(this.ids.map((id) => [id, this.weightOf(id)]).filter(([, weight]) => weight !== 0));
  }
}
