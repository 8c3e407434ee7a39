import type { Json, May, Picture, Role, Sound, ThingKind, Uuid, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import type { Participant } from '@quartierblick/gis/walks/people.ts';
import type { State } from '@quartierblick/gis/walks/fold.ts';
import type { WalkPlan } from '@quartierblick/gis/walks/plan.ts';
import type { Saying } from '@quartierblick/gis/walks/stamp.ts';
import type { Kept } from '@quartierblick/gis/walks/timeline.ts';

/** Why the server takes nothing more from this device. What is here stays here. */
export type Ended = 'link-ended' | 'expired' | 'walk-closed' | 'device-ended' | 'unknown';

/** This browser on a walk: what it proves itself by, and what it may. */
export interface Joined {
  walk: Uuid;
  device: Uuid;
  /** 32 random bytes, base64url. Goes to the server in the header `X-Walk-Device` only. */
  key: string;
  may: May;
  role: Role;
  name: string | null;
  /** null: not taken along yet. */
  plan: WalkPlan | null;
  /** null: the server takes what is sent. */
  ended: Ended | null;
}

/** Where something is written. `answer/<item>` for the items of a card. */
export interface FieldRef {
  kind: ThingKind;
  thing: Uuid;
  field: string;
}

/** What is being written: kept at every keystroke, not yet said. */
export interface Draft extends FieldRef {
  value: Json;
  /** What the field held when the draft was begun. */
  over: readonly Uuid[];
}

/** How much is where. `here`: on this device only; `underway`: being sent now; `sent`: the server has it. */
export interface Numbers {
  events: { here: number; underway: number; sent: number };
  files: { here: number; underway: number; sent: number };
  /** Bytes of files that the server does not have. */
  bytes: number;
}

/** A recording that runs. Each piece is safe once its promise is fulfilled; a killed browser loses what came after. */
export interface Recording {
  add(piece: ArrayBuffer): Promise<void>;
  /** Makes it a voice of its finding. @returns its id, or null where nothing was recorded */
  finish(seconds: number): Promise<Uuid | null>;
  /** Throws it away. */
  drop(): Promise<void>;
}

/** The disk or the browser's share of it is full. Notes may still fit where photos do not. */
export class NoRoom extends Error {
  override name = 'NoRoom';
}

/**
 * All that this device knows of a walk. A promise is fulfilled only when the bytes are in a finished transaction: show "saved" then and
 * never before.
 */
export interface WalkLog {
  readonly joined: Joined;
  /** It was forgotten on this device, in another tab: nothing more can be kept. */
  readonly isForgotten: boolean;
  /** Folded from everything that is known here. A new object after each change. Drafts are not in it. */
  readonly state: State;
  readonly people: readonly Participant[];
  readonly drafts: readonly Draft[];
  readonly numbers: Numbers;
  /** Everything known here, for {@link timeline}. */
  readonly kept: readonly Kept[];
  /** Called after every change, of another tab or of the server, too. @returns what ends it */
  onChange(listener: () => void): () => void;

  /** Keeps a draft; at every keystroke. @throws NoRoom */
  draft(ref: FieldRef, value: Json): Promise<void>;
  /** Says what was drafted: of one field, or all. After 1.5 s of rest, on leaving the field, on `visibilitychange`. */
  settle(ref?: FieldRef): Promise<void>;
  /** Says something at once: a tap. See `set` and `remove` of gis/walks/stamp.ts, `over` from {@link seenOf}. @throws NoRoom */
  say(...sayings: readonly Saying[]): Promise<WalkEvent[]>;
  /** Keeps a finished picture and makes it a photo of its finding, both or neither. @returns its id @throws NoRoom */
  keepPhoto(finding: Uuid, jpeg: ArrayBuffer, facts: Omit<Picture, 'sha256' | 'bytes'>): Promise<Uuid>;
  startRecording(finding: Uuid, type: Sound['type']): Promise<Recording>;
  /** Bytes of a photo or voice that lies here. */
  file(sha256: string): Promise<ArrayBuffer | null>;
  keepPlan(plan: WalkPlan): Promise<void>;
  /** All of it as a file to be handed over, where the server takes nothing more. */
  asFile(): Promise<Blob>;
  close(): void;
}
