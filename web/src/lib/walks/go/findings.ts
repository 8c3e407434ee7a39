import type { Picture, Place, Sound, Uuid, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import type { State, Thing } from '@quartierblick/gis/walks/fold.ts';
import { conflictsOf, shown } from '@quartierblick/gis/walks/shown.ts';

export interface PhotoOf {
  id: Uuid;
  picture: Picture;
}
export interface VoiceOf {
  id: Uuid;
  sound: Sound;
}

/** A finding as the screen shows it. Of a field with several values it has the first; `conflicts` names the field. */
export interface Finding {
  id: Uuid;
  stop: Uuid | null;
  note: string;
  theme: string | null;
  place: Place | null;
  /** The measure that is looked at again. */
  measure: Uuid | null;
  photos: readonly PhotoOf[];
  voices: readonly VoiceOf[];
  answers: Readonly<Record<Uuid, string | number>>;
  conflicts: readonly string[];
  removed: boolean;
  contested: boolean;
  /** This device said the first word of it. */
  mine: boolean;
  /** By that device's clock, ISO 8601. */
  at: string;
  /** Events of this device of it, by their ids. */
  own: readonly Uuid[];
}

const ANSWER = 'answer/';
const eventsOf = ({ fields }: Thing): WalkEvent[] =>
  Object.values(fields).flatMap((values) => values.flatMap(({ by }) => by));
const first = <T>(values: readonly { value: T }[]): T | undefined => values[0]?.value;

function answersOf(thing: Thing): Record<Uuid, string | number> {
  const answers: Record<Uuid, string | number> = {};
  for (const field of Object.keys(thing.fields)) {
    if (!field.startsWith(ANSWER)) continue;
    const value = first(shown(thing, 'finding', field as `answer/${Uuid}`));
    if (value !== undefined && value !== null) answers[field.slice(ANSWER.length)] = value;
  }
  return answers;
}

/** All findings of a walk that this device knows, the latest first; removed ones are among them and say so. */
export function findingsOf(state: State, device: Uuid): Finding[] {
  const photos = new Map<Uuid, PhotoOf[]>();
  const voices = new Map<Uuid, VoiceOf[]>();
  const parts = new Map<Uuid, WalkEvent[]>();
  for (const thing of state.values()) {
    if (thing.removed || (thing.kind !== 'photo' && thing.kind !== 'voice')) continue;
    const picture = first(shown(thing, 'photo', 'picture'));
    const sound = first(shown(thing, 'voice', 'sound'));
    for (const { value: finding } of [...shown(thing, 'photo', 'finding'), ...shown(thing, 'voice', 'finding')]) {
      if (picture) photos.set(finding, [...(photos.get(finding) ?? []), { id: thing.id, picture }]);
      if (sound) voices.set(finding, [...(voices.get(finding) ?? []), { id: thing.id, sound }]);
      parts.set(finding, [...(parts.get(finding) ?? []), ...eventsOf(thing)]);
    }
  }
  const findings = [...state.values()]
    .filter(({ kind }) => kind === 'finding')
    .map((thing): Finding & { order: number } => {
      const events = [...eventsOf(thing), ...(parts.get(thing.id) ?? [])];
      const own = [...events, ...thing.removes].filter((event) => event.device === device);
      const begun = events.toSorted((a, b) => a.seq - b.seq)[0];
      return {
        id: thing.id,
        stop: first(shown(thing, 'finding', 'stop')) ?? null,
        note: first(shown(thing, 'finding', 'note')) ?? '',
        theme: first(shown(thing, 'finding', 'theme')) ?? null,
        place: first(shown(thing, 'finding', 'place')) ?? null,
        measure: first(shown(thing, 'finding', 'measure')) ?? null,
        photos: photos.get(thing.id) ?? [],
        voices: voices.get(thing.id) ?? [],
        answers: answersOf(thing),
        conflicts: conflictsOf(thing),
        removed: thing.removed,
        contested: thing.contested,
        mine: begun?.device === device,
        at: begun?.at ?? '',
        own: own.map((event) => event.id),
        order: own.length > 0 ? Math.min(...own.map(({ seq }) => seq)) : 0,
      };
    });
  // One device's own findings in the order in which it began them, whatever its clock says; then those of others.
  return findings
    .toSorted((a, b) => b.order - a.order || (a.at < b.at ? 1 : -1))
    .map(({ order: _, ...finding }) => finding);
}
