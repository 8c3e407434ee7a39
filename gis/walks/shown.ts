import { UUID } from './event.ts';
import { LIMITS, ROLES } from './event.ts';
import type { Json, Picture, Place, Role, Sound, ThingFields, ThingKind, Uuid, WalkEvent } from './event.ts';
import type { Thing } from './fold.ts';

/** A value that can be shown, and the events that say it. */
export interface Shown<T> {
  readonly value: T;
  readonly by: readonly WalkEvent[];
}

const HASH = /^[0-9a-f]{64}$/;
const isUuid = (value: unknown): value is Uuid => typeof value === 'string' && UUID.test(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LIMITS.text;
const isNumber = (value: unknown, from: number, to: number) =>
  typeof value === 'number' && value >= from && value <= to;
const orNull = (is: (value: Json) => boolean) => (value: Json) => value === null || is(value);
const members = (value: Json): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;

/** Somewhere on the earth, with an accuracy that is one. */
function isPlace(value: Json): value is Json & Place {
  const place = members(value);
  return (
    place !== null &&
    isNumber(place['lon'], -180, 180) &&
    isNumber(place['lat'], -85, 85) &&
    (place['accuracyM'] === null || isNumber(place['accuracyM'], 0, 1e6)) &&
    ['gps', 'map', 'stop'].includes(place['by'] as string)
  );
}

function isFile(file: Record<string, unknown> | null): file is Record<string, unknown> {
  return (
    file !== null && typeof file['sha256'] === 'string' && HASH.test(file['sha256']) && isNumber(file['bytes'], 1, 1e8)
  );
}

function isPicture(value: Json): value is Json & Picture {
  const file = members(value);
  return (
    isFile(file) &&
    isNumber(file['width'], 1, 1e5) &&
    isNumber(file['height'], 1, 1e5) &&
    isNumber(file['covered'], 0, 1e5) &&
    typeof file['drawn'] === 'boolean'
  );
}

function isSound(value: Json): value is Json & Sound {
  const file = members(value);
  return (
    isFile(file) && isNumber(file['seconds'], 0, 1e5) && ['audio/webm', 'audio/mp4'].includes(file['type'] as string)
  );
}

const isAnswer = (value: Json): boolean => value === null || isText(value) || typeof value === 'number';

/** Which values of which fields can be shown. What a newer build or a broken device says beside them stays in the log. */
const FIELDS: {
  [K in ThingKind]: {
    [F in keyof ThingFields[K] as F extends `answer/${string}` ? never : F]: (value: Json) => boolean;
  };
} = {
  finding: {
    stop: orNull(isUuid),
    theme: orNull(isText),
    note: isText,
    place: orNull(isPlace),
    measure: orNull(isUuid),
  },
  photo: { finding: isUuid, picture: isPicture, caption: isText },
  voice: { finding: isUuid, sound: isSound, text: isText },
  visit: { stop: isUuid, came: isText, left: isText },
  person: { name: isText, role: (value) => ROLES.includes(value as Role) },
};

const ANSWER = /^answer\/[0-9a-f-]{36}$/;

/** Whether this build can show a value of a field of such a thing. */
export function canShow(kind: string, field: string, value: Json): boolean {
  const fields = Object.hasOwn(FIELDS, kind)
    ? (FIELDS[kind as ThingKind] as Record<string, (value: Json) => boolean>)
    : null;
  if (fields === null) return false;
  if (kind === 'finding' && ANSWER.test(field)) return isAnswer(value);
  return Object.hasOwn(fields, field) && fields[field]?.(value) === true;
}

/** All values of a field that can be shown: none, one, or several that contradict each other, in an order that is the same everywhere. */
export function shown<K extends ThingKind, F extends keyof ThingFields[K] & string>(
  thing: Thing,
  kind: K,
  field: F,
): readonly Shown<ThingFields[K][F]>[] {
  if (thing.kind !== kind) return [];
  const values = (thing.fields[field] ?? []).filter(({ value }) => canShow(kind, field, value));
  return values as unknown as readonly Shown<ThingFields[K][F]>[];
}

/** The fields of a thing on which devices contradict each other. */
export function conflictsOf(thing: Thing): string[] {
  return Object.entries(thing.fields).flatMap(([field, values]) =>
    values.filter(({ value }) => canShow(thing.kind, field, value)).length > 1 ? [field] : [],
  );
}
