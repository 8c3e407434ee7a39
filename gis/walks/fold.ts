import { canonical } from './canonical.ts';
import type { Json, May, Uuid, WalkEvent } from './event.ts';

/** A value and who says so; equal values of several devices are one. */
export interface Value {
  readonly value: Json;
  readonly by: readonly WalkEvent[];
}

/** What is known of a thing. More than one value of a field is a conflict, for people to decide. */
export interface Thing {
  readonly kind: string;
  readonly id: Uuid;
  /** Somebody who may do so hid all that there is of it. */
  readonly removed: boolean;
  /** Somebody hid it, and somebody else said something of it that the first had not seen. */
  readonly contested: boolean;
  readonly fields: Readonly<Record<string, readonly Value[]>>;
  /** What hides it and was not undone; whoever brings it back names them in `over`. */
  readonly removes: readonly WalkEvent[];
}

/** All things of a walk by {@link keyOf}. */
export type State = ReadonlyMap<string, Thing>;

/** Where a thing stands in a {@link State}. */
export const keyOf = (kind: string, id: Uuid): string => `${kind}/${id}`;

/** Each event once. Where a broken device gave two events one id, the choice does not depend on which came first. */
function distinct(events: Iterable<WalkEvent>): Iterable<WalkEvent> {
  const byId = new Map<Uuid, WalkEvent>();
  for (const event of events) {
    const had = byId.get(event.id);
    if (had === undefined || (had !== event && canonical(event) < canonical(had))) byId.set(event.id, event);
  }
  return byId.values();
}

const byId = (a: WalkEvent, b: WalkEvent) => (a.id < b.id ? -1 : 1);

/** Everything that was said of one thing. */
interface Said {
  kind: string;
  id: Uuid;
  sets: Map<string, WalkEvent[]>;
  removes: WalkEvent[];
}

/**
 * What is known after these events. It depends on the set of events alone: order, repetition and clocks change nothing, and merging
 * two logs is their union. Nothing is ever lost silently: a value goes only where an event that may do so names it in its `over`,
 * and a guest's event may do so only with earlier ones of its own device.
 * @param may of each device; one that is not named is a guest
 */
export function fold(events: Iterable<WalkEvent>, may: ReadonlyMap<Uuid, May>): State {
  const things = new Map<string, Said>();
  for (const event of distinct(events)) {
    const key = keyOf(event.kind, event.thing);
    let said = things.get(key);
    if (!said) things.set(key, (said = { kind: event.kind, id: event.thing, sets: new Map(), removes: [] }));
    if (event.say.do === 'remove') said.removes.push(event);
    else {
      const sets = said.sets.get(event.say.field);
      if (sets) sets.push(event);
      else said.sets.set(event.say.field, [event]);
    }
  }
  const mayEnd: MayEnd = (by, of) =>
    by.id !== of.id && (may.get(by.device) === 'edit' || (by.device === of.device && by.seq > of.seq));
  const live = new Map<string, Map<string, WalkEvent[]>>();
  for (const [key, said] of things) {
    live.set(key, new Map([...said.sets].map(([field, sets]) => [field, liveOf(sets, mayEnd)])));
  }
  const parts = partsOf(things, live);
  const state = new Map<string, Thing>();
  // Photos and voices come first: one that is hidden itself keeps nothing.
  for (const isPart of [true, false]) {
    for (const [key, said] of things) {
      if (isPartKind(said.kind) === isPart) state.set(key, thingOf(key, said, live, parts, state, mayEnd));
    }
  }
  return state;
}

type MayEnd = (by: WalkEvent, of: WalkEvent) => boolean;
const isPartKind = (kind: string) => kind === 'photo' || kind === 'voice';

/** What stands of the sets of one field. */
function liveOf(sets: readonly WalkEvent[], mayEnd: MayEnd): WalkEvent[] {
  const live = withoutEnded(sets, sets, mayEnd);
  // A broken device made all of them name each other: then none of them counts as replaced.
  return live.length > 0 ? live : [...sets];
}

/** Those of `events` that none of `enders` names and may end. */
function withoutEnded(events: readonly WalkEvent[], enders: readonly WalkEvent[], mayEnd: MayEnd): WalkEvent[] {
  if (enders.every(({ say }) => say.over.length === 0)) return [...events];
  const byWhom = new Map<Uuid, WalkEvent[]>();
  for (const ender of enders) {
    for (const id of ender.say.over) byWhom.set(id, [...(byWhom.get(id) ?? []), ender]);
  }
  return events.filter((event) => !byWhom.get(event.id)?.some((by) => mayEnd(by, event)));
}

/** Photos and voices by what they point to; one that is said to belong to two findings belongs to both. */
function partsOf(things: ReadonlyMap<string, Said>, live: ReadonlyMap<string, Map<string, WalkEvent[]>>) {
  const parts = new Map<string, string[]>();
  for (const [key, { kind }] of things) {
    if (!isPartKind(kind)) continue;
    for (const { say } of live.get(key)?.get('finding') ?? []) {
      if (say.do !== 'set' || typeof say.value !== 'string') continue;
      const whole = keyOf('finding', say.value);
      parts.set(whole, [...(parts.get(whole) ?? []), key]);
    }
  }
  return parts;
}

function thingOf(
  key: string,
  said: Said,
  live: ReadonlyMap<string, ReadonlyMap<string, WalkEvent[]>>,
  parts: ReadonlyMap<string, readonly string[]>,
  state: ReadonlyMap<string, Thing>,
  mayEnd: MayEnd,
): Thing {
  const own = [...(live.get(key) ?? [])];
  const sets = own.flatMap(([, events]) => events);
  const ofParts = (parts.get(key) ?? []).flatMap((part) =>
    state.get(part)?.removed === true ? [] : [...(live.get(part)?.values() ?? [])].flat(),
  );
  const removes = withoutEnded(said.removes, [...said.sets.values()].flat(), mayEnd).sort(byId);
  const standing = [...sets, ...ofParts];
  const removed = sets.length > 0 && removes.length > 0 && withoutEnded(standing, removes, mayEnd).length === 0;
  const everSaid = [...[...said.sets.values()].flat(), ...ofParts];
  const isOpposed = !removed && withoutEnded(everSaid, removes, mayEnd).length < everSaid.length;
  return {
    kind: said.kind,
    id: said.id,
    removed,
    contested: isOpposed,
    fields: Object.fromEntries(own.map(([field, events]) => [field, valuesOf(events)])),
    removes,
  };
}

/** Equal values joined, in an order that is the same everywhere. */
function valuesOf(events: readonly WalkEvent[]): Value[] {
  const values = new Map<string, { value: Json; by: WalkEvent[] }>();
  for (const event of events) {
    if (event.say.do !== 'set') continue;
    const text = canonical(event.say.value);
    const same = values.get(text);
    if (same) same.by.push(event);
    else values.set(text, { value: event.say.value, by: [event] });
  }
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { value, by }]) => ({ value, by: by.sort(byId) }));
}
