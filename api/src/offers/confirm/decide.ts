import type { TransactionSql } from 'postgres';
import { partsOf, placedValues, saysSame, withPlaced } from '@quartierblick/gis/offers/proposal.ts';
import type { PlacedValues } from '@quartierblick/gis/offers/proposal.ts';
import { addDays } from '@quartierblick/gis/legal-path/calendar.ts';
import { actAs } from '../../audit/actor.ts';
import type { Occasion } from '../../audit/actor.ts';
import type { Identity } from '../../auth/identity.ts';
import type { Database } from '../../db.ts';
import { Problem, ruleProblem, validationProblem } from '../../errors.ts';
import { today } from '../../properties/today.ts';
import { readRegister } from '../register-read.ts';
import { changeRegister } from '../register.ts';
import type { RegisteredOffer } from '../register-read.ts';
import { brokenRules } from '../rules.ts';
import type { EnteredOffer } from '../rules.ts';
import { keptProposals } from './proposals.ts';
import type { KeptProposal } from './proposals.ts';
import { writeOffer } from './write-offer.ts';

/** What a planner approves of a proposal. */
export interface Approval {
  /** Values to be taken over, each with what the planner saw in the register. Left out: all, against what the provider saw. */
  fields?: PlacedValues | undefined;
  /** Version of the offer that the planner saw; left out: the one that the provider saw. */
  version?: number | undefined;
}

/** Takes the lock of a proposal that waits. @throws Problem 404 or 409 */
async function lockWaiting(tx: TransactionSql, key: string): Promise<KeptProposal> {
  await tx`select 1 from offer_proposals where key::text = ${key} for update`;
  const [proposal] = await keptProposals(tx, tx`key::text = ${key}`);
  if (!proposal) {
    const title = { de: 'Diesen Vorschlag gibt es nicht', en: 'There is no such proposal' };
    throw new Problem({ status: 404, type: 'unknown-proposal', title });
  }
  if (proposal.decision === null) return proposal;
  throw new Problem({
    status: 409,
    type: 'already-decided',
    title: { de: 'Darüber ist schon entschieden', en: 'This has been decided already' },
    detail: {
      de: 'Jemand anderes hat entschieden, oder der Träger hat etwas anderes geschickt. Bitte neu laden.',
      en: 'Somebody else has decided, or the provider has sent something else. Please load anew.',
    },
  });
}

async function lockOffer(tx: TransactionSql, key: string): Promise<RegisteredOffer> {
  await tx`select 1 from offers where key = ${key} for update`;
  const [offer] = await readRegister(tx, { key });
  if (offer) return offer;
  throw new Problem({
    status: 409,
    type: 'offer-gone',
    title: { de: 'Das Angebot gibt es nicht mehr', en: 'The offer is gone' },
    detail: {
      de: 'Es wurde inzwischen gelöscht. Der Vorschlag lässt sich nur noch ablehnen.',
      en: 'It was deleted meanwhile. The proposal can only be rejected.',
    },
  });
}

interface Conflict {
  field: string;
  base: unknown;
  yours: unknown;
  theirs: unknown;
}

const stale = ({ version, fields }: RegisteredOffer, conflicts: readonly Conflict[]) =>
  new Problem({
    status: 412,
    type: 'changed-meanwhile',
    title: { de: 'Das Angebot wurde inzwischen geändert', en: 'The offer was changed meanwhile' },
    detail: {
      de: 'Bitte neu laden und Feld für Feld entscheiden, was gelten soll. Der Vorschlag wartet weiter.',
      en: 'Please load anew and decide field by field what shall hold. The proposal goes on waiting.',
    },
    extra: { current: { version, properties: fields }, conflicts },
  });

/** The values to be taken over. @throws Problem 400 or 412 */
function chosenValues({ proposed, seen }: KeptProposal, offer: RegisteredOffer, { fields }: Approval): PlacedValues {
  const places = Object.keys(fields ?? proposed);
  const unknown = places.filter((place) => !Object.hasOwn(proposed, place));
  if (unknown.length > 0 || places.length === 0) {
    const issues = unknown.map((place) => ({ path: ['fields', place], message: 'is not proposed' }));
    throw validationProblem(
      issues.length > 0 ? issues : [{ path: ['fields'], message: 'names nothing to be taken over' }],
    );
  }
  const now = placedValues(offer);
  const base = fields ?? seen;
  const conflicts = places.flatMap((field): Conflict[] => {
    const [theirs, yours] = [now[field] ?? null, proposed[field]];
    // Where something no longer runs, its times are nobody's.
    const there = partsOf(field).run === null || Object.hasOwn(now, field);
    if (there && (saysSame(theirs, base[field]) || saysSame(theirs, yours))) return [];
    return [{ field, base: base[field] ?? null, yours, theirs }];
  });
  if (conflicts.length > 0) throw stale(offer, conflicts);
  return Object.fromEntries(places.map((place) => [place, proposed[place]]));
}

const entered = ({ fields, runs }: RegisteredOffer): EnteredOffer => ({
  offer: fields,
  runs: runs.map((run) => run.fields),
});

/** @throws Problem 400 that names every rule that an offer breaks now and did not before */
function refuseNewFaults(before: EnteredOffer, after: EnteredOffer): void {
  const known = new Set(brokenRules(before).map(({ path }) => path.join('.')));
  const issues = brokenRules(after).filter(({ path }) => !known.has(path.join('.')));
  if (issues.length > 0) throw ruleProblem(issues);
}

/** What an offer becomes that is no longer there: it stays in the register as one that has ended. */
function ended(offer: RegisteredOffer, receivedOn: string): PlacedValues {
  const before = addDays(receivedOn, -1);
  const known = offer.fields['valid_to'];
  // One that was to end earlier is not made to last.
  const last = typeof known === 'string' && known < before ? known : before;
  const begin = offer.fields['valid_from'];
  // One that never began has no beginning.
  return { valid_to: last, ...(typeof begin === 'string' && begin > last ? { valid_from: null } : {}) };
}

/**
 * Takes a proposal over into the register: the values that were proposed (or those of them that are named), and nothing else; where
 * they are all of them, the offer counts as confirmed on the day on which the provider sent it.
 * @throws Problem 400, 404, 409, or 412 with the values in question; the proposal then goes on waiting
 */
export async function approve(
  db: Database,
  who: Identity,
  occasion: Occasion,
  key: string,
  approval: Approval,
): Promise<void> {
  await changeRegister(db, who, occasion, async (tx) => {
    const proposal = await lockWaiting(tx, key);
    const receivedOn = today(new Date(proposal.receivedAt));
    let taken: string[] = [];
    // A remark alone changes nothing: it is taken note of.
    if (proposal.kind === 'gone' || Object.keys(proposal.proposed).length > 0) {
      const offer = await lockOffer(tx, proposal.offer);
      if (proposal.kind === 'gone' && offer.version !== (approval.version ?? proposal.seenVersion))
        throw stale(offer, []);
      const values = proposal.kind === 'gone' ? ended(offer, receivedOn) : chosenValues(proposal, offer, approval);
      const { fields, runs } = withPlaced(offer, values);
      // What was wrong before is no reason to keep a right value out, nor an offer that is gone in.
      if (proposal.kind !== 'gone')
        refuseNewFaults(entered(offer), { offer: fields, runs: runs.map((run) => run.fields) });
      taken = Object.keys(values);
      const whole = proposal.kind === 'change' && taken.length === Object.keys(proposal.proposed).length;
      await writeOffer(tx, offer, values, whole ? receivedOn : null);
    }
    await tx`
      update offer_proposals set decision = 'approved', decided_at = now(), decided_by = ${who.name}, taken = ${taken}
      where key::text = ${key}
    `;
  });
}

/** Rejects a proposal; the provider reads why. @throws Problem 404 or 409 */
export async function reject(
  db: Database,
  who: Identity,
  occasion: Occasion,
  key: string,
  reason: string,
): Promise<void> {
  await db.sql.begin(async (tx) => {
    await actAs(tx, who, occasion);
    await lockWaiting(tx, key);
    await tx`
      update offer_proposals set decision = 'rejected', decided_at = now(), decided_by = ${who.name}, reason = ${reason}
      where key::text = ${key}
    `;
  });
}
