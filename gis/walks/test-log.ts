import fc from 'fast-check';
import type { Json, May, Uuid, WalkEvent } from './event.ts';
import { fold, keyOf } from './fold.ts';
import type { State } from './fold.ts';
import { remove, seenOf, stamp } from './stamp.ts';
import type { Saying } from './stamp.ts';

/** The n-th of its kind, as a UUID of version 4. */
export const uuid = (kind: number, n: number): Uuid =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** A step of somebody on a walk. Numbers choose among what there is. */
export type Step =
  | { do: 'set'; device: number; thing: number; field: number; value: number; daysOff: number }
  | { do: 'photo'; device: number; thing: number; value: number; daysOff: number }
  | { do: 'remove'; device: number; thing: number; daysOff: number }
  | { do: 'hear'; device: number; mask: number };

const FIELDS = ['note', 'theme', `answer/${uuid(9, 1)}`] as const;
const VALUES: readonly Json[] = ['', 'Glas', 'Licht fehlt', 3, null];

const device = fc.nat(4);
const thing = fc.nat(3);
const daysOff = fc.constantFrom(-1, 0, 1);
const value = fc.nat(VALUES.length - 1);

/** Two to five devices that write and hear a part of each other; the clock of each step is off by up to a day. */
export const steps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('set' as const), device, thing, field: fc.nat(2), value, daysOff }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('photo' as const), device, thing, value, daysOff }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), device, thing, daysOff }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('hear' as const), device, mask: fc.integer({ min: 0 }) }) },
  ),
  { minLength: 1, maxLength: 40 },
);

/** Who may what: some are guests, some of an account. */
export const rights = fc.array(fc.constantFrom<May>('add', 'edit'), { minLength: 5, maxLength: 5 });

export interface Walked {
  /** In the order in which they were said. */
  events: WalkEvent[];
  may: ReadonlyMap<Uuid, May>;
}

/** Walks: each device stamps what it says upon what it has heard, as the page does. */
export function walked(todo: readonly Step[], mays: readonly May[]): Walked {
  const may = new Map(mays.map((one, n) => [uuid(1, n), one]));
  const events: WalkEvent[] = [];
  const heard = mays.map(() => new Set<WalkEvent>());
  const logs = mays.map(() => 0);
  todo.forEach((step, i) => {
    const mine = heard[step.device];
    if (!mine) return;
    if (step.do === 'hear') {
      events.forEach((event, n) => ((step.mask >> (n % 30)) & 1) === 1 && mine.add(event));
      return;
    }
    const say = (saying: Saying) => {
      logs[step.device] = (logs[step.device] ?? 0) + 1;
      const now = new Date(Date.UTC(2026, 10, 27, 10) + i * 60_000 + step.daysOff * 86_400_000).toISOString();
      const place = { id: uuid(2, events.length), device: uuid(1, step.device), seq: logs[step.device] ?? 0, now };
      const event = stamp(saying, place);
      events.push(event);
      mine.add(event);
    };
    const state = fold(mine, may);
    const id = uuid(3, step.thing);
    if (step.do === 'remove') say(remove(state, 'finding', id));
    else if (step.do === 'photo') {
      const photo = uuid(4, events.length);
      say({ kind: 'photo', thing: photo, say: { do: 'set', field: 'finding', value: id, over: [] } });
      say({
        kind: 'photo',
        thing: photo,
        say: { do: 'set', field: 'caption', value: VALUES[step.value] ?? '', over: [] },
      });
    } else {
      const field = FIELDS[step.field] ?? 'note';
      const over = seenOf(state, 'finding', id, field);
      say({ kind: 'finding', thing: id, say: { do: 'set', field, value: VALUES[step.value] ?? null, over } });
    }
  });
  return { events, may };
}

/** What a state says, without the clocks in its events: for comparing. */
export function said(state: State) {
  const ids = (events: readonly WalkEvent[]) => events.map(({ id }) => id);
  return Object.fromEntries(
    [...state.values()]
      .map(({ kind, id, removed, contested, fields, removes }) => {
        const values = Object.entries(fields).map(
          ([field, all]) => [field, all.map(({ value, by }) => [value, ids(by)])] as const,
        );
        const sorted = Object.fromEntries(values.sort(([a], [b]) => (a < b ? -1 : 1)));
        return [keyOf(kind, id), { removed, contested, fields: sorted, removes: ids(removes) }] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
