import { PROCEDURE } from '../layers/properties/axes.ts';
import { INSTRUMENTS } from '../layers/properties/part-codes.ts';
import type { LegalStep, StepState } from './case.ts';

type ProcedureId = keyof typeof PROCEDURE;

/** What the axis "procedure" says because of the steps. */
export interface ProcedureFinding {
  value: ProcedureId;
  /** Since when, `YYYY-MM-DD`. */
  validFrom: string;
  /** In German, as it stands in the register. */
  reason: string;
}

/** A step that is still running and no longer speaks for the case was removed. */
const ENDED: Record<StepState, string> = { running: 'entfernt', completed: 'abgeschlossen', stopped: 'abgebrochen' };

const isProcedure = (id: string | null): id is ProcedureId => id !== null && id !== 'none' && id in PROCEDURE;

/** The procedure that is running, the one that began last where there are several; "none" where there is none. */
function running(steps: readonly LegalStep[]): LegalStep | null {
  return (
    steps
      .filter(({ instrument, state }) => state === 'running' && isProcedure(instrument))
      .toSorted((a, b) => (b.started_on ?? '').localeCompare(a.started_on ?? ''))[0] ?? null
  );
}

/**
 * What is to be added to the history of the axis "procedure" after a step has changed; null where it says the same as before, and
 * where the step is of an instrument that is no procedure (purchase talks, redevelopment measures).
 * @param steps all steps of the case as they are now
 * @param changed the step that was written, or removed
 * @param present value of the axis
 */
export function procedureAfter(
  steps: readonly LegalStep[],
  changed: LegalStep,
  present: string | null,
  today: string,
): ProcedureFinding | null {
  if (!isProcedure(changed.instrument)) return null;
  const now = running(steps);
  const value = isProcedure(now?.instrument ?? null) ? (now?.instrument as ProcedureId) : 'none';
  if (value === present) return null;
  // A step recorded long after it ended says nothing of a procedure that is known from elsewhere.
  if (value === 'none' && present !== changed.instrument) return null;
  const title = INSTRUMENTS[changed.instrument as keyof typeof INSTRUMENTS].de;
  if (now && now.key === changed.key) {
    return { value, validFrom: changed.started_on ?? today, reason: `Schritt begonnen: ${title}` };
  }
  return {
    value,
    validFrom: changed.ended_on ?? today,
    reason: `Schritt ${ENDED[changed.state ?? 'running']}: ${title}`,
  };
}
