import { costAt, reach } from '../network/search.ts';
import { AGE_GROUPS, NO_CROSSING } from '../network/types.ts';
import type { Access, AgeGroup, Point } from '../network/types.ts';
import { changedEdges, changedGates, isNear, SLACK_M } from './changed.ts';
import { gatesOf, joinedGates, suits } from './ground.ts';
import type { Ground, GroupGround } from './ground.ts';
import type { CoverageSettings } from './settings.ts';

/** How far children of one age group walk to a playground, by piece of street. Metres, Infinity beyond reach. */
export interface Walked {
  metres: Float32Array;
  /** When nobody crosses the street in question; null where no street was asked about. */
  uncrossed: Float32Array | null;
  /** If that street could be crossed at each of its junctions and crossings; null like the one before. */
  crossedAnywhere: Float32Array | null;
  /** 1 for pieces that are near enough by straight line. */
  near: Uint8Array;
}

/** The same costs with all crossings of some streets closed, or all of them used. @param lines indices in `NetworkData.lines` */
function withCrossings(
  { graph }: Ground,
  group: GroupGround,
  lines: ReadonlySet<number>,
  crossings: 'closed' | 'used',
): GroupGround {
  const { crossing, line, length, closed } = graph;
  const edge = group.costs.edge.slice();
  for (let e = 0; e < graph.edges; e++) {
    if (crossing[e] === NO_CROSSING || !lines.has(line[e] as number)) continue;
    edge[e] = crossings === 'closed' || closed[e] ? Infinity : (length[e] as number);
  }
  return { ...group, costs: { ...group.costs, edge } };
}

/** Metres to the nearest of some gates, from some pieces; `known` of the others. */
function metresFrom(
  { graph, scratch }: Ground,
  { costs, homes }: GroupGround,
  gates: readonly Access[],
  bound: number,
  pieces: Iterable<number>,
  known: Float32Array,
): Float32Array {
  const metres = known.slice();
  const found = gates.length > 0 ? reach(graph, costs, gates, bound, scratch) : null;
  for (const i of pieces) {
    const home = homes[i];
    metres[i] = home && found ? costAt(graph, costs, found, home) : Infinity;
  }
  return metres;
}

function nearFrom(
  { demand }: Ground,
  gates: readonly Point[],
  metres: number,
  pieces: Iterable<number>,
  known: Uint8Array,
) {
  const near = known.slice();
  for (const i of pieces) {
    const [x, y] = [demand.x[i] ?? 0, demand.y[i] ?? 0];
    near[i] = gates.some(([east, north]) => Math.hypot(east - x, north - y) <= metres) ? 1 : 0;
  }
  return near;
}

/** What is to be searched, and what is known of the rest. */
interface Part {
  gates: readonly Access[];
  pieces: readonly number[];
  /** Pieces whose straight line is measured. */
  straight: readonly number[];
  known: Walked;
}

function walkedIn(
  ground: Ground,
  settings: CoverageSettings,
  street: ReadonlySet<number> | null,
  group: AgeGroup,
  { gates, pieces, straight, known }: Part,
): Walked {
  const own = ground.groups[group];
  const search = (walker: GroupGround, old: Float32Array) =>
    metresFrom(ground, walker, gates, settings.reachM[group], pieces, old);
  const crossed = (crossings: 'closed' | 'used', old: Float32Array | null) =>
    street && search(withCrossings(ground, own, street, crossings), old ?? known.metres);
  const middles = () => ground.playgrounds.filter((one) => suits(one, group)).flatMap(gatesOf);
  return {
    metres: search(own, known.metres),
    uncrossed: crossed('closed', known.uncrossed),
    crossedAnywhere: crossed('used', known.crossedAnywhere),
    near:
      straight.length > 0 ? nearFrom(ground, middles(), settings.straightM[group], straight, known.near) : known.near,
  };
}

/** @param street lines of the street that is asked about, as indices in `NetworkData.lines` */
export function walkedOf(ground: Ground, settings: CoverageSettings, street: ReadonlySet<number> | null): Walked[] {
  const pieces = [...ground.demand.x.keys()];
  const nothing = new Float32Array(pieces.length);
  const known = { metres: nothing, uncrossed: null, crossedAnywhere: null, near: new Uint8Array(pieces.length) };
  return AGE_GROUPS.map((group) =>
    walkedIn(ground, settings, street, group, { gates: joinedGates(ground, group), pieces, straight: pieces, known }),
  );
}

/**
 * The same for a ground that a scenario changed. A way is never shorter than the straight line: only homes within reach of a change
 * can be reached otherwise than before, and only from gates within reach of those.
 * @param known of `before`, with the same settings and street
 */
export function changedWalked(
  before: Ground,
  known: readonly Walked[],
  after: Ground,
  settings: CoverageSettings,
  street: ReadonlySet<number> | null,
): Walked[] {
  const made = changedGates(before, after);
  const changes = [...changedEdges(before.graph, after.graph), ...made];
  const { x, y } = after.demand;
  const piecesNear = (boxes: typeof changes, metres: number) =>
    boxes.length > 0 ? [...x.keys()].filter((i) => isNear(boxes, x[i] ?? 0, y[i] ?? 0, metres)) : [];
  return AGE_GROUPS.map((group, g) => {
    const within = settings.reachM[group] + SLACK_M;
    return walkedIn(after, settings, street, group, {
      gates: joinedGates(after, group, ([east, north]) => isNear(changes, east, north, 2 * within)),
      pieces: piecesNear(changes, within),
      straight: piecesNear(made, settings.straightM[group]),
      known: known[g] as Walked,
    });
  });
}
