import type { Json, Say, ThingFields, ThingKind, Uuid, WalkEvent } from './event.ts';
import { keyOf } from './fold.ts';
import type { State, Thing } from './fold.ts';

/** What somebody wants to say, before it has its place in the log of a device. */
export interface Saying {
  readonly kind: ThingKind;
  readonly thing: Uuid;
  readonly say: Say;
}

/** What the values of a field, and the removes of its thing, are replaced by: to be taken when somebody begins to write, see R8. */
export function seenOf(state: State, kind: ThingKind, id: Uuid, field: string): Uuid[] {
  const thing = state.get(keyOf(kind, id));
  if (!thing) return [];
  return [...(thing.fields[field] ?? []).flatMap(({ by }) => by), ...thing.removes].map((event) => event.id);
}

/** PostgreSQL takes neither NUL nor half a character, and a note must never be what keeps a log from being sent. */
function clean(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value === null || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(clean);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, clean(part)]));
}

/**
 * Sets a field.
 * @param over the events that are replaced: {@link seenOf} from when the new value was begun, not from when it was finished
 */
export function set<K extends ThingKind, F extends keyof ThingFields[K] & string>(
  kind: K,
  thing: Uuid,
  field: F,
  value: ThingFields[K][F],
  over: readonly Uuid[],
): Saying {
  return { kind, thing, say: { do: 'set', field, value: clean(value as Json), over } };
}

const standing = ({ fields }: Thing): Uuid[] =>
  Object.values(fields).flatMap((values) => values.flatMap(({ by }) => by.map(({ id }) => id)));

/** Hides a thing, and with a finding its photos and voices, as far as they are known here. */
export function remove(state: State, kind: ThingKind, thing: Uuid): Saying {
  const own = state.get(keyOf(kind, thing));
  const parts = [...state.values()].filter(
    (part) =>
      kind === 'finding' &&
      (part.kind === 'photo' || part.kind === 'voice') &&
      (part.fields['finding'] ?? []).some(({ value }) => value === thing),
  );
  return {
    kind,
    thing,
    say: { do: 'remove', over: [...new Set([own, ...parts].flatMap((one) => (one ? standing(one) : [])))] },
  };
}

/** Gives a saying its place in the log of a device. `now` of the device's clock, in ISO 8601. */
export function stamp(
  { kind, thing, say }: Saying,
  place: { id: Uuid; device: Uuid; seq: number; now: string },
): WalkEvent {
  return { v: 1, id: place.id, device: place.device, seq: place.seq, at: place.now, kind, thing, say };
}

/** The time with the offset of where the device is, to the second. */
export function nowWithOffset(now: Date = new Date()): string {
  const minutes = -now.getTimezoneOffset();
  const two = (n: number) => String(Math.trunc(Math.abs(n))).padStart(2, '0');
  const local = new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  return `${local}${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
