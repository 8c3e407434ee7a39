import type { Text } from '../layers/fields.ts';
import type { InstrumentId, LegalCase, LegalStep, Reason, RuleContext, StepField } from './case.ts';

/** A field that the form of an instrument shows. */
export interface InstrumentField {
  name: StepField;
  /** Where the instrument calls it by another name. */
  label?: Text;
  /** Asked for when the step begins; later ones when there is something to say. */
  from: 'start' | 'later';
  /** Without it the step can neither begin nor stand. */
  required?: boolean;
}

/** A day by which something is to be done, or after which something can no longer happen. */
export interface Deadline {
  id: 'exercise' | 'avert' | 'appeal' | 'comply';
  title: Text;
  /** `YYYY-MM-DD`, moved to a working day where the law does so. */
  due: string;
  law: string;
  /** Nothing is to be done about it any more: acted in time, or passed without harm. */
  settled: boolean;
  overdue: boolean;
}

/** Where a rule stands. */
export interface LegalSource {
  law: string;
  /** Confirmed by the sources of the project (domain.md 4), or general knowledge that a jurist should check. */
  confirmed: boolean;
}

/** An instrument of the legal path: what it needs, what it asks for, which days follow from it. */
export interface Instrument {
  id: InstrumentId;
  title: Text;
  /** Citation in the form in which files quote it. */
  law: string;
  /** One sentence on what it does. */
  purpose: Text;
  fields: readonly InstrumentField[];
  /** Why it cannot begin now; empty where it can. Reasons with a field are put right by the form of the step itself. */
  obstacles(of: LegalCase, step: LegalStep | null, context: RuleContext): Reason[];
  /** What is wrong with the step as it stands: dates that contradict each other, an order before the hearing, … */
  flaws?(step: LegalStep, of: LegalCase, context: RuleContext): Reason[];
  /** What is missing for it to count as completed. */
  completion?(step: LegalStep, of: LegalCase, context: RuleContext): Reason[];
  /** What should be looked at although nothing stands in the way. */
  hints?(of: LegalCase, context: RuleContext): Text[];
  /** Days that follow from the step, beside those of every order (appeal, compliance). */
  deadlines?(step: LegalStep, context: RuleContext): Omit<Deadline, 'overdue'>[];
  /** What a completed step suggests for the axes of the case; a person confirms it. */
  proposes?(step: LegalStep): { axis: 'availability'; value: 'acquired'; validFrom: string; reason: Text } | null;
  sources: readonly LegalSource[];
}
