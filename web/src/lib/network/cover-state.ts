import type { Catchments } from '@quartierblick/gis/analysis/coverage/catchments.ts';
import { coverageByPlayground, coverageByUnit, coverageFrom } from '@quartierblick/gis/analysis/coverage/coverage.ts';
import type { GroupCoverage } from '@quartierblick/gis/analysis/coverage/coverage.ts';
import type { Ground } from '@quartierblick/gis/analysis/coverage/ground.ts';
import type { CoverageSettings } from '@quartierblick/gis/analysis/coverage/settings.ts';
import { supplyOf } from '@quartierblick/gis/analysis/coverage/supply.ts';
import type { Walked } from '@quartierblick/gis/analysis/coverage/walked.ts';
import type { CoverState } from './messages.ts';
import { roundedLonLat as lonLat } from '@quartierblick/gis/network/lon-lat.ts';

/** What was searched on the network in one state. */
export interface Searched {
  ground: Ground;
  walked: readonly Walked[];
  catchments: Catchments;
}

/** Coverage as it is or would be, in the worker, with what the next question can go on from. */
export interface Reckoned extends Searched {
  coverage: GroupCoverage[];
  /** m² of play area that are missing, by piece of street. */
  missing: Float64Array;
  state: CoverState;
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
