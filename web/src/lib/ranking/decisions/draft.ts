import type { Vote } from '@quartierblick/gis/ranking/decision.ts';

/** What somebody has entered of a decision and not recorded. */
export interface DecisionDraft {
  title: string;
  decidedOn: string;
  reason: string;
  votes: Vote[];
  chosen: string[];
}

const NAME = 'quartierblick.decision-draft';
const nameOf = (corrects: string | null): string => `${NAME}/${corrects ?? 'new'}`;

function isDraft(value: unknown): value is DecisionDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { title, decidedOn, reason, votes, chosen } = value as Record<string, unknown>;
  return [title, decidedOn, reason].every((one) => typeof one === 'string') && [votes, chosen].every(Array.isArray);
}

/** The unsaved decision of this tab; one for a new decision, one for each that is being corrected. */
export function readDraft(corrects: string | null): DecisionDraft | null {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(nameOf(corrects)) ?? 'null');
    return isDraft(draft) ? draft : null;
  } catch {
    return null;
  }
}

/** Keeps the entries over a reload; null forgets them. */
export function writeDraft(corrects: string | null, draft: DecisionDraft | null): void {
  try {
    if (draft) sessionStorage.setItem(nameOf(corrects), JSON.stringify(draft));
    else sessionStorage.removeItem(nameOf(corrects));
  } catch {
    // Storage may be refused or full; the form itself still holds what was entered.
  }
}
