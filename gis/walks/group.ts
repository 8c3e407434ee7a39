import type { Point } from '../analysis/network/types.ts';
import type { Uuid } from './event.ts';

/** Two findings of one theme no further apart than this may be the same thing, in metres: GPS among houses is off by ten or more. */
export const SAME_WITHIN_M = 25;

/** What grouping needs to know of a finding. */
export interface Sighting {
  readonly key: Uuid;
  readonly device: Uuid;
  /** null: somewhere along the way. */
  readonly stop: Uuid | null;
  readonly theme: string | null;
  /** EPSG:25832, metres; null: not known. */
  readonly at: Point | null;
  /** ISO 8601. */
  readonly foundAt: string;
}

/** Findings of one theme at one stop. */
export interface ThemeGroup<F extends Sighting> {
  readonly theme: string | null;
  readonly findings: readonly F[];
}

/** What was found at a stop, or along the way. */
export interface StopGroup<F extends Sighting> {
  readonly stop: Uuid | null;
  readonly themes: readonly ThemeGroup<F>[];
}

const byTime = (a: Sighting, b: Sighting) => Date.parse(a.foundAt) - Date.parse(b.foundAt) || (a.key < b.key ? -1 : 1);

/** Where a name stands in a list; what is not in it comes last. */
const rank = (list: readonly string[], name: string | null): number => {
  const at = name === null ? -1 : list.indexOf(name);
  return at === -1 ? list.length : at;
};

/**
 * Findings by stop and theme: stops in the order of the walk, then what was found along the way or at a stop that is gone; themes in their
 * order, those of no theme last; within them by time. Every finding is in exactly one group.
 * @param stops keys in the order of the walk @param themes keys in the order in which they are read
 */
export function groupFindings<F extends Sighting>(
  findings: readonly F[],
  stops: readonly Uuid[],
  themes: readonly string[],
): StopGroup<F>[] {
  const known = new Set(stops);
  const byStop = Map.groupBy([...findings].sort(byTime), ({ stop }) =>
    stop !== null && known.has(stop) ? stop : null,
  );
  return [...byStop]
    .sort(([a], [b]) => rank(stops, a) - rank(stops, b))
    .map(([stop, here]) => ({
      stop,
      themes: [...Map.groupBy(here, ({ theme }) => theme)]
        .sort(
          ([a], [b]) =>
            Number(a === null) - Number(b === null) ||
            rank(themes, a) - rank(themes, b) ||
            (a ?? '').localeCompare(b ?? ''),
        )
        .map(([theme, of]) => ({ theme, findings: of })),
    }));
}

/**
 * Short names of findings for map, list and protocol: `3.2` is the second one at the third stop, `W1` the first one along the way (Weg).
 * In the order of {@link groupFindings}.
 */
export function labelFindings<F extends Sighting>(
  groups: readonly StopGroup<F>[],
  stops: readonly Uuid[],
): Map<Uuid, string> {
  const labels = new Map<Uuid, string>();
  for (const { stop, themes } of groups) {
    const prefix = stop === null ? 'W' : `${stops.indexOf(stop) + 1}.`;
    themes.flatMap(({ findings }) => findings).forEach(({ key }, i) => labels.set(key, `${prefix}${i + 1}`));
  }
  return labels;
}

/** Metres between two sightings that may be the same thing; null: they are not. */
function sameness(a: Sighting, b: Sighting): number | null {
  // Whoever notes two things means two; without a theme nothing says that they are about the same.
  if (a.theme === null || a.theme !== b.theme || a.device === b.device) return null;
  const metres = a.at && b.at ? Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) : null;
  if (metres !== null && metres <= SAME_WITHIN_M) return metres;
  return a.stop !== null && a.stop === b.stop ? (metres ?? SAME_WITHIN_M) : null;
}

/**
 * Proposes which findings are the same thing, seen by several devices: of one theme, and within {@link SAME_WITHIN_M} of each other or at
 * the same stop. Complete linkage, the nearest first: every two of a proposal are so, lest a chain of findings along a street becomes one.
 * A finding is in one proposal at the most. The order of what is given changes nothing.
 * @returns keys, the one found first in front: it is the one that the others would be merged into
 */
export function proposeMerges(findings: readonly Sighting[]): Uuid[][] {
  const sorted = [...findings].sort(byTime);
  const clusterOf = new Map<Sighting, Sighting[]>(sorted.map((one) => [one, [one]]));
  const pairs = sorted.flatMap((a, i) =>
    sorted.slice(i + 1).flatMap((b) => {
      const metres = sameness(a, b);
      return metres === null ? [] : [{ a, b, metres }];
    }),
  );
  for (const { a, b } of pairs.sort((x, y) => x.metres - y.metres)) {
    const [left, right] = [clusterOf.get(a) ?? [], clusterOf.get(b) ?? []];
    if (left === right || !left.every((one) => right.every((other) => sameness(one, other) !== null))) continue;
    const joined = [...left, ...right].sort(byTime);
    for (const one of joined) clusterOf.set(one, joined);
  }
  return [...new Set(clusterOf.values())]
    .filter(({ length }) => length > 1)
    .map((cluster) => cluster.map(({ key }) => key));
}
