import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { May, Uuid, WalkEvent } from './event.ts';
import { fold, keyOf } from './fold.ts';
import { remove, seenOf, set, stamp } from './stamp.ts';
import type { Saying } from './stamp.ts';
import { rights, said, steps, uuid, walked } from './test-log.ts';
import type { Step, Walked } from './test-log.ts';
import { timeline } from './timeline.ts';

const RUNS = { numRuns: 200 };
const walk = fc.tuple(steps, rights).map(([todo, mays]) => walked(todo, mays));

/** The rule of ending, written a second time: who may say that an event is replaced. */
const mayEnd = (may: ReadonlyMap<Uuid, May>, by: WalkEvent, of: WalkEvent) =>
  by !== of && (may.get(by.device) === 'edit' || (by.device === of.device && by.seq > of.seq));

/** Ids of the sets whose values stand. */
const standing = ({ events, may }: Pick<Walked, 'events' | 'may'>) =>
  new Set(
    [...fold(events, may).values()].flatMap(({ fields }) =>
      Object.values(fields).flatMap((values) => values.flatMap(({ by }) => by.map(({ id }) => id))),
    ),
  );

const note = (who: number, seq: number, value: string, over: readonly Uuid[], id = uuid(5, who * 100 + seq)) =>
  stamp(set('finding', uuid(3, 0), 'note', value, over), {
    id,
    device: uuid(1, who),
    seq,
    now: '2026-11-27T11:00:00Z',
  });
const says = (saying: Saying, who: number, seq: number) =>
  stamp(saying, { id: uuid(6, who * 100 + seq), device: uuid(1, who), seq, now: '2026-11-27T11:00:00Z' });
const finding = keyOf('finding', uuid(3, 0));

describe('what is known of a walk', () => {
  it('1: is the same in whatever order, however often and in whatever batches events arrive', () => {
    fc.assert(
      fc.property(
        walk.chain((one) =>
          fc.tuple(
            fc.constant(one),
            fc.shuffledSubarray(one.events, { minLength: one.events.length }),
            fc.subarray(one.events),
          ),
        ),
        ([{ events, may }, shuffled, again]) => {
          const whole = said(fold(events, may));
          expect(said(fold([...again, ...structuredClone(shuffled), ...again], may))).toEqual(whole);
          expect(said(fold(shuffled.toReversed(), may))).toEqual(whole);
        },
      ),
      RUNS,
    );
  });

  it('1: does not depend on which came first where a broken device uses an id twice', () => {
    const [a, b] = [note(0, 1, 'a', []), note(0, 1, 'b', [])];
    expect(said(fold([a, b], new Map()))).toEqual(said(fold([b, a], new Map())));
  });

  it('2: is the union of two replicas, and of a single thing what its own events and those of its photos say', () => {
    fc.assert(
      fc.property(
        walk.chain((one) => fc.tuple(fc.constant(one), fc.subarray(one.events), fc.subarray(one.events))),
        ([{ events, may }, a, b]) => {
          const union = events.filter((event) => a.includes(event) || b.includes(event));
          expect(said(fold([...a, ...b], may))).toEqual(said(fold(union, may)));
          expect(said(fold([...b, ...a], may))).toEqual(said(fold(union, may)));
          const whole = said(fold(events, may));
          for (const id of new Set(events.flatMap((event) => (event.kind === 'finding' ? [event.thing] : [])))) {
            const photos = new Set(
              events.flatMap(({ thing, say }) =>
                say.do === 'set' && say.field === 'finding' && say.value === id ? [thing] : [],
              ),
            );
            const own = events.filter((event) => event.thing === id || photos.has(event.thing));
            expect(said(fold(own, may))[keyOf('finding', id)]).toEqual(whole[keyOf('finding', id)]);
          }
        },
      ),
      RUNS,
    );
  });

  it('3: loses no value silently: it stands, or somebody who may do so named it as replaced', () => {
    fc.assert(
      fc.property(walk, ({ events, may }) => {
        const stands = standing({ events, may });
        for (const event of events) {
          if (event.say.do !== 'set' || stands.has(event.id)) continue;
          expect(events.some((by) => by.say.over.includes(event.id) && mayEnd(may, by, event))).toBe(true);
        }
        for (const { fields } of fold(events, may).values()) {
          for (const values of Object.values(fields)) expect(values.length).toBeGreaterThan(0);
        }
      }),
      RUNS,
    );
  });

  it('4: keeps all values of a field that several set at once, and one after somebody resolved it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.boolean(), (devices, isBegun) => {
        const may = new Map(Array.from({ length: devices }, (_, n) => [uuid(1, n), 'edit' as const]));
        const first = isBegun ? [note(0, 1, 'zuerst', [])] : [];
        const edits = [...may.keys()].map((_, n) =>
          note(
            n,
            2,
            `Wert ${n}`,
            first.map(({ id }) => id),
          ),
        );
        const all = [...first, ...edits];
        const state = fold(all, may);
        expect(state.get(finding)?.fields['note']?.map(({ value }) => value)).toEqual(edits.map((_, n) => `Wert ${n}`));
        const resolving = note(1, 3, 'beide', seenOf(state, 'finding', uuid(3, 0), 'note'));
        expect(
          fold([...all, resolving], may)
            .get(finding)
            ?.fields['note']?.map(({ value }) => value),
        ).toEqual(['beide']);
        const third = note(
          0,
          3,
          'nochmals',
          edits.map(({ id }) => id),
        );
        expect(fold([...all, resolving, third], may).get(finding)?.fields['note']).toHaveLength(2);
      }),
      RUNS,
    );
  });

  it('4: joins equal values of several devices', () => {
    const state = fold([note(0, 1, 'Glas', []), note(1, 1, 'Glas', [])], new Map());
    expect(state.get(finding)?.fields['note']?.map(({ value, by }) => [value, by.length])).toEqual([['Glas', 2]]);
  });

  it('5: guests can neither replace what others said nor hide what they saw, whatever they send', () => {
    fc.assert(
      fc.property(
        walk,
        fc.array(
          fc.record({
            over: fc.array(fc.nat(60)),
            thing: fc.nat(3),
            isRemove: fc.boolean(),
            field: fc.constantFrom('note', 'theme'),
          }),
          { maxLength: 12 },
        ),
        ({ events, may }, hostile) => {
          const guest = uuid(1, 7);
          const attack = hostile.map(({ over, thing, isRemove, field }, n): WalkEvent => {
            const named = over.flatMap((i) => events[i]?.id ?? []);
            const say = isRemove
              ? ({ do: 'remove', over: named } as const)
              : ({ do: 'set', field, value: 'x', over: named } as const);
            return {
              v: 1,
              id: uuid(7, n),
              device: guest,
              seq: n + 1,
              at: '',
              kind: 'finding',
              thing: uuid(3, thing),
              say,
            };
          });
          const after = { events: [...attack, ...events], may };
          const stands = standing(after);
          for (const id of standing({ events, may })) expect(stands.has(id)).toBe(true);
          const state = fold(after.events, may);
          for (const [key, { removed }] of fold(events, may)) if (!removed) expect(state.get(key)?.removed).toBe(false);
        },
      ),
      RUNS,
    );
  });

  it('5: a guest can replace and hide what it said itself', () => {
    const first = note(0, 1, 'Glas', []);
    const again = note(0, 2, 'Scherben', [first.id]);
    const seen = fold([first, again], new Map());
    expect(seen.get(finding)?.fields['note']?.map(({ value }) => value)).toEqual(['Scherben']);
    const hidden = fold([first, again, says(remove(seen, 'finding', uuid(3, 0)), 0, 3)], new Map());
    expect(hidden.get(finding)).toMatchObject({ removed: true, contested: false });
  });

  it('6: what somebody says of a thing while another hides it brings it back, and both is said', () => {
    fc.assert(
      fc.property(steps, rights, fc.boolean(), (todo: Step[], mays, isPhoto) => {
        const { events, may } = walked(todo, mays.with(0, 'edit'));
        const before = fold(events, may);
        const hiding = says(remove(before, 'finding', uuid(3, 0)), 0, 900);
        const alone = fold([...events, hiding], may).get(finding);
        const isThere = Object.keys(before.get(finding)?.fields ?? {}).length > 0;
        if (isThere) expect(alone).toMatchObject({ removed: true, contested: false });
        const unseen = isPhoto
          ? says(set('photo', uuid(4, 999), 'finding', uuid(3, 0), []), 1, 901)
          : says(set('finding', uuid(3, 0), 'note', 'doch', seenOf(before, 'finding', uuid(3, 0), 'note')), 1, 901);
        if (isThere) {
          expect(fold([...events, unseen, hiding], may).get(finding)).toMatchObject({
            removed: false,
            contested: true,
          });
        }
      }),
      RUNS,
    );
  });

  it('6: bringing a thing back in the knowledge that it was hidden is no contradiction', () => {
    const may = new Map([[uuid(1, 0), 'edit' as const]]);
    const first = note(0, 1, 'Glas', []);
    const hiding = says(remove(fold([first], may), 'finding', uuid(3, 0)), 0, 2);
    const hidden = fold([first, hiding], may);
    const back = note(0, 3, 'Glas', seenOf(hidden, 'finding', uuid(3, 0), 'note'));
    expect(fold([first, hiding, back], may).get(finding)).toMatchObject({ removed: false, contested: false });
  });

  it('6: a photo that was hidden by itself does not keep its finding', () => {
    const may = new Map([[uuid(1, 0), 'edit' as const]]);
    const events = [note(0, 1, 'Glas', []), says(set('photo', uuid(4, 1), 'finding', uuid(3, 0), []), 1, 1)];
    const hidePhoto = says(remove(fold(events, may), 'photo', uuid(4, 1)), 0, 2);
    const hideNote = says({ kind: 'finding', thing: uuid(3, 0), say: { do: 'remove', over: [uuid(5, 1)] } }, 0, 3);
    expect(fold([...events, hideNote], may).get(finding)?.removed).toBe(false);
    expect(fold([...events, hideNote, hidePhoto], may).get(finding)?.removed).toBe(true);
  });

  it('7: sets that all name each other are all kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), (n) => {
        const may = new Map(Array.from({ length: n }, (_, i) => [uuid(1, i), 'edit' as const]));
        const ring = Array.from({ length: n }, (_, i) => note(i, 1, `Wert ${i}`, [uuid(5, ((i + 1) % n) * 100 + 1)]));
        expect(fold(ring, may).get(finding)?.fields['note']).toHaveLength(n);
      }),
      RUNS,
    );
  });

  it('8: clocks change nothing but the order in which it is told', () => {
    fc.assert(
      fc.property(walk, fc.array(fc.string(), { minLength: 1, maxLength: 5 }), ({ events, may }, clocks) => {
        const other = events.map((event, i) => ({ ...event, at: clocks[i % clocks.length] ?? '' }));
        expect(said(fold(other, may))).toEqual(said(fold(events, may)));
        const told = timeline(other.map((event) => ({ event, receivedAt: 1e12, offsetMs: 0 })));
        expect(new Set(told.map(({ event }) => event))).toEqual(new Set(other));
        for (const device of may.keys()) {
          const own = told.filter(({ event }) => event.device === device);
          expect(own.map(({ event }) => event.seq)).toEqual(own.map((_, i) => i + 1));
        }
      }),
      RUNS,
    );
  });

  it('sets a clock right that is wrong by a day, and lets nobody speak after it was heard', () => {
    const heardAt = Date.parse('2026-11-27T12:00:00Z');
    const at = (hour: number, seq: number, day = 27): WalkEvent => ({
      ...note(0, seq, 'x', []),
      at: `2026-11-${day}T${hour}:00:00Z`,
    });
    const dayBehind = timeline([{ event: at(10, 1, 26), receivedAt: heardAt, offsetMs: 86_400_000 }]);
    expect(dayBehind.map(({ time }) => new Date(time).toISOString())).toEqual(['2026-11-27T10:00:00.000Z']);
    const tooLate = timeline([{ event: at(15, 1), receivedAt: heardAt, offsetMs: 0 }]);
    expect(tooLate.map(({ time }) => time)).toEqual([heardAt]);
    const goneBack = [at(11, 1), at(10, 2)].map((event) => ({ event, receivedAt: heardAt, offsetMs: 0 }));
    expect(timeline(goneBack).map(({ event }) => event.seq)).toEqual([1, 2]);
  });
});
