import type { EditedGraph } from '../network/edit.ts';
import { edgeCosts } from '../network/profiles.ts';
import type { EdgeCosts, Profile } from '../network/profiles.ts';
import { Scratch } from '../network/scratch.ts';
import { SnapIndex } from '../network/snap.ts';
import { AGE_GROUPS } from '../network/types.ts';
import type { Access, AgeGroup, Demand, Point, WalkGraph, WalkPlaces } from '../network/types.ts';
import type { CoverageSettings } from './settings.ts';

export type Playground = WalkPlaces['playgrounds'][number];

/** Playgrounds and homes joined to a walking network, for one age group. */
export interface GroupGround {
  costs: EdgeCosts;
  /** Gates of each playground, where they meet the network; null where they do not. */
  gates: readonly (readonly (Access | null)[])[];
  /** Of each piece of street with homes; null where nothing is near. */
  homes: readonly (Access | null)[];
}

/** What coverage is reckoned on. Coordinates in EPSG:25832. */
export interface Ground {
  graph: WalkGraph;
  scratch: Scratch;
  playgrounds: readonly Playground[];
  demand: Demand;
  groups: Readonly<Record<AgeGroup, GroupGround>>;
}

/** Whether a playground suits an age group; one whose ages nobody recorded counts for all of them. */
export const suits = ({ ages }: Playground, group: AgeGroup): boolean => ages === null || ages.includes(group);

/** Where a playground is entered: its gates, or its middle where none is recorded. */
export const gatesOf = ({ entrances, at }: Playground): readonly Point[] => (entrances.length > 0 ? entrances : [at]);

/** So far away the main part of the network may lie to be preferred to a nearer scrap of path, metres. A parameter of ours. */
const MAIN_WITHIN_M = 60;

/**
 * Joins a place: never to an edge that is not used, nor to a scrap of path beside the network. What lies farther from the network
 * than from a piece of its own is on an island, and stays there instead of being joined through the air.
 */
export function joinedTo(index: SnapIndex, point: Point, usable: EdgeCosts): Access | null {
  const beside = index.nearest(point, { usable, component: 'main-first', most: MAIN_WITHIN_M });
  return beside ?? index.nearest(point, { usable });
}

/** Joints of all age groups that may walk on the same edges: their speed and crossings do not matter. */
const jointsBy = ({ stepFree, stepFreeUnknown }: Profile): string => String(stepFree && [stepFree, stepFreeUnknown]);

/**
 * Joins playgrounds and homes to the network, each age group to what it uses: nobody is joined to an edge where he must not walk.
 */
export function prepareGround(
  graph: WalkGraph,
  playgrounds: readonly Playground[],
  demand: Demand,
  settings: CoverageSettings,
): Ground {
  const index = new SnapIndex(graph);
  const known = new Map<string, Pick<GroupGround, 'gates' | 'homes'>>();
  const groupGround = (group: AgeGroup): GroupGround => {
    const profile = settings.profiles[group];
    const costs = edgeCosts(graph, profile, 'metres');
    const nearest = (point: Point) => joinedTo(index, point, costs);
    const joints = known.get(jointsBy(profile)) ?? {
      gates: playgrounds.map((one) => gatesOf(one).map(nearest)),
      homes: demand.x.map((x, i) => nearest([x, demand.y[i] ?? 0])),
    };
    known.set(jointsBy(profile), joints);
    return { costs, ...joints };
  };
  return { graph, scratch: new Scratch(graph), playgrounds, demand, groups: byGroup(groupGround) };
}

const byGroup = <T>(of: (group: AgeGroup) => T): Record<AgeGroup, T> =>
  Object.fromEntries(AGE_GROUPS.map((group) => [group, of(group)])) as Record<AgeGroup, T>;

/**
 * The ground as a scenario changes it. What is joined to the network stays where it is joined, also where a new path comes
 * nearer or its street is closed: so a crossing or path takes nothing from anybody, and a closure gives nothing.
 * @param playgrounds all of them: those of before first, in their order, each with its gates of before first
 */
export function changedGround(
  before: Ground,
  { graph, moved }: Pick<EditedGraph, 'graph' | 'moved'>,
  playgrounds: readonly Playground[],
  settings: CoverageSettings,
): Ground {
  let index: SnapIndex | null = null;
  const keep = (access: Access | null | undefined) => (access ? moved(access) : null);
  /** Age groups that are joined alike stay joined alike. */
  const kept = new Map<GroupGround['homes'], GroupGround['homes']>();
  const groupGround = (group: AgeGroup): GroupGround => {
    const { gates, homes } = before.groups[group];
    const costs = edgeCosts(graph, settings.profiles[group], 'metres');
    const join = (playground: Playground, p: number) =>
      gatesOf(playground).map((at, i) => {
        const old = gates[p]?.[i];
        if (old !== undefined) return keep(old);
        index ??= new SnapIndex(graph);
        return joinedTo(index, at, costs);
      });
    const stayed = kept.get(homes) ?? homes.map(keep);
    kept.set(homes, stayed);
    return { costs, gates: playgrounds.map(join), homes: stayed };
  };
  return { ...before, graph, scratch: new Scratch(graph), playgrounds, groups: byGroup(groupGround) };
}

/** Gates of one playground, joined to the network; none where it does not suit the age group. @param counts only those for which it is true */
export function joinedGatesOf(
  { playgrounds, groups }: Ground,
  group: AgeGroup,
  p: number,
  counts: (gate: Point) => boolean = () => true,
): Access[] {
  const playground = playgrounds[p];
  if (!playground || !suits(playground, group)) return [];
  const joined = groups[group].gates[p] ?? [];
  return gatesOf(playground).flatMap((gate, i) => {
    const access = joined[i];
    return access && counts(gate) ? [access] : [];
  });
}

/** The same of all playgrounds. */
export function joinedGates(ground: Ground, group: AgeGroup, counts?: (gate: Point) => boolean): Access[] {
  return ground.playgrounds.flatMap((_, p) => joinedGatesOf(ground, group, p, counts));
}
