import type { Highs } from 'highs';

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
/** The gaps at which the solver may stop; below the smallest difference there is. */
const EXACT = { output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.5 } as const;

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

/** The programme as text in CPLEX LP form. A pair's variable may be fractional: it follows its two cases by itself. */
function programme(problem: BudgetProblem, free: readonly number[], forced: number | null): string {
  const pairs = pairsOf(problem, new Set(free));
  const objective = [
    ...free.map((i) => `${worth(problem.scores[i] ?? 0)} x${i}`),
    ...pairs.map(({ bonus }, k) => `${bonus} y${k}`),
  ];
  const limit = (name: string, of: readonly (number | null)[], most: number | null): string[] =>
    most === null ? [] : [` ${name}: ${sum(free.map((i) => `${of[i] ?? 0} x${i}`))} <= ${most}`];
  return [
    'Maximize',
    ` value: ${sum(objective)}`,
    'Subject To',
    ...limit('euros', problem.costs, problem.euros),
    ...limit('hours', problem.hours, problem.staffHours),
    ...pairs.flatMap(({ a, b }, k) => [` a${k}: y${k} - x${a} <= 0`, ` b${k}: y${k} - x${b} <= 0`]),
    ` one: x_none <= 1`,
    ...(forced === null ? [] : [` forced: x${forced} >= 1`]),
    'Bounds',
    ...pairs.map((_, k) => ` 0 <= y${k} <= 1`),
    'Binary',
    ...free.map((i) => ` x${i}`),
    'End',
  ].join('\n');
}

/** What a set is worth and takes. */
export function valueOf(problem: BudgetProblem, chosen: readonly number[]): CaseSet {
  const taken = new Set(chosen);
  const total = (of: readonly (number | null)[]): number => chosen.reduce((all, i) => all + (of[i] ?? 0), 0);
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
  const solution = solver.solve(programme(problem, free, forced), EXACT);
  if (solution.Status !== 'Optimal') throw new Error(`the solver ended with status ${solution.Status}`);
  const columns = solution.Columns as Record<string, { Primal?: number } | undefined>;
  const set = valueOf(
    problem,
    free.filter((i) => (columns[`x${i}`]?.Primal ?? 0) > 0.5),
  );
  const { euros, staffHours } = problem;
  // Whatever the solver's tolerances were: what is shown keeps the limits.
  if ((euros !== null && set.euros > euros) || (staffHours !== null && set.hours > staffHours))
    throw new Error('the solver exceeded a limit');
  return set;
}
