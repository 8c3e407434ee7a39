import type { ThingKind, Uuid } from '@quartierblick/gis/walks/event.ts';
import type { State } from '@quartierblick/gis/walks/fold.ts';
import type { Saying } from '@quartierblick/gis/walks/stamp.ts';
import type { VoiceSink } from '#lib/walks/voice/recorder.ts';
import type { Encoded } from '#lib/walks/photo/encode.ts';

/** Three honest numbers of notes, photos and voices: what lies here, what is being sent, what the server has said it has. */
export interface Numbers {
  device: number;
  underWay: number;
  server: number;
}

/** Why the server takes nothing more from this device; everything stays on it. */
export type Ended = 'link-ended' | 'expired' | 'walk-closed' | 'device-ended' | 'log-forked' | 'clock' | 'unknown';

export interface SendState {
  numbers: Numbers;
  /** When the server last answered, ISO 8601; null: never. */
  answeredAt: string | null;
  /** The last attempt reached nobody. */
  failed: boolean;
  ended: Ended | null;
}

/** The device has no room left for a photo or a voice; notes still fit. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull';
}

/**
 * What the screen needs of the log on this device. Whatever resolves lies in a finished transaction: only then does the
 * screen say "saved".
 */
export interface FieldStore {
  readonly device: Uuid;
  state(): State;
  send(): SendState;
  /** Whether the server has said that it has an event of this device. */
  isSent(seq: number): boolean;
  /** What somebody began to write and has not finished. */
  draft(kind: ThingKind, thing: Uuid, field: string): string | null;
  type(kind: ThingKind, thing: Uuid, field: string, text: string): Promise<void>;
  /** Turns drafts into events: of one field, or all. */
  settle(thing?: Uuid, field?: string): Promise<void>;
  say(sayings: readonly Saying[]): Promise<void>;
  /** @throws DiskFull */
  keepPhoto(finding: Uuid, photo: Encoded, how: { covered: number; drawn: boolean }): Promise<void>;
  /** @throws DiskFull */
  voice(finding: Uuid): VoiceSink;
  bytesOf(sha256: string): Promise<ArrayBuffer | null>;
  sendNow(): Promise<void>;
  /** The whole log of this device, for the hand that carries it to the office. */
  asFile(): Promise<Blob>;
  onChange(listener: () => void): () => void;
  close(): void;
}
