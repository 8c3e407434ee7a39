import type { Highs } from 'highs';
import { exactSum, keeps, limitOf, rowsOf } from './limit.ts';
import type { Limit } from './limit.ts';

/** Cases to choose from, and what there is to spend. Positions run through all lists alike. */
export interface BudgetProblem {
  /** Euros; null where nobody knows: such a case is never taken for free. */
  costs: readonly (number | null)[];
  /** Hours of the staff; null where nobody knows. */
  hours: readonly (number | null)[];
  /** Scores in [0, 1]. */
  scores: readonly number[];
  /** Pairs of positions whose renewal helps each other. */
  neighbours: readonly (readonly [a: number, b: number])[];
  /** Added for a pair of neighbours chosen together, as a share of the mean of their scores. */
  spillOver: number;
  /** Limits; null where there is none. */
  euros: number | null;
  staffHours: number | null;
}

/** A set of cases. */
export interface CaseSet {
  /** Positions, ascending. */
  chosen: number[];
  /** Sum of the scores and of what neighbours add. */
  value: number;
  euros: number;
  /** Of those whose hours are known. */
  hours: number;
}

/** Why a case cannot be among them, whatever else is chosen. */
export type Barred = 'no-cost' | 'no-hours' | 'alone-too-dear' | 'alone-too-long';

/** Objective in whole millionths, so that "best" is exact: no two sets differ by less than one. */
const WHOLE = 1_000_000;
/**
 * The gaps at which the solver may stop, below the smallest difference there is; and tolerances at which a whole number of
 * cases times a whole number of units is not mistaken for one more.
 */
const EXACT = {
  output_flag: false,
  mip_rel_gap: 0,
  mip_abs_gap: 0.5,
  mip_feasibility_tolerance: 1e-9,
  primal_feasibility_tolerance: 1e-9,
} as const;
/** Sets above a limit that the solver may offer before it is given up; with the tolerances above it hardly ever offers one. */
const MOST_REFUSED = 100;

/** What solves the programme; in a page it is loaded when it is needed. */
export type Solver = Pick<Highs, 'solve'>;

/** Why a case is out of the question; null where it can be chosen. A limit that is not set asks for no figure. */
export function barredBy(problem: BudgetProblem, i: number): Barred | null {
  const { euros, staffHours } = problem;
  const [cost, hours] = [problem.costs[i] ?? null, problem.hours[i] ?? null];
  if (euros !== null && cost === null) return 'no-cost';
  if (staffHours !== null && hours === null) return 'no-hours';
  if (euros !== null && (cost ?? 0) > euros) return 'alone-too-dear';
  return staffHours !== null && (hours ?? 0) > staffHours ? 'alone-too-long' : null;
}

const worth = (score: number): number => Math.round((Number.isFinite(score) ? score : 0) * WHOLE);

/** Pairs that can both be chosen, with what they add in millionths. */
function pairsOf({ neighbours, scores, spillOver }: BudgetProblem, free: ReadonlySet<number>) {
  return neighbours.flatMap(([a, b]) => {
    const bonus = worth((spillOver * ((scores[a] ?? 0) + (scores[b] ?? 0))) / 2);
    return free.has(a) && free.has(b) && a !== b && bonus > 0 ? [{ a, b, bonus }] : [];
  });
}

const sum = (terms: readonly string[]): string => (terms.length === 0 ? '0 x_none' : terms.join(' + '));

/** The limits that there are, in whole units. */
const limitsOf = ({ costs, hours, euros, staffHours }: BudgetProblem): Limit[] => [
  ...(euros === null ? [] : [limitOf(costs, euros)]),
  ...(staffHours === null ? [] : [limitOf(hours, staffHours)]),
];

/**
 * The programme as text in CPLEX LP form. A pair's variable may be fractional: it follows its two cases by itself.
 * @param refused sets that exceed a limit: not all of such a set
 */
function programme(
  problem: BudgetProblem,
  limits: readonly Limit[],
  { free, forced, refused }: { free: readonly number[]; forced: number | null; refused: readonly number[][] },
): string {
  const pairs = pairsOf(problem, new Set(free));
  const objective = [
    ...free.map((i) => `${worth(problem.scores[i] ?? 0)} x${i}`),
    ...pairs.map(({ bonus }, k) => `${bonus} y${k}`),
  ];
  const kept = limits.map((limit, k) => rowsOf(limit, free, `limit${k}_`));
  const carried = kept.flatMap((one) => one.carried);
  return [
    'Maximize',
    ` value: ${sum(objective)}`,
    'Subject To',
    ...kept.flatMap(({ rows }) => rows),
    ...refused.map((set, k) => ` r${k}: ${sum(set.map((i) => `x${i}`))} <= ${set.length - 1}`),
    ...pairs.flatMap(({ a, b }, k) => [` a${k}: y${k} - x${a} <= 0`, ` b${k}: y${k} - x${b} <= 0`]),
    ` one: x_none <= 1`,
    ...(forced === null ? [] : [` forced: x${forced} >= 1`]),
    'Bounds',
    ...pairs.map((_, k) => ` 0 <= y${k} <= 1`),
    ...(carried.length > 0 ? ['General', ...carried.map((one) => ` ${one}`)] : []),
    'Binary',
    ...free.map((i) => ` x${i}`),
    'End',
  ].join('\n');
}

/** What a set is worth and takes. */
export function valueOf(problem: BudgetProblem, chosen: readonly number[]): CaseSet {
  const taken = new Set(chosen);
  const total = (of: readonly (number | null)[]): number => exactSum(chosen.map((i) => of[i] ?? 0));
  const own = chosen.reduce((all, i) => all + worth(problem.scores[i] ?? 0), 0);
  const bonus = pairsOf(problem, taken).reduce((all, pair) => all + pair.bonus, 0);
  return {
    chosen: [...chosen].sort((a, b) => a - b),
    value: (own + bonus) / WHOLE,
    euros: total(problem.costs),
    hours: total(problem.hours),
  };
}

/**
 * The best set of cases that the budget allows, exactly: a mixed-integer programme (a knapsack with pairs), solved to the last
 * millionth of a point.
 * @param forced position of a case that has to be among them
 * @returns null where the forced case does not fit
 * @throws Error where the solver breaks off
 */
export function bestSet(problem: BudgetProblem, solver: Solver, forced: number | null = null): CaseSet | null {
  const free = [...problem.scores.keys()].filter((i) => barredBy(problem, i) === null);
  if (forced !== null && !free.includes(forced)) return null;
  if (free.length === 0) return valueOf(problem, []);
  const limits = limitsOf(problem);
  const refused: number[][] = [];
  while (refused.length <= MOST_REFUSED) {
    const solution = solver.solve(programme(problem, limits, { free, forced, refused }), EXACT);
    if (solution.Status !== 'Optimal') throw new Error(`the solver ended with status ${solution.Status}`);
    const columns = solution.Columns as Record<string, { Primal?: number } | undefined>;
    const chosen = free.filter((i) => (columns[`x${i}`]?.Primal ?? 0) > 0.5);
    // Whatever the solver's tolerances were: what is shown keeps the limits.
    if (limits.every((limit) => keeps(limit, chosen))) return valueOf(problem, chosen);
    refused.push(chosen);
  }
  throw new Error('the solver exceeded a limit');
}
