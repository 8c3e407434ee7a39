import type { ProfileId } from '../analysis/network/profiles.ts';
import type { Role, Uuid } from './event.ts';
import type { CardItem } from './plan.ts';

/** `draft`: being prepared; `open`: people may join; `walked`: over, not yet followed up; `closed`: every finding is decided on. */
export const WALK_STATES = ['draft', 'open', 'walked', 'closed'] as const;
export type WalkState = (typeof WALK_STATES)[number];

/** Layers from which a stop can be picked. */
export const STOP_LAYERS = [
  'properties',
  'playgrounds',
  'hotspots',
  'offers',
  'stops',
  'crossings',
  'buildings',
] as const;
export type StopLayer = (typeof STOP_LAYERS)[number];

/** What a stop was picked from. */
export interface StopRef {
  layer: StopLayer;
  key: string;
}

/** A stop as it is planned, WGS 84. */
export interface WalkStop {
  key: Uuid;
  /** What guests read. Never filled from a case: its address would tell what it is. */
  name: string;
  lon: number;
  lat: number;
  /** null: put there by hand, or not for those who ask. */
  ref: StopRef | null;
  /** Keys of cards. */
  cards: Uuid[];
  /** null: as long as at every stop of the walk. */
  minutes: number | null;
  note: string | null;
}

/** The way from one stop to the next as it was reckoned. */
export interface WalkLeg {
  from: Uuid;
  to: Uuid;
  /** null: no way is known for this profile. */
  metres: number | null;
  seconds: number | null;
  /** WGS 84, longitude before latitude, from stop to stop; straight where no way is known. */
  line: [number, number][];
}

/** The route as it was reckoned; it goes as soon as the stops or the profile change. */
export interface PlannedRoute {
  /** Version of the walking network. */
  network: string;
  /** Whether it ends where it began: then there is a leg from the last stop to the first. */
  round: boolean;
  legs: WalkLeg[];
  metres: number;
  /** Of walking alone. */
  seconds: number;
  /** Legs without a way. */
  missing: number;
}

/** The whole line of a route: legs meet at the stops, which are in it once. */
export const lineOf = ({ legs }: Pick<PlannedRoute, 'legs'>): WalkLeg['line'] =>
  legs.flatMap(({ line }, i) => (i === 0 ? line : line.slice(1)));

/** When a stop is reached and left, as planned. ISO 8601. */
export interface StopTimes {
  stop: Uuid;
  arrives: string;
  leaves: string;
  /** The sun is more than 6° below the horizon on arrival. */
  dark: boolean;
}

/** A walk in a list. */
export interface WalkSummary {
  key: Uuid;
  title: string;
  purpose: string | null;
  theme: string | null;
  meetingPoint: string | null;
  /** ISO 8601. `endsAt`: as planned, with the minutes at the stops; null where no route is reckoned. */
  startsAt: string;
  endsAt: string | null;
  state: WalkState;
  stopCount: number;
  /** Of the route; null where none is reckoned. */
  metres: number | null;
  /** Whether part of it lies in the dark; null where no route is reckoned. */
  dark: boolean | null;
  /** Browsers that have joined, and what they have found. */
  people: number;
  findings: number;
  demo: boolean;
  version: number;
}

/** A walk with everything that is planned. */
export interface Walk extends WalkSummary {
  profile: ProfileId;
  ordered: 'given' | 'best';
  minutesAStop: number;
  showsOthers: boolean;
  /** In the order in which they are walked. */
  stops: WalkStop[];
  route: PlannedRoute | null;
  /** By stop, as far as there is a route. */
  times: StopTimes[];
  changedAt: string;
  changedBy: string | null;
}

/** Questions for a stop, used again and again. */
export interface WalkCard {
  key: Uuid;
  title: string;
  /** null: as in German. */
  titleEn: string | null;
  theme: string | null;
  /** Empty: for everybody. */
  roles: Role[];
  items: CardItem[];
  /** Not offered any more; walks that have it keep it. */
  retired: boolean;
  /** Stops that have it. */
  uses: number;
  demo: boolean;
  version: number;
}
