import { undecided } from '@quartierblick/gis/walks/review.ts';
import type { ReviewedFinding, WalkFindings } from '@quartierblick/gis/walks/review.ts';
import type { Database } from '../db.ts';
import { Problem } from '../errors.ts';
import { acting } from '../audit/actor.ts';
import type { Actor } from './changing.ts';
import { readFindings } from './findings.ts';
import { noSuchWalk } from './read-walks.ts';
import { holdForReview } from './reviews.ts';

const MOST_NAMED = 20;
const MOST_LETTERS = 60;

/** A finding in a sentence: its label and how its note begins. */
const named = ({ label, note, review }: ReviewedFinding): string => {
  const text = (review?.summary ?? note).replaceAll(/\s+/g, ' ').trim();
  const start = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS).toWellFormed()}…` : text;
  return start === '' ? label : `${label} „${start}“`;
};

function refuseOpen(findings: readonly ReviewedFinding[]): void {
  if (findings.length === 0) return;
  const list = findings.slice(0, MOST_NAMED).map(named).join(', ');
  const more = findings.length > MOST_NAMED ? ' …' : '';
  throw new Problem({
    status: 409,
    type: 'findings-undecided',
    title: { de: 'Noch nicht jeder Fund ist entschieden', en: 'Not every finding is decided on yet' },
    detail: {
      de: `Ohne Maßnahme und ohne Begründung: ${list}${more}`,
      en: `With neither a measure nor a reason: ${list}${more}`,
    },
    extra: { findings: findings.map(({ key, label, note }) => ({ key, label, note })) },
  });
}

function refusePending(pending: WalkFindings['pending']): void {
  if (pending.length === 0) return;
  throw new Problem({
    status: 409,
    type: 'devices-pending',
    title: { de: 'Ein Gerät hat noch etwas zu senden', en: 'A device still has something to send' },
    detail: {
      de: 'Nach dem Abschluss nimmt der Server von den Geräten dieses Gangs nichts mehr an. Was darauf liegt, bleibt dort.',
      en: 'Once the walk is closed, the server takes nothing more from its devices. What is on them stays there.',
    },
    extra: { pending },
  });
}

/**
 * Closes a walk: every finding has ended in a measure or in a reason why not, and from now on nothing is added.
 * @param evenSo whether notes that devices still have may be left out, for phones that are lost
 * @throws Problem 404, 409 with the findings that are not decided on, 409 with the devices that still have something
 */
export async function closeWalk(
  db: Database,
  actor: Actor,
  { walk, evenSo }: { walk: string; evenSo: boolean },
): Promise<void> {
  const occasion = evenSo ? { ...actor.occasion, reason: 'trotz ausstehender Geräte' } : actor.occasion;
  await acting(db, { ...actor, occasion }, async (tx) => {
    const { state } = await holdForReview(tx, walk);
    if (state === 'draft') {
      throw new Problem({
        status: 409,
        type: 'not-walked',
        title: { de: 'Dieser Gang hat noch nicht stattgefunden', en: 'This walk has not taken place yet' },
      });
    }
    const { findings, pending } = await readFindings(tx, walk);
    refuseOpen(undecided(findings));
    if (!evenSo) refusePending(pending);
    await tx`update walks set state = 'closed', changed_by = ${actor.who.name} where key = ${walk}`;
  });
}

/**
 * Opens a closed walk again, so that what still lies on a phone can be sent and decided on.
 * @throws Problem 404, 409 where it is not closed
 */
export async function reopenWalk(db: Database, actor: Actor, walk: string): Promise<void> {
  await acting(db, actor, async (tx) => {
    const [row] = await tx<{ state: string }[]>`select state from walks where key = ${walk} for no key update`;
    if (!row) throw noSuchWalk();
    if (row.state !== 'closed') {
      throw new Problem({
        status: 409,
        type: 'walk-not-closed',
        title: { de: 'Dieser Gang ist nicht abgeschlossen', en: 'This walk is not closed' },
      });
    }
    await tx`update walks set state = 'walked', changed_by = ${actor.who.name} where key = ${walk}`;
  });
}
