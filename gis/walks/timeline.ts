import type { WalkEvent } from './event.ts';

/** An event as the server keeps it. */
export interface Kept {
  readonly event: WalkEvent;
  /** Milliseconds since 1970; null: it is on its device only. */
  readonly receivedAt: number | null;
  /** By how many milliseconds the device's clock was behind the server's when it sent this. */
  readonly offsetMs: number;
}

/** An event and when it was said, in milliseconds since 1970, as far as that can be known. */
export interface Timed extends Kept {
  readonly time: number;
}

const FROM = Date.UTC(1990, 0);
const TO = Date.UTC(2200, 0);

/** What a device's clock said, in milliseconds since 1970; `otherwise` where that is no time at all. */
export function clockOf(at: string, otherwise: number): number {
  const said = Date.parse(at);
  return said >= FROM && said < TO ? said : otherwise;
}

/**
 * Events in the order in which people lived through them, for display only: nothing that is known of a walk depends on it. The
 * device's clock is set right by what it was off when it sent, is never later than the arrival, and never goes back within a device.
 */
export function timeline(kept: readonly Kept[]): Timed[] {
  const latest = new Map<string, number>();
  const timed = [...kept]
    .sort((a, b) => a.event.seq - b.event.seq)
    .map((one) => {
      const { event, receivedAt, offsetMs } = one;
      const said = clockOf(event.at, receivedAt ?? 0) + offsetMs;
      const time = Math.max(Math.min(receivedAt ?? Infinity, said), latest.get(event.device) ?? -Infinity);
      latest.set(event.device, time);
      return { ...one, time };
    });
  const before = (a: Timed, b: Timed) =>
    a.time - b.time ||
    (a.event.device < b.event.device ? -1 : a.event.device > b.event.device ? 1 : 0) ||
    a.event.seq - b.event.seq;
  return timed.sort(before);
}
