import type { BudgetProblem } from '@quartierblick/gis/analysis/budget/best-set.ts';
import type { Budget } from '@quartierblick/gis/analysis/budget/budget.ts';
import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import type { Line } from '../lines.ts';
import type { BudgetAnswer, BudgetQuestion } from './messages.ts';

/** The hand rests: only then it is worth solving. */
const REST_MS = 300;

/** The problem that a budget poses to the ranked cases; scores are the middles by which the list is ordered. */
export function problemOf(
  { cases, neighbours }: RankingData,
  lines: readonly Line[],
  { euros, hours, spillOver }: NonNullable<RankingSettings['budget']>,
): BudgetProblem {
  const scores = cases.map(() => 0);
  for (const { at, low, high } of lines) scores[at] = (low + high) / 2;
  return {
    costs: cases.map((one) => one.cost_eur),
    hours: cases.map((one) => one.staff_hours),
    scores,
    neighbours,
    spillOver,
    euros,
    staffHours: hours,
  };
}

/** Solving in a worker of its own, which brings the solver along when it is first needed. */
export class BudgetRun {
  /** Share that is done; null while nothing is solved. */
  progress = $state<number | null>(null);
  failure = $state<string | null>(null);
  /** The last answer with the question that it belongs to: while the next is worked out, it keeps its own limits. */
  solved = $state.raw<{ budget: Budget; data: RankingData; problem: BudgetProblem } | null>(null);

  #worker: Worker | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** Solves once the reader's hand rests; an older question is dropped. */
  solve(problem: BudgetProblem, data: RankingData): void {
    this.cancel();
    this.failure = null;
    this.progress = 0;
    this.#rest = setTimeout(() => this.#start(problem, data), REST_MS);
  }

  #start(problem: BudgetProblem, data: RankingData): void {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'budget' });
    this.#worker = worker;
    worker.onmessage = ({ data: answer }: MessageEvent<BudgetAnswer>) => {
      if (answer.kind === 'progress') {
        this.progress = answer.share;
        return;
      }
      if (answer.kind === 'solved') this.solved = { budget: answer.budget, data, problem };
      else this.failure = answer.message;
      this.#end();
    };
    worker.onerror = (event) => {
      this.failure = event.message || 'worker';
      this.#end();
    };
    worker.postMessage({ problem } satisfies BudgetQuestion);
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.progress = null;
  }

  /** Ends what is under way; the last result stays. */
  cancel(): void {
    clearTimeout(this.#rest);
    this.#end();
  }
}
