import type { Demand, Edit, NetworkData, WalkPlaces } from '../analysis/network/types.ts';
import type { UnitYear, ZonesOfUnit } from '../analysis/population/other-year.ts';
import type { DataSource } from '../layers/define.ts';
import type { Text } from '../layers/fields.ts';

/** Where figures come from: the sources behind them, the one with most rows first, and what is to be said of them. */
interface Provenance {
  /** Names the content: the same as long as none of the layers behind it changes. */
  version: string;
  /** Sources of all layers behind it, with their licences, each once. */
  source: readonly DataSource[];
  /** Invented data of the demonstration are among it. */
  demo: boolean;
}

/** Answer of `GET /api/network/streets`. Dates are as-of dates (YYYY-MM-DD), null where nobody said one. */
export interface StreetsAnswer extends Provenance, NetworkData {
  /** Of the streets. */
  asOf: string | null;
}

/** Answer of `GET /api/network/places`. */
export interface PlacesAnswer extends Provenance, WalkPlaces {
  asOf: { playgrounds: string | null; offers: string | null; stops: string | null };
}

/** Kinds of places that people walk to. */
export const TARGET_KINDS = ['playground', 'kita', 'school', 'offer', 'stop'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** Which areas the people come from: cells of the 100 m grid, or statistical units. */
export const ZONES = ['grid', 'units'] as const;
export type Zones = (typeof ZONES)[number];

/** Answer of `GET /api/network/demand`. Everything in it is modelled; `notes` say from what. */
export interface DemandAnswer extends Provenance, Demand {
  /** Of the counts of people. */
  asOf: string | null;
  zones: Zones;
  /** Assumptions, and how much is not known: to be shown with the figures. */
  notes: readonly Text[];
  /** Children of zones without a residential building; they stand at a point of the zone. */
  withoutHome: number;
  /** By unit as in `units`: whether its children are known. What is not known is missing, not zero. */
  zonesOfUnits: readonly ZonesOfUnit[];
  /** Children of the units in each other year that has figures, oldest first; none where the people come from the grid, which has one. */
  years: readonly UnitYear[];
}

/** A saved scenario as the api answers it. */
export interface SavedNetworkScenario {
  id: string;
  name: string;
  edits: readonly Edit[];
  settings: Readonly<Record<string, unknown>>;
  version: number;
  author: string;
  /** Whether the asking person may change and delete it: its author and planners may. */
  changeable: boolean;
  changedAt: string;
}
