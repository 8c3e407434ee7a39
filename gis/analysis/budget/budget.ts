import { barredBy, bestSet } from './best-set.ts';
import type { Barred, BudgetProblem, CaseSet, Solver } from './best-set.ts';

/** A case that could have been chosen and was not, and what choosing it would mean. */
export interface NearMiss {
  case: number;
  /** By how much the best set with it is worth less; 0: just as good. */
  loss: number;
  /** Cases of the best set that would have to go for it, and others that would come with it. */
  gone: number[];
  added: number[];
}

/** What a little more money would change. */
export interface More {
  euros: number;
  gain: number;
  gone: number[];
  added: number[];
}

export interface Budget {
  best: CaseSet;
  nearMisses: NearMiss[];
  /** Further cases that were not chosen; only the highest scores are examined one by one. */
  unexamined: number[];
  barred: { case: number; reason: Barred }[];
  /** Null where there is no limit of euros. */
  more: More | null;
}

/** "One more 100,000 €". */
export const MORE_EUROS = 100_000;
/** Each near miss is a programme of its own; beyond this many nobody reads them. */
const MOST_EXAMINED = 60;

const without = (a: readonly number[], b: readonly number[]): number[] => a.filter((one) => !b.includes(one));
/** Differences below a millionth are the rounding of the sum. */
const difference = (a: number, b: number): number => Math.round((a - b) * 1e6) / 1e6;

/**
 * The best set, and how close the others came.
 * @param onStep told before each programme how far it is, from 0 to 1; stops the work by throwing; may wait
 */
export async function solveBudget(
  problem: BudgetProblem,
  solver: Solver,
  onStep: (share: number) => void | Promise<void> = () => undefined,
): Promise<Budget> {
  await onStep(0);
  const best = bestSet(problem, solver);
  if (!best) throw new Error('no set at all');
  const all = [...problem.scores.keys()];
  const barred = all.flatMap((i) => {
    const reason = barredBy(problem, i);
    return reason ? [{ case: i, reason }] : [];
  });
  const out = new Set([...best.chosen, ...barred.map((one) => one.case)]);
  const missed = all.filter((i) => !out.has(i)).sort((a, b) => (problem.scores[b] ?? 0) - (problem.scores[a] ?? 0));
  const examined = missed.slice(0, MOST_EXAMINED);
  const nearMisses: NearMiss[] = [];
  for (const [step, one] of examined.entries()) {
    await onStep((step + 1) / (examined.length + 2));
    const set = bestSet(problem, solver, one);
    if (!set) continue;
    const added = without(set.chosen, [...best.chosen, one]);
    nearMisses.push({
      case: one,
      loss: difference(best.value, set.value),
      gone: without(best.chosen, set.chosen),
      added,
    });
  }
  await onStep((examined.length + 1) / (examined.length + 2));
  const more = moreOf(problem, solver, best);
  return {
    best,
    nearMisses: nearMisses.sort((a, b) => a.loss - b.loss),
    unexamined: missed.slice(MOST_EXAMINED),
    barred,
    more,
  };
}

function moreOf(problem: BudgetProblem, solver: Solver, best: CaseSet): More | null {
  if (problem.euros === null) return null;
  const set = bestSet({ ...problem, euros: problem.euros + MORE_EUROS }, solver);
  if (!set) return null;
  return {
    euros: MORE_EUROS,
    gain: difference(set.value, best.value),
    gone: without(best.chosen, set.chosen),
    added: without(set.chosen, best.chosen),
  };
}
