import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { May, Uuid, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import { fold } from '@quartierblick/gis/walks/fold.ts';
import type { Thing } from '@quartierblick/gis/walks/fold.ts';
import { said } from '@quartierblick/gis/walks/test-log.ts';
import { launchBrowser } from '../support/browser.ts';
import { availableDatabases, describeOnEachDatabase } from '../support/databases.ts';
import type { Op } from './converge/page.ts';
import { Phone } from './converge/phone.ts';
import { startField } from './converge/server.ts';
import type { Field } from './converge/server.ts';

/** Two hundred walks together, whichever databases there are here. */
const RUNS = Math.ceil(200 / availableDatabases().length);
/** A failing run is repeated with `WALK_SEED=…`; kills fall at other moments then, the steps are the same. */
const seed = Number(process.env['WALK_SEED'] ?? Date.now() % 1_000_000);
/** So often everybody sends and reads until nothing changes any more; each hears of the others at the second time. */
const MOST_ROUNDS = 5;

const op = fc.record({
  do: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('note' as const, 'theme' as const, 'place' as const) },
    { weight: 3, arbitrary: fc.constantFrom('draft' as const, 'settle' as const) },
    { weight: 2, arbitrary: fc.constantFrom('visit' as const, 'remove' as const, 'photo' as const) },
  ),
  // Few things, so that several write into the same field at once.
  thing: fc.nat(2),
});
const MOST_PEOPLE = 5;
const who = fc.nat(MOST_PEOPLE - 1);
const afterMs = fc.integer({ min: 0, max: 40 });
const death = fc.oneof(
  { weight: 3, arbitrary: fc.constant('leave' as const) },
  { weight: 1, arbitrary: fc.constant('close' as const) },
  { weight: 1, arbitrary: fc.constant('crash' as const) },
);
const dies = fc.option(fc.record({ afterMs, death }), { freq: 3 });
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      who,
      ops: fc.array(op, { minLength: 1, maxLength: 5 }),
      dies,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const), who, dies }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('offline' as const), who, is: fc.boolean() }) },
);
const course = fc.record({
  /** Who takes part: by the code, or by an account. */
  guests: fc.array(fc.boolean(), { minLength: 2, maxLength: MOST_PEOPLE }),
  steps: fc.array(step, { minLength: 4, maxLength: 8 }),
  order: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a device is told: a guest only places and words of findings beside its own. */
function toldTo(device: Uuid, may: ReadonlyMap<Uuid, May>, events: readonly WalkEvent[]): WalkEvent[] {
  if (may.get(device) === 'edit') return [...events];
  return events.filter((event) => event.device === device || event.kind === 'finding');
}

/** Texts and numbers that were written once in the world, as they stand in an event. */
const marksOf = ({ kind, say }: WalkEvent): string[] => {
  if (say.do !== 'set' || kind === 'photo') return [];
  return [`${say.field} ${JSON.stringify(say.value)}`];
};

describeOnEachDatabase('browsers that write without a network and are killed at any moment', (context) => {
  let browser: Browser;
  let field: Field;
  /** How often a page really died in the middle of something; without that the test would say nothing. */
  const died = { writing: 0, syncing: 0 };
  let contexts = 0;
  /** Five, of which each walk takes as many as it has people. */
  let all: Phone[] = [];
  beforeAll(async () => {
    [browser, field] = await Promise.all([launchBrowser(), startField(context())]);
    all = await Promise.all(Array.from({ length: MOST_PEOPLE }, () => Phone.begin(browser, field.url)));
  });
  afterAll(async () => {
    await browser?.close();
    await field?.stop();
  });

  let written = 0;
  async function take(phone: Phone, things: readonly Uuid[], one: Step): Promise<void> {
    if (one.do === 'offline') return phone.offline(one.is);
    const ops =
      one.do === 'write' ? one.ops.map((each): Op => ({ ...each, thing: things[each.thing] ?? '', n: ++written })) : [];
    const work = () => (one.do === 'write' ? phone.write(ops) : phone.sync());
    if (!one.dies) return void (await work());
    const wasAtIt = await phone.dieWhile(work, one.dies.afterMs, one.dies.death);
    if (wasAtIt) died[one.do === 'write' ? 'writing' : 'syncing'] += 1;
  }

  /** Everybody comes back into the network and sends, in any order, until nothing changes. */
  async function quiet(phones: readonly Phone[], order: readonly number[]) {
    const inOrder = phones.map((phone, n) => [order[n] ?? 0, phone] as const).sort(([a], [b]) => a - b);
    let before = '';
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      for (const [, phone] of inOrder) {
        await phone.offline(false);
        if (round === 0) await phone.settle();
        expect(await phone.sync()).toBe('ok');
      }
      const known = await Promise.all(phones.map((phone) => phone.knows()));
      const now = JSON.stringify(known);
      if (now === before) return known;
      before = now;
    }
    throw new Error('it never came to rest');
  }

  /** Nothing that was said to be saved is lost, and nothing is there twice. */
  function nothingLost(events: readonly WalkEvent[], devices: readonly Uuid[], phones: readonly Phone[]): void {
    const byId = new Map(events.map((event) => [event.id, event]));
    expect(byId.size).toBe(events.length);
    const marks = events.flatMap(marksOf);
    expect(marks.filter((mark, n) => marks.indexOf(mark) !== n)).toEqual([]);
    for (const [n, { acks }] of phones.entries()) {
      for (const ack of acks) {
        if (ack.kind === 'events') for (const event of ack.events) expect(byId.get(event.id)).toEqual(event);
        if (ack.kind === 'photo') {
          const parts = events.filter(({ kind, thing }) => kind === 'photo' && thing === ack.photo);
          expect(parts.map(({ say }) => say.do === 'set' && say.field).sort()).toEqual(['finding', 'picture']);
        }
        if (ack.kind === 'draft') {
          // What was typed on at the same place before it was said is part of what followed.
          const later = events.some(
            ({ device, thing, say }) =>
              device === devices[n] &&
              thing === ack.thing &&
              say.do === 'set' &&
              String(say.value).startsWith('Entwurf ') &&
              Number(String(say.value).slice(8)) >= ack.n,
          );
          expect([ack, later]).toEqual([ack, true]);
        }
      }
    }
  }

  it(`all know the same in the end, as the server does; nothing is lost, nothing is doubled (${RUNS} walks, seed ${seed})`, async () => {
    const test = fc.asyncProperty(course, async ({ guests, steps, order }) => {
      const { walk, code } = await field.begin();
      const things = [randomUUID(), randomUUID(), randomUUID()];
      const phones = all.slice(0, guests.length);
      await Promise.all(phones.map((phone, n) => phone.join(walk, guests[n] ? code : null)));
      contexts += phones.length;
      for (const one of steps) {
        const phone = phones[one.who % phones.length];
        if (phone) await take(phone, things, one);
      }
      const known = await quiet(phones, order);
      const { events, may, findings, blobs } = await field.has(walk);
      const devices = known.map(({ device }) => device);
      nothingLost(events, devices, phones);
      for (const { device, ids, said: shown, isPending } of known) {
        const told = toldTo(device, may, events);
        expect(isPending).toBe(false);
        expect([...ids].sort()).toEqual(told.map(({ id }) => id).sort());
        expect(shown).toEqual(said(fold(told, may)));
      }
      // Of a finding that was only ever removed there is nothing to tell, so it has no row.
      const isTold = ({ kind, fields }: Thing) => kind === 'finding' && Object.keys(fields).length > 0;
      expect(findings).toBe([...fold(events, may).values()].filter(isTold).length);
      const pictures = events.flatMap(({ say }) =>
        say.do === 'set' && say.field === 'picture' ? [(say.value as { sha256: string }).sha256] : [],
      );
      expect(blobs).toBe(new Set(pictures).size);
      await Promise.all(phones.map((phone) => phone.forget()));
    });
    // Not made smaller: each try is a walk of its own, and what a kill at another moment shows is another failure.
    await fc.assert(test, { numRuns: RUNS, seed, endOnFailure: true });
    expect(contexts).toBeGreaterThanOrEqual(2 * RUNS);
    expect(died.writing).toBeGreaterThan(RUNS / 10);
    expect(died.syncing).toBeGreaterThan(RUNS / 20);
  }, 1_500_000);
});
