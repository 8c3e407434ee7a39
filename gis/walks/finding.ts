import type { Place, Uuid, WalkEvent } from './event.ts';
import { keyOf } from './fold.ts';
import type { State, Thing } from './fold.ts';
import { conflictsOf, shown } from './shown.ts';
import type { Shown } from './shown.ts';

/** A value of a field and who said it when; the time in milliseconds since 1970. */
export interface SaidValue {
  readonly value: unknown;
  readonly by: readonly { readonly device: Uuid; readonly at: number }[];
}

/** A photo or voice of a finding, as it is known. */
export interface FindingPart {
  readonly kind: 'photo' | 'voice';
  readonly key: Uuid;
  readonly removed: boolean;
  readonly fields: Readonly<Record<string, readonly SaidValue[]>>;
}

/** Everything that was said of a finding and still stands. More than one value of a field is a conflict. */
export interface FindingFields {
  readonly finding: Readonly<Record<string, readonly SaidValue[]>>;
  readonly parts: readonly FindingPart[];
}

/** A finding as lists and maps show it: where devices contradict each other, what was said last. */
export interface Finding {
  readonly key: Uuid;
  /** Who said the first of it, and when. */
  readonly device: Uuid;
  readonly foundAt: number;
  readonly stop: Uuid | null;
  readonly measure: Uuid | null;
  readonly theme: string | null;
  readonly note: string | null;
  readonly place: Place | null;
  /** SHA-256 as the device sent them, oldest first, without removed ones. */
  readonly photos: readonly string[];
  readonly voices: readonly string[];
  readonly fields: FindingFields;
  /** Fields in contradiction, and one more where somebody hid what another still speaks of. */
  readonly conflicts: number;
  readonly removed: boolean;
}

/** When an event was said, in milliseconds since 1970: see {@link timeline}. */
export type TimeOf = (event: WalkEvent) => number;

const newest = (by: readonly WalkEvent[], timeOf: TimeOf) => Math.max(...by.map(timeOf));

/** The value that was said last. */
function last<T>(values: readonly Shown<T>[], timeOf: TimeOf): T | null {
  const [first, ...others] = values;
  if (first === undefined) return null;
  return others.reduce((best, one) => (newest(one.by, timeOf) > newest(best.by, timeOf) ? one : best), first).value;
}

const fieldsOf = ({ fields }: Thing, timeOf: TimeOf) =>
  Object.fromEntries(
    Object.entries(fields).map(([field, values]) => [
      field,
      values.map(({ value, by }) => ({ value, by: by.map((event) => ({ device: event.device, at: timeOf(event) })) })),
    ]),
  );

const eventsOf = ({ fields }: Thing) => Object.values(fields).flatMap((values) => values.flatMap(({ by }) => by));

/** Of some events the one that was said first; ties by id, so that it is the same everywhere. */
function earliest(events: readonly WalkEvent[], timeOf: TimeOf): WalkEvent | undefined {
  const before = (a: WalkEvent, b: WalkEvent) => timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : 1);
  return events.toSorted(before)[0];
}

/**
 * The findings of a walk. A photo or voice alone makes none: it waits until something is said of the finding itself.
 * @param events at least those of the findings, also what was replaced since: who said the first of each
 */
export function findingsOf(state: State, events: Iterable<WalkEvent>, timeOf: TimeOf): Finding[] {
  const said = new Map<Uuid, WalkEvent[]>();
  for (const event of events) {
    if (event.kind === 'finding' && event.say.do === 'set')
      said.set(event.thing, [...(said.get(event.thing) ?? []), event]);
  }
  const parts = new Map<Uuid, Thing[]>();
  for (const thing of state.values()) {
    const of = thing.kind === 'photo' ? shown(thing, 'photo', 'finding') : shown(thing, 'voice', 'finding');
    for (const { value } of of) parts.set(value, [...(parts.get(value) ?? []), thing]);
  }
  return [...said].flatMap(([key, all]) => {
    const thing = state.get(keyOf('finding', key));
    const first = earliest(all, timeOf);
    return thing && first ? [findingOf(thing, first, parts.get(key) ?? [], timeOf)] : [];
  });
}

function findingOf(thing: Thing, first: WalkEvent, parts: readonly Thing[], timeOf: TimeOf): Finding {
  const dated = parts
    .map((part) => ({ part, at: Math.min(...eventsOf(part).map(timeOf)) }))
    .sort((a, b) => a.at - b.at || (a.part.id < b.part.id ? -1 : 1))
    .map(({ part }) => part);
  const standing = dated.filter(({ removed }) => !removed);
  const hashes = (of: (part: Thing) => readonly Shown<{ sha256: string }>[]) => [
    ...new Set(standing.flatMap((part) => of(part).map(({ value }) => value.sha256))),
  ];
  const value = <F extends 'stop' | 'measure' | 'theme' | 'note' | 'place'>(field: F) =>
    last(shown(thing, 'finding', field), timeOf);
  return {
    key: thing.id,
    device: first.device,
    foundAt: timeOf(first),
    stop: value('stop'),
    measure: value('measure'),
    theme: value('theme'),
    note: value('note'),
    place: value('place'),
    photos: hashes((part) => shown(part, 'photo', 'picture')),
    voices: hashes((part) => shown(part, 'voice', 'sound')),
    fields: {
      finding: fieldsOf(thing, timeOf),
      parts: dated.map((part) => ({
        kind: part.kind as FindingPart['kind'],
        key: part.id,
        removed: part.removed,
        fields: fieldsOf(part, timeOf),
      })),
    },
    conflicts: conflictsOf(thing).length + (thing.contested ? 1 : 0),
    removed: thing.removed,
  };
}
