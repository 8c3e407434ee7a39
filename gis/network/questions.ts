import type { Cell } from '../analysis/chain/chain.ts';
import type { ListedGap } from '../analysis/chain/gaps.ts';
import type { Offering, Wish } from '../analysis/chain/offering.ts';
import type { Transition } from '../analysis/chain/transitions.ts';
import type { GroupCoverage, PlaygroundCoverage, UnitCoverage } from '../analysis/coverage/coverage.ts';
import type { Refused } from '../analysis/coverage/scenario.ts';
import type { CoverageSettings } from '../analysis/coverage/settings.ts';
import type { AreaBalance } from '../analysis/coverage/supply.ts';
import type { GroupChange, UnitChange } from '../analysis/coverage/what-if.ts';
import type { Edit, Point } from '../analysis/network/types.ts';
import type { LonLat } from './lon-lat.ts';

/*
 * What is asked about coverage and the chain of offers, and what is answered: the page asks its worker, the server the thread of its
 * walking network, and both reckon with the same code.
 */

/** Whose children count: those within a box (west, south, east, north in WGS 84), those of statistical units by key, or null for all that are known. */
export type Area =
  readonly [west: number, south: number, east: number, north: number] | { units: readonly string[] } | null;

/** On what every reckoning of coverage depends. */
export interface CoverSetting {
  settings: CoverageSettings;
  area: Area;
}

/** Offers and their sites, EPSG:25832: what questions about the chain are about. */
export interface OfferedAt {
  offerings: readonly Offering[];
  sites: readonly { key: string; at: Point }[];
}

/** Whose chain, and on which day (ISO date). */
export interface ChainState {
  area: Area;
  day: string;
  /** Year of the figures of the statistical units from which the children come; null: the newest of each. */
  year: number | null;
}

/** Who has which offers for a wish, within so many metres on foot; in one state, or in two that are compared. */
export interface ChainQuestion {
  settings: CoverageSettings;
  wish: Wish;
  reachM: number;
  here: ChainState;
  other: ChainState | null;
}

export type GroupFigures = Omit<GroupCoverage, 'metres' | 'near'>;

/** Coverage in one state: as it is, or as a scenario would have it. */
export interface CoverState {
  groups: GroupFigures[];
  units: (UnitCoverage & AreaBalance)[];
  /** Of all children. */
  area: AreaBalance;
  playgrounds: (PlaygroundCoverage & { name: string | null; at: LonLat })[];
}

/** Coverage as it is and as the changes of a scenario would have it. */
export interface CoverQuestion extends CoverSetting {
  /** The street about which it is asked who crosses it; null: none. */
  street: { id: string; lines: ReadonlySet<number> } | null;
  edits: readonly Edit[];
}

export interface CoverFigures {
  today: CoverState;
  /** null without changes. */
  then: CoverState | null;
  /** What the scenario changes, by age group and unit; null without changes. */
  changes: { groups: GroupChange[]; units: UnitChange[] } | null;
  refused: Refused[];
}

/** The chain in one state. */
export interface ReckonedChain {
  /** By age, and within it by column. */
  cells: readonly Cell[];
  gaps: readonly ListedGap[];
  transitions: readonly Transition[];
  /** false: nothing is known of the children of this area; their numbers are missing, not zero. */
  known: boolean;
  /** Statistical units that were asked for and whose children are not known, or not all of them. Keys. */
  missing: readonly string[];
  partly: readonly string[];
}

/** The chain in the state that is asked for, and in the one beside it; null where none is. */
export interface ChainFigures extends ReckonedChain {
  other: ReckonedChain | null;
}
