import type { TransactionSql } from 'postgres';
import { canonical } from '@quartierblick/gis/walks/canonical.ts';
import type { ThingKind, Uuid } from '@quartierblick/gis/walks/event.ts';
import { fold, keyOf } from '@quartierblick/gis/walks/fold.ts';
import type { State, Thing } from '@quartierblick/gis/walks/fold.ts';
import type { Settling } from '@quartierblick/gis/walks/review.ts';
import { remove, type Saying } from '@quartierblick/gis/walks/stamp.ts';
import type { Database } from '../db.ts';
import { acting } from '../audit/actor.ts';
import { Problem } from '../errors.ts';
import type { Actor } from './changing.ts';
import { sayAtDesk } from './desk.ts';
import { project, readSaid } from './project.ts';
import { holdForReview, noSuchFinding } from './reviews.ts';

/** Somebody else has settled it, or what was chosen is not said any more. */
const settledAlready = () =>
  new Problem({
    status: 409,
    type: 'nothing-to-settle',
    title: { de: 'Hier widerspricht sich nichts mehr', en: 'Nothing contradicts itself here any more' },
    detail: {
      de: 'So steht es jetzt; bitte noch einmal ansehen.',
      en: 'This is how it stands now; please look again.',
    },
  });

async function readState(tx: TransactionSql, walk: string, finding: string): Promise<State> {
  const said = await readSaid(tx, walk, [finding]);
  return fold(
    said.map(({ event }) => event),
    new Map(said.map(({ event, may }) => [event.device, may])),
  );
}

/** A finding itself, or a photo or voice that belongs to it. */
function partOf(state: State, finding: string, kind: ThingKind, thing: Uuid): Thing | undefined {
  const found = state.get(keyOf(kind, thing));
  const isOf =
    kind === 'finding' ? thing === finding : found?.fields['finding']?.some(({ value }) => value === finding);
  return isOf ? found : undefined;
}

/** What is to be said so that of the values that were seen only one holds. */
function choosing(
  state: State,
  finding: string,
  { kind, thing, field, value, seen }: Settling & { do: 'value' },
): Saying {
  const values = partOf(state, finding, kind, thing)?.fields[field] ?? [];
  const known = new Set(seen.map(canonical));
  const isSaid = values.some((one) => canonical(one.value) === canonical(value));
  if (values.length < 2 || !isSaid) throw settledAlready();
  const over = values.filter((one) => known.has(canonical(one.value))).flatMap(({ by }) => by.map(({ id }) => id));
  return { kind, thing, say: { do: 'set', field, value, over } };
}

/** What is to be said so that a finding which somebody hid stays: one of its values once more, over all that hides it. */
function keeping(thing: Thing): Saying {
  const [said] = Object.entries(thing.fields);
  const value = said?.[1][0]?.value;
  if (!said || value === undefined) throw settledAlready();
  const over = thing.removes.map(({ id }) => id);
  return { kind: 'finding', thing: thing.id, say: { do: 'set', field: said[0], value, over } };
}

/**
 * Settles what devices contradict each other in, for everybody and for good: as an event of the log like any other, which replaces what
 * was looked at. What was said stays in the log.
 * @throws Problem 404, 409 where the walk is closed, where there is nothing to settle, or for the command line
 */
export async function settle(
  db: Database,
  actor: Actor,
  { walk, finding, settling }: { walk: string; finding: string; settling: Settling },
): Promise<void> {
  await acting(db, actor, async (tx) => {
    await holdForReview(tx, walk);
    const state = await readState(tx, walk, finding);
    const thing = state.get(keyOf('finding', finding));
    if (!thing || thing.removed) throw noSuchFinding();
    if (settling.do !== 'value' && !thing.contested) throw settledAlready();
    const saying =
      settling.do === 'value'
        ? choosing(state, finding, settling)
        : settling.do === 'keep'
          ? keeping(thing)
          : remove(state, 'finding', finding);
    await sayAtDesk(tx, walk, actor.who, saying);
    await project(tx, walk, [finding]);
  });
}
