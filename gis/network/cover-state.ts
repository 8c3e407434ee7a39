import type { Catchments } from '../analysis/coverage/catchments.ts';
import { coverageByPlayground, coverageByUnit, coverageFrom } from '../analysis/coverage/coverage.ts';
import type { GroupCoverage } from '../analysis/coverage/coverage.ts';
import type { Ground } from '../analysis/coverage/ground.ts';
import type { CoverageSettings } from '../analysis/coverage/settings.ts';
import { supplyOf } from '../analysis/coverage/supply.ts';
import type { Walked } from '../analysis/coverage/walked.ts';
import type { Point } from '../analysis/network/types.ts';
import type { CoverState } from './questions.ts';
import { roundedLonLat as lonLat } from './lon-lat.ts';

/** What was searched on the network in one state. */
export interface Searched {
  ground: Ground;
  walked: readonly Walked[];
  catchments: Catchments;
}

/** Coverage as it is or would be, with what the next question can go on from. */
export interface Reckoned extends Searched {
  coverage: GroupCoverage[];
  /** m² of play area that are missing, by piece of street. */
  missing: Float64Array;
  state: CoverState;
}

/** A piece of street with children, never one house. By age group: how many, in whole children, and whether they reach a playground. */
export interface PieceCover {
  /** EPSG:25832. */
  at: Point;
  children: readonly number[];
  reached: readonly boolean[];
  /** m² of play area that they miss, in whole ones. */
  missingM2: number;
}

/** Where the children live, as maps show it. */
export function piecesOf({ ground: { demand }, coverage, missing }: Reckoned): PieceCover[] {
  return demand.x.map((x, i) => ({
    at: [x, demand.y[i] ?? 0],
    children: coverage.map((_, g) => Math.round(demand.expected[g]?.[i] ?? 0)),
    reached: coverage.map(({ metres }) => metres[i] !== Infinity),
    missingM2: Math.round(missing[i] ?? 0),
  }));
}

const figuresOf = ({ metres: _metres, near: _near, ...figures }: GroupCoverage) => figures;

/** The figures that the page shows of one state. */
export function reckon({ ground, walked, catchments }: Searched, settings: CoverageSettings): Reckoned {
  const coverage = coverageFrom(ground, walked);
  const supply = supplyOf(ground, settings, catchments);
  const nothing = { neededM2: 0, hasM2: 0, missingM2: 0 };
  const state: CoverState = {
    groups: coverage.map(figuresOf),
    area: supply.all,
    units: coverageByUnit(ground, coverage).map((unit, u) => ({ ...unit, ...(supply.units[u] ?? nothing) })),
    playgrounds: coverageByPlayground(ground, settings, catchments).map((row, p) => ({
      ...row,
      name: ground.playgrounds[p]?.name ?? null,
      at: lonLat(ground.playgrounds[p]?.at ?? [0, 0]),
    })),
  };
  return { ground, walked, catchments, coverage, missing: supply.missing, state };
}
