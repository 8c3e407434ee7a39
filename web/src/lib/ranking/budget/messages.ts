import type { BudgetProblem } from '@quartierblick/gis/analysis/budget/best-set.ts';
import type { Budget } from '@quartierblick/gis/analysis/budget/budget.ts';

/** What the page asks of the budget's worker; ending the worker is how a question is taken back. */
export interface BudgetQuestion {
  problem: BudgetProblem;
}

export type BudgetAnswer =
  { kind: 'progress'; share: number } | { kind: 'solved'; budget: Budget } | { kind: 'failed'; message: string };
