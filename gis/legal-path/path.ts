import type { Text } from '../layers/fields.ts';
import type { InstrumentId, LegalCase, LegalStep, Reason, RuleContext, StepState } from './case.ts';
import type { Deadline, LegalSource } from './instrument.ts';
import { deadlinesOf, LEGAL_INSTRUMENTS } from './instruments.ts';

/** How an instrument stands in a case. */
export interface PathEntry {
  instrument: InstrumentId;
  title: Text;
  law: string;
  purpose: Text;
  /** Of the newest step where there is one, else whether one could begin today. */
  state: StepState | 'possible' | 'not-possible';
  /** Whether a step could begin now, once the form has brought what it can bring. */
  startable: boolean;
  /** Why none can begin now. */
  reasons: Reason[];
  hints: Text[];
  /** Key of the step that `state` speaks of. */
  step: string | null;
  deadlines: Deadline[];
  /** What the completed step suggests for the axes. */
  proposal: { axis: 'availability'; value: 'acquired'; validFrom: string; reason: Text } | null;
  sources: readonly LegalSource[];
}

/** The step that speaks for an instrument: the running one, else the one that began last. */
function latest(steps: readonly LegalStep[], instrument: InstrumentId): LegalStep | null {
  const own = steps.filter((step) => step.instrument === instrument);
  const rank = (step: LegalStep) => `${step.state === 'running' ? 1 : 0}${step.started_on ?? ''}`;
  return own.toSorted((a, b) => rank(b).localeCompare(rank(a)))[0] ?? null;
}

/**
 * The legal path of a case today: for every instrument where it stands, whether it could begin and why not, and which days follow.
 * A calculating aid, no legal advice.
 */
export function legalPath(of: LegalCase, context: RuleContext): PathEntry[] {
  return LEGAL_INSTRUMENTS.map((instrument) => {
    const step = latest(of.steps, instrument.id);
    const isRunning = step?.state === 'running';
    const reasons = isRunning ? [] : instrument.obstacles(of, null, context);
    const proposal = step?.state === 'completed' && of.availability !== 'acquired' ? instrument.proposes?.(step) : null;
    return {
      instrument: instrument.id,
      title: instrument.title,
      law: instrument.law,
      purpose: instrument.purpose,
      state: step?.state ?? (reasons.length === 0 ? 'possible' : 'not-possible'),
      startable: !isRunning && reasons.every(({ field }) => field !== undefined),
      reasons,
      hints: instrument.hints?.(of, context) ?? [],
      step: step?.key ?? null,
      deadlines: step ? deadlinesOf(step, context) : [],
      proposal: proposal ?? null,
      sources: instrument.sources,
    };
  });
}
