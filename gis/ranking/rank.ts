import { groupsOf } from '../analysis/ranking/groups.ts';
import { buildMatrix } from '../analysis/ranking/matrix.ts';
import { completeness, orderOf, rankIntervals, scoresOf, vetoesOf } from '../analysis/ranking/scores.ts';
import { Simulation } from '../analysis/ranking/smaa.ts';
import { normalise } from '../analysis/ranking/weights.ts';
import type { RankingData } from './data.ts';
import type { RankingSettings } from './settings.ts';

/** One case in a ranking. Ranks are 1-based; shares and scores lie in [0, 1]. */
export interface RankedRow {
  key: string;
  /** What is certain and what is possible of its score. */
  score: readonly [low: number, high: number];
  /** Ranks of the middle nine tenths of the draws. */
  rank: readonly [best: number, worst: number];
  /** Ranks that missing values alone allow at the chosen weights. */
  possible: readonly [best: number, worst: number];
  /** Share of the draws in which it is among the first ten. */
  topTen: number;
  /** Number of the group that cannot be told apart, from 1. */
  group: number;
  /** Share of the weight behind which there is a value. */
  completeness: number;
  /** Ids of the criteria that flag it whatever its score. */
  vetoes: readonly string[];
}

/** The cases that the settings list, with their values; scores do not depend on it, ranks do. */
export function inScope(data: RankingData, { scope }: Pick<RankingSettings, 'scope'>): RankingData {
  const kept = [...data.cases.keys()].filter((i) => scope === 'all' || data.cases[i]?.open);
  const place = new Map(kept.map((from, to) => [from, to]));
  const neighbours = data.neighbours.flatMap(([a, b]): [number, number][] => {
    const [x, y] = [place.get(a), place.get(b)];
    return x === undefined || y === undefined ? [] : [[x, y]];
  });
  const pick = <T>(all: readonly T[]): T[] => kept.flatMap((i) => (i in all ? [all[i] as T] : []));
  const values = Object.fromEntries(Object.entries(data.values).map(([id, column]) => [id, pick(column)]));
  return { ...data, cases: pick(data.cases), values, neighbours };
}

/** Weights of the settings in the order of the criteria, over their sum; null where nothing weighs anything. */
export function weightsOf({ criteria }: Pick<RankingData, 'criteria'>, { weights }: Pick<RankingSettings, 'weights'>) {
  return normalise(criteria.map(({ id }) => weights[id] ?? 0));
}

/** A ranking whose draws are still to be made. */
export interface BegunRanking {
  /** To be run to its end, at once or in steps. */
  simulation: Simulation;
  /** The ranking, once all draws are done. */
  rows(): RankedRow[];
}

/**
 * Begins a ranking: for whoever must not be held up by ten thousand draws in one go.
 * @returns null where no criterion has a weight: then there is no ranking
 */
export function beginRanking(all: RankingData, settings: RankingSettings): BegunRanking | null {
  const data = inScope(all, settings);
  const weights = weightsOf(data, settings);
  if (!weights) return null;
  const matrix = buildMatrix(data);
  const scores = scoresOf(matrix, weights);
  const order = orderOf(scores);
  const intervals = rankIntervals(scores);
  const simulation = new Simulation(matrix, weights, settings.robustness);
  const known = completeness(matrix, weights);
  const vetoes = vetoesOf(data);
  return {
    simulation,
    rows() {
      const drawn = simulation.result();
      const groups = groupsOf(drawn, order);
      return Array.from(order, (i) => ({
        key: data.cases[i]?.key ?? '',
        score: [scores.low[i] ?? 0, scores.high[i] ?? 1],
        rank: [drawn.low5[i] ?? 1, drawn.high95[i] ?? 1],
        possible: [intervals.best[i] ?? 1, intervals.worst[i] ?? 1],
        topTen: drawn.topTen[i] ?? 0,
        group: (groups[i] ?? 0) + 1,
        completeness: known[i] ?? 0,
        vetoes: vetoes[i] ?? [],
      }));
    },
  };
}

/**
 * The whole ranking, most urgent first: what the list shows, a decision freezes and the workbook prints.
 * @returns null where no criterion has a weight: then there is no ranking
 */
export function rank(all: RankingData, settings: RankingSettings): RankedRow[] | null {
  const begun = beginRanking(all, settings);
  begun?.simulation.run(settings.robustness.draws);
  return begun?.rows() ?? null;
}
