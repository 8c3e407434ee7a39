import wasm from 'highs/runtime?url';
import { solveBudget } from '@quartierblick/gis/analysis/budget/budget.ts';
import { loadSolver } from '@quartierblick/gis/analysis/budget/solver.ts';
import type { BudgetAnswer, BudgetQuestion } from './messages.ts';

const answer = (message: BudgetAnswer): void => postMessage(message);

async function solve({ problem }: BudgetQuestion): Promise<void> {
  try {
    const solver = await loadSolver(new URL(wasm, import.meta.url).href);
    const budget = await solveBudget(problem, solver, (share) => answer({ kind: 'progress', share }));
    answer({ kind: 'solved', budget });
  } catch (error) {
    answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

addEventListener('message', ({ data }: MessageEvent<BudgetQuestion>) => void solve(data));
