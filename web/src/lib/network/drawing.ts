import { inBands } from '@quartierblick/gis/analysis/coverage/bands.ts';
import { joinedGates } from '@quartierblick/gis/analysis/coverage/ground.ts';
import type { Ground } from '@quartierblick/gis/analysis/coverage/ground.ts';
import type { CoverageSettings } from '@quartierblick/gis/analysis/coverage/settings.ts';
import { reachedEdges } from '@quartierblick/gis/analysis/network/reached.ts';
import { reach } from '@quartierblick/gis/analysis/network/search.ts';
import { AGE_GROUPS, CROSSINGS, NO_CROSSING } from '@quartierblick/gis/analysis/network/types.ts';
import type { WalkGraph } from '@quartierblick/gis/analysis/network/types.ts';
import type { FeatureCollection } from 'geojson';
import { piecesOf } from '@quartierblick/gis/network/cover-state.ts';
import type { Reckoned } from '@quartierblick/gis/network/cover-state.ts';
import type { Drawing } from './messages.ts';
import { collection, lineFeature, pointFeature } from './on-the-map.ts';

/** What the map shows of one state. */
export function drawingOf(reckoned: Reckoned, settings: CoverageSettings): Record<keyof Drawing, FeatureCollection> {
  const { ground } = reckoned;
  return { homes: homesOf(reckoned), ways: waysOf(ground, settings), crossings: crossingsOf(ground.graph) };
}

function homesOf(reckoned: Reckoned): FeatureCollection {
  return collection(
    piecesOf(reckoned).map(({ at, children, reached, missingM2 }) => {
      const properties: Record<string, number> = { d: missingM2 };
      children.forEach((n, g) => {
        properties[`n${g}`] = n;
        properties[`r${g}`] = reached[g] ? 1 : 0;
      });
      return pointFeature(at, properties);
    }),
  );
}

/** Streets within reach of a playground, by age group: in the nearer half of the reach, or the farther one. */
function waysOf(ground: Ground, settings: CoverageSettings): FeatureCollection {
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
function crossingsOf({ edges, crossing, closed, from, to, x, y }: WalkGraph): FeatureCollection {
  const found: FeatureCollection['features'] = [];
  for (let e = 0; e < edges; e++) {
    const kind = crossing[e] as number;
    if (kind === NO_CROSSING || CROSSINGS[kind] === 'none' || closed[e]) continue;
    const [a, b] = [from[e] as number, to[e] as number];
    const middle = [((x[a] ?? 0) + (x[b] ?? 0)) / 2, ((y[a] ?? 0) + (y[b] ?? 0)) / 2] as const;
    found.push(pointFeature(middle, { kind: CROSSINGS[kind] ?? 'none' }));
  }
  return collection(found);
}
