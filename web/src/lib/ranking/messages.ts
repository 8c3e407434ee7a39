import type { DoubleCounting } from '@quartierblick/gis/analysis/ranking/correlation.ts';
import type { Draws } from '@quartierblick/gis/analysis/ranking/smaa.ts';
import type { Matrix } from '@quartierblick/gis/analysis/ranking/matrix.ts';
import type { RankingData } from '@quartierblick/gis/ranking/data.ts';

/** What the page asks of the worker. `of` is the number of the matrix that a question is about. */
export type Question =
  | { kind: 'matrix'; of: number; matrix: Matrix; data: Pick<RankingData, 'criteria' | 'values'> }
  | { kind: 'rank'; of: number; ask: number; weights: Float64Array }
  | { kind: 'draw'; of: number; ask: number; weights: Float64Array; options: Draws }
  | { kind: 'stop' }
  | { kind: 'wins'; of: number; ask: number; a: number; b: number };

/** Scores and ranks at given weights; by case, in the order of the matrix. */
export interface Ranked {
  of: number;
  ask: number;
  weights: Float64Array;
  /** Score from 0 to 1, what is certain and what is possible. */
  low: Float64Array;
  high: Float64Array;
  /** Positions of the cases, most urgent first. */
  order: Int32Array;
  /** 1-based ranks that missing values allow. */
  best: Int32Array;
  worst: Int32Array;
  /** Share of the weight behind which there is a value. */
  complete: Float64Array;
}

/** How firm the ranks are, by case. */
export interface Firmness {
  of: number;
  ask: number;
  draws: number;
  /** Ranks in the middle nine tenths of the draws. */
  low5: Int32Array;
  high95: Int32Array;
  /** Share of the draws in which it is among the first ten. */
  topTen: Float64Array;
  /** Number of the group of those that cannot be told apart. */
  groups: Int32Array;
}

export type Answer =
  | ({ kind: 'ranked' } & Ranked)
  | ({ kind: 'firm' } & Firmness)
  | { kind: 'doubles'; of: number; doubles: DoubleCounting[] }
  | { kind: 'progress'; ask: number; share: number }
  | { kind: 'wins'; ask: number; share: number }
  | { kind: 'failed'; message: string };
