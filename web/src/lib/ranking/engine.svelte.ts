import type { DoubleCounting } from '@quartierblick/gis/analysis/ranking/correlation.ts';
import type { Matrix } from '@quartierblick/gis/analysis/ranking/matrix.ts';
import type { Draws } from '@quartierblick/gis/analysis/ranking/smaa.ts';
import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { Answer, Firmness, Question, Ranked } from './messages.ts';

/** The hand rests: only then it is worth drawing. */
const REST_MS = 250;

/**
 * The mathematics in a worker. While a slider moves, only the newest weights are ranked, at most once a frame; how firm the
 * ranks are is drawn when they rest.
 */
export class Engine {
  ranked = $state.raw<Ranked | null>(null);
  firm = $state.raw<Firmness | null>(null);
  /** Criteria that count the same thing twice. */
  doubles = $state.raw<readonly DoubleCounting[]>([]);
  /** Share of the draws that are done; null while nothing is drawn. */
  progress = $state<number | null>(null);
  failure = $state<string | null>(null);

  #worker: Worker | undefined;
  #of = 0;
  #ask = 0;
  #drawing = 0;
  #waiting: Float64Array | null = null;
  #busy = false;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #wins = new Map<number, (share: number) => void>();

  #tell(question: Question, give: Transferable[] = []): void {
    if (!this.#worker) {
      this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'ranking' });
      this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#hear(data);
      this.#worker.onerror = (event) => {
        this.failure = event.message || 'worker';
        this.#busy = false;
      };
    }
    this.#worker.postMessage(question, give);
  }

  #hear(answer: Answer): void {
    if (answer.kind === 'ranked') {
      this.#busy = false;
      if (answer.of === this.#of) this.ranked = answer;
      if (this.#waiting) this.#next();
    } else if (answer.kind === 'firm') {
      if (answer.of !== this.#of || answer.ask !== this.#drawing) return;
      this.firm = answer;
      this.progress = null;
    } else if (answer.kind === 'doubles') {
      if (answer.of === this.#of) this.doubles = answer.doubles;
    } else if (answer.kind === 'progress') {
      if (answer.ask === this.#drawing) this.progress = answer.share;
    } else if (answer.kind === 'wins') {
      this.#wins.get(answer.ask)?.(answer.share);
      this.#wins.delete(answer.ask);
    } else {
      this.failure = answer.message;
      this.#busy = false;
      this.progress = null;
    }
  }

  /** Another matrix: what was said of the last one no longer holds. */
  use(matrix: Matrix, { criteria, values }: Pick<RankingData, 'criteria' | 'values'>): void {
    this.#of += 1;
    this.#busy = false;
    this.ranked = null;
    this.firm = null;
    this.failure = null;
    const copy = { ...matrix, low: matrix.low.slice(), high: matrix.high.slice(), grade: matrix.grade.slice() };
    this.#wins.clear();
    this.#tell({ kind: 'matrix', of: this.#of, matrix: copy, data: { criteria, values } }, [
      copy.low.buffer,
      copy.high.buffer,
      copy.grade.buffer,
    ]);
  }

  /** Ranks by these weights as soon as the frame allows, and draws once they rest. @param weights m numbers that sum to 1 */
  rank(weights: Float64Array, options: Draws): void {
    this.#waiting = weights;
    if (this.#frame === 0 && !this.#busy) this.#frame = requestAnimationFrame(() => this.#next());
    clearTimeout(this.#rest);
    if (this.progress !== null) this.#tell({ kind: 'stop' });
    this.#drawing = ++this.#ask;
    this.progress = 0;
    const [of, ask] = [this.#of, this.#drawing];
    this.#rest = setTimeout(() => this.#tell({ kind: 'draw', of, ask, weights: weights.slice(), options }), REST_MS);
  }

  /** There is nothing to rank, e.g. because all weights are 0. */
  rest(): void {
    clearTimeout(this.#rest);
    this.#waiting = null;
    if (this.progress !== null) this.#tell({ kind: 'stop' });
    this.ranked = null;
    this.firm = null;
    this.progress = null;
  }

  #next(): void {
    this.#frame = 0;
    const weights = this.#waiting;
    if (!weights || this.#busy) return;
    this.#waiting = null;
    this.#busy = true;
    this.#tell({ kind: 'rank', of: this.#of, ask: ++this.#ask, weights: weights.slice() });
  }

  /** Share of the last draws in which case `a` is ahead of `b`; waits for ever where another matrix comes first. */
  wins(a: number, b: number): Promise<number> {
    const ask = ++this.#ask;
    this.#tell({ kind: 'wins', of: this.#of, ask, a, b });
    return new Promise((resolve) => this.#wins.set(ask, resolve));
  }

  leave(): void {
    clearTimeout(this.#rest);
    cancelAnimationFrame(this.#frame);
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
