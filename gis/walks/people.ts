import type { May, Role, Uuid } from './event.ts';
import type { Kept } from './timeline.ts';

/** A way in without an account; its code is told once, when it is made. */
export interface WalkLink {
  key: string;
  role: Role;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
  revokedAt: string | null;
  lastUsedAt: string | null;
  devices: number;
}

/** A browser that takes part, or did. */
export interface WalkPerson {
  key: string;
  link: string | null;
  may: May;
  role: Role;
  name: string | null;
  joinedAt: string;
  lastSeenAt: string | null;
  /** What it had not sent when it was last seen; null: not known. */
  pending: number | null;
  endedAt: string | null;
  events: number;
}

/** Who takes part, as far as the asking device may know. */
export interface Participant {
  device: Uuid;
  may: May;
  role: Role;
  name: string | null;
}

/** A page of the log of a walk. */
export interface LogPage {
  events: Kept[];
  /** Where to read on. */
  next: number;
  more: boolean;
  /** Whether guests see others at all; where that changes, a device reads from the beginning. */
  showsOthers: boolean;
  devices: Participant[];
}

/** A device that takes part now. */
export interface JoinedAnswer {
  walk: { key: Uuid; title: string };
  device: Uuid;
  may: May;
  role: Role;
  name: string | null;
}
