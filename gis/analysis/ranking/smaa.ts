import { drawScale, drawWeights } from './draw.ts';
import type { Spread } from './draw.ts';
import type { Matrix } from './matrix.ts';
import { selectCriteria } from './matrix.ts';
import { seededRandom } from './random.ts';
import type { Random } from './random.ts';
import { DrawSorter } from './sort-draw.ts';

/** How the robustness is drawn; part of a decision, because the same settings give the same figures. */
export interface Draws {
  /** 10,000 give shares that are exact to ± 0.01 (domain, section 8). */
  draws: number;
  /** Whole number from 0 to 2³² − 1. */
  seed: number;
  spread: Spread;
  grades: 'declared' | 'any-spacing';
}

/** How firm each case's rank is, over all draws. By case, in the order of the matrix. */
export interface Robustness {
  draws: number;
  cases: number;
  /** Least and greatest rank of the middle nine tenths of the draws; 1-based. */
  low5: Int32Array;
  high95: Int32Array;
  meanRank: Float64Array;
  /** Share of the draws in which it is among the first {@link FIRST}. */
  topTen: Float64Array;
  /** How often each case had each rank, row-major cases × {@link bins}. */
  counts: Uint32Array;
  bins: number;
  /** Ranks that share a bin: 1 up to 2,000 cases. */
  binWidth: number;
  /** 0-based ranks of the first {@link kept} draws, for comparing cases in pairs: row-major cases × {@link stride}. */
  ranks: Uint16Array;
  stride: number;
  kept: number;
}

/** "In the first ten". */
const FIRST = 10;
const MOST_CASES = 65_535;
const MOST_BINS = 2000;
/** Of this many ranks at the most, which are 10 MB, a pair is compared; 500 cases keep all of 10,000 draws. */
const MOST_RANKS = 5_000_000;

/** A cell whose utility is not known: drawn anew every time. */
interface Gap {
  case: Int32Array;
  criterion: Int32Array;
  width: Float64Array;
}

function gapsOf({ criteria, low, high }: Matrix): Gap {
  const cells = [...low.keys()].filter((cell) => (high[cell] ?? 0) > (low[cell] ?? 0));
  return {
    case: Int32Array.from(cells, (cell) => Math.floor(cell / criteria)),
    criterion: Int32Array.from(cells, (cell) => cell % criteria),
    width: Float64Array.from(cells, (cell) => (high[cell] ?? 0) - (low[cell] ?? 0)),
  };
}

/**
 * Stochastic multicriteria acceptability analysis (Lahdelma and Salminen, SMAA-2, Operations Research 49, 2001): ranks all
 * cases again and again with weights, missing values and, if wanted, distances of grades drawn at random. It runs in steps,
 * so that a worker can report progress and be stopped between them.
 */
export class Simulation {
  done = 0;
  readonly options: Draws;
  #matrix: Matrix;
  #chosen: Float64Array;
  #random: Random;
  #gaps: Gap;
  /** Where between its bounds each gap is drawn, 0 to 1. */
  #shares: Float64Array;
  #scales: { criterion: number; declared: readonly number[]; drawn: Float64Array }[];
  #weights: Float64Array;
  #scores: Float64Array;
  #sorter: DrawSorter;
  #binWidth: number;
  #bins: number;
  #counts: Uint32Array;
  #sum: Float64Array;
  #top: Float64Array;
  /** By case and not by draw, so that a case's ranks lie together when they are counted and compared. */
  #ranks: Uint16Array;
  #stride: number;
  /** Draws that are in the counts already; those of kept ranks are counted when somebody asks. */
  #counted = 0;

  /**
   * @param weights m numbers that sum to 1; see normalise
   * @throws RangeError for more than 65,535 cases
   */
  constructor(matrix: Matrix, weights: Float64Array, options: Draws) {
    const n = matrix.cases;
    if (n > MOST_CASES) throw new RangeError(`${n} cases are more than ${MOST_CASES}`);
    const used = [...weights.keys()].filter((j) => (weights[j] ?? 0) > 0);
    this.options = options;
    this.#matrix = selectCriteria(matrix, used);
    this.#chosen = Float64Array.from(used, (j) => weights[j] ?? 0);
    this.#random = seededRandom(options.seed);
    this.#gaps = gapsOf(this.#matrix);
    this.#shares = new Float64Array(this.#gaps.width.length);
    this.#scales = this.#matrix.scales.flatMap((declared, criterion) =>
      declared.length > 2 && options.grades === 'any-spacing'
        ? [{ criterion, declared, drawn: new Float64Array(declared.length) }]
        : [],
    );
    this.#weights = new Float64Array(used.length);
    this.#scores = new Float64Array(n);
    // Lots of their own stream: a tie changes no weights.
    this.#sorter = new DrawSorter(n, seededRandom(~options.seed >>> 0));
    this.#binWidth = Math.max(1, Math.ceil(n / MOST_BINS));
    this.#bins = Math.ceil(n / this.#binWidth);
    this.#counts = new Uint32Array(n * this.#bins);
    this.#sum = new Float64Array(n);
    this.#top = new Float64Array(n);
    this.#stride = n === 0 ? 0 : Math.min(options.draws, Math.floor(MOST_RANKS / n));
    this.#ranks = new Uint16Array(n * this.#stride);
  }

  /** Draws up to `draws` more. @returns whether all are done */
  run(draws: number): boolean {
    const to = Math.min(this.options.draws, this.done + draws);
    for (; this.done < to; this.done++) {
      drawWeights(this.#weights, this.#chosen, this.options.spread, this.#random);
      this.#score();
      this.#sorter.sort(this.#scores);
      this.#take();
    }
    return this.done >= this.options.draws;
  }

  #score(): void {
    const { cases, criteria, low, grade } = this.#matrix;
    const [weights, scores] = [this.#weights, this.#scores];
    for (let i = 0, cell = 0; i < cases; i++) {
      let score = 0;
      for (let j = 0; j < criteria; j++, cell++) score += (weights[j] as number) * (low[cell] as number);
      scores[i] = score;
    }
    for (const { criterion, declared, drawn } of this.#scales) {
      drawScale(drawn, declared, this.#random);
      const weight = weights[criterion] as number;
      for (let i = 0; i < cases; i++) {
        const at = grade[i * criteria + criterion] as number;
        if (at >= 0) scores[i] = (scores[i] as number) + weight * ((drawn[at] as number) - (declared[at] as number));
      }
    }
    const { case: gapCase, criterion: gapCriterion, width } = this.#gaps;
    const share = this.#shares;
    this.#random.fill(share);
    for (let k = 0; k < width.length; k++) {
      const i = gapCase[k] as number;
      const weight = weights[gapCriterion[k] as number] as number;
      scores[i] = (scores[i] as number) + weight * (width[k] as number) * (share[k] as number);
    }
  }

  /** Keeps the ranks of this draw, or counts them where there is no room. */
  #take(): void {
    const { order } = this.#sorter;
    const [ranks, stride] = [this.#ranks, this.#stride];
    if (this.done < stride)
      for (let rank = 0; rank < order.length; rank++) ranks[(order[rank] as number) * stride + this.done] = rank;
    else for (let rank = 0; rank < order.length; rank++) this.#count(order[rank] as number, rank);
  }

  #count(i: number, rank: number): void {
    const bin = i * this.#bins + (this.#binWidth === 1 ? rank : Math.floor(rank / this.#binWidth));
    this.#counts[bin] = (this.#counts[bin] as number) + 1;
    this.#sum[i] = (this.#sum[i] as number) + rank + 1;
    if (rank < FIRST) this.#top[i] = (this.#top[i] as number) + 1;
  }

  /** Counts the kept ranks that are not yet, case by case. @returns draws of which there are ranks */
  #countKept(): number {
    const kept = Math.min(this.done, this.#stride);
    for (let i = 0; i < this.#matrix.cases; i++)
      for (let draw = this.#counted; draw < kept; draw++)
        this.#count(i, this.#ranks[i * this.#stride + draw] as number);
    this.#counted = kept;
    return kept;
  }

  /** What the draws so far say. */
  result(): Robustness {
    const { cases } = this.#matrix;
    const draws = this.done;
    const kept = this.#countKept();
    const quantile = (share: number): Int32Array =>
      Int32Array.from({ length: cases }, (_, i) => this.#rankAt(i, share));
    return {
      draws,
      cases,
      low5: quantile(0.05),
      high95: quantile(0.95),
      meanRank: this.#sum.map((sum) => sum / draws),
      topTen: this.#top.map((count) => count / draws),
      counts: this.#counts,
      bins: this.#bins,
      binWidth: this.#binWidth,
      ranks: this.#ranks,
      stride: this.#stride,
      kept,
    };
  }

  /** The rank that the case has or betters in this share of the draws. */
  #rankAt(i: number, share: number): number {
    const wanted = Math.max(1, Math.ceil(share * this.done));
    let seen = 0;
    for (let bin = 0; bin < this.#bins; bin++) {
      seen += this.#counts[i * this.#bins + bin] as number;
      if (seen >= wanted) return Math.min(this.#matrix.cases, bin * this.#binWidth + 1);
    }
    return this.#matrix.cases;
  }
}

/** All draws at once; in a page a worker runs the {@link Simulation} in steps instead. */
export function simulate(matrix: Matrix, weights: Float64Array, options: Draws): Robustness {
  const simulation = new Simulation(matrix, weights, options);
  simulation.run(options.draws);
  return simulation.result();
}
