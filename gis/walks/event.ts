/** Client-made, RFC 9562 version 4, lower case. */
export type Uuid = string;
/** Lower case, as the database gives ids back: one thing has one name. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who takes part in a walk, and through which eyes. */
export const ROLES = ['lead', 'scribe', 'child', 'scout', 'resident'] as const;
export type Role = (typeof ROLES)[number];

/** `add`: a guest, whose word never replaces another's. `edit`: a device of an account. Of a device this never changes. */
export type May = 'add' | 'edit';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What keeps one device from filling the server, and what a device must split by before sending. Bytes are of the JSON in UTF-8. */
export const LIMITS = {
  /** Characters of a note, a caption, or what is written down of a voice. */
  text: 4_000,
  /** Above what a note of that length takes in any script, written as JSON. */
  eventBytes: 32_768,
  batchEvents: 500,
  batchBytes: 1_000_000,
  deviceEvents: 20_000,
  photoBytes: 12_000_000,
  voiceBytes: 5_000_000,
  /** Of one piece of an upload. */
  pieceBytes: 524_288,
} as const;

/** Where something was found, in WGS 84: measured, put on the map by hand, or that of the stop. */
export interface Place {
  readonly lon: number;
  readonly lat: number;
  readonly accuracyM: number | null;
  readonly by: 'gps' | 'map' | 'stop';
}

/** A JPEG as the device keeps it: faces and plates are covered already. `covered`: how many places; `drawn`: whether it was drawn on. */
export interface Picture {
  readonly sha256: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly covered: number;
  readonly drawn: boolean;
}

/** A spoken note. */
export interface Sound {
  readonly sha256: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly type: 'audio/webm' | 'audio/mp4';
}

/**
 * What there is on a walk, with its fields. Photos and voices are things of their own that point to their finding: adding one touches
 * nobody's field. A visit is of one stop, a person is who took part.
 */
export interface ThingFields {
  finding: {
    stop: Uuid | null;
    theme: string | null;
    note: string;
    place: Place | null;
    /** The measure that this looks at again. */
    measure: Uuid | null;
  } & Record<`answer/${Uuid}`, string | number | null>;
  photo: { finding: Uuid; picture: Picture; caption: string };
  voice: { finding: Uuid; sound: Sound; text: string };
  visit: { stop: Uuid; came: string; left: string };
  person: { name: string; role: Role };
}

export type ThingKind = keyof ThingFields;

/** What an event does to its thing. `over`: the events that were seen and are replaced. */
export type Say =
  | { readonly do: 'set'; readonly field: string; readonly value: Json; readonly over: readonly Uuid[] }
  /** Hides the thing. `over`: every event seen of the thing and of the photos and voices that point to it. */
  | { readonly do: 'remove'; readonly over: readonly Uuid[] };

/** One thing that a device said. It is never changed; it may turn up anywhere and any number of times. */
export interface WalkEvent {
  readonly v: 1;
  /** What makes it one event wherever it turns up. */
  readonly id: Uuid;
  readonly device: Uuid;
  /** 1, 2, 3 … without a gap in the log of its device. */
  readonly seq: number;
  /** What the device's clock said, ISO 8601 with its offset: shown, never compared. */
  readonly at: string;
  /** A {@link ThingKind}, or one that a newer build knows. */
  readonly kind: string;
  readonly thing: Uuid;
  readonly say: Say;
}
