import { inBands } from '@quartierblick/gis/analysis/coverage/bands.ts';
import type { Catchments } from '@quartierblick/gis/analysis/coverage/catchments.ts';
import { coverageByPlayground, coverageByUnit, coverageOf } from '@quartierblick/gis/analysis/coverage/coverage.ts';
import type { GroupCoverage } from '@quartierblick/gis/analysis/coverage/coverage.ts';
import { joinedGates } from '@quartierblick/gis/analysis/coverage/ground.ts';
import type { Ground } from '@quartierblick/gis/analysis/coverage/ground.ts';
import type { CoverageSettings } from '@quartierblick/gis/analysis/coverage/settings.ts';
import { supplyOf } from '@quartierblick/gis/analysis/coverage/supply.ts';
import { reachedEdges } from '@quartierblick/gis/analysis/network/reached.ts';
import { reach } from '@quartierblick/gis/analysis/network/search.ts';
import { AGE_GROUPS, CROSSINGS, NO_CROSSING } from '@quartierblick/gis/analysis/network/types.ts';
import type { WalkGraph } from '@quartierblick/gis/analysis/network/types.ts';
import type { CoverState } from './messages.ts';
import { collection, lineFeature, lonLat, pointFeature } from './on-the-map.ts';

/** Coverage as it is or would be, in the worker, with what the next question can go on from. */
export interface Reckoned {
  ground: Ground;
  coverage: GroupCoverage[];
  catchments: Catchments;
  state: CoverState;
}

const figuresOf = ({ metres: _metres, near: _near, ...figures }: GroupCoverage) => figures;

/** Everything that the page shows of one state. @param lines of the street that is asked about */
export function reckon(
  ground: Ground,
  settings: CoverageSettings,
  lines: ReadonlySet<number> | null,
  catchments: Catchments,
): Reckoned {
  const coverage = coverageOf(ground, settings, lines);
  const supply = supplyOf(ground, settings, catchments);
  const { demand } = ground;
  const homes = demand.x.map((x, i) => {
    const properties: Record<string, number> = { d: Math.round(supply.missing[i] ?? 0) };
    coverage.forEach(({ metres }, g) => {
      properties[`n${g}`] = Math.round(demand.expected[g]?.[i] ?? 0);
      properties[`r${g}`] = metres[i] === Infinity ? 0 : 1;
    });
    return pointFeature([x, demand.y[i] ?? 0], properties);
  });
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
    homes: collection(homes),
    ways: waysOf(ground, settings),
    crossings: crossingsOf(ground.graph),
  };
  return { ground, coverage, catchments, state };
}

/** Streets within reach of a playground, by age group: in the nearer half of the reach, or the farther one. */
function waysOf(ground: Ground, settings: CoverageSettings): CoverState['ways'] {
  const { graph, scratch } = ground;
  return collection(
    AGE_GROUPS.flatMap((group, g) => {
      const { costs } = ground.groups[group];
      const bound = settings.reachM[group];
      const found = reach(graph, costs, joinedGates(ground, group), bound, scratch);
      return reachedEdges(graph, costs, found)
        .flatMap((piece) => inBands(piece, [bound / 2]))
        .map(({ line, band }) => lineFeature(line, { group: g, band }));
    }),
  );
}

/** Crossings of barriers that help somebody; where nothing helps there is nothing to see. */
function crossingsOf({ edges, crossing, closed, from, to, x, y }: WalkGraph): CoverState['crossings'] {
  const found: CoverState['crossings']['features'] = [];
  for (let e = 0; e < edges; e++) {
    const kind = crossing[e] as number;
    if (kind === NO_CROSSING || CROSSINGS[kind] === 'none' || closed[e]) continue;
    const [a, b] = [from[e] as number, to[e] as number];
    const middle = [((x[a] ?? 0) + (x[b] ?? 0)) / 2, ((y[a] ?? 0) + (y[b] ?? 0)) / 2] as const;
    found.push(pointFeature(middle, { kind: CROSSINGS[kind] ?? 'none' }));
  }
  return collection(found);
}
