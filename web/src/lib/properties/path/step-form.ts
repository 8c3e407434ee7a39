import type { Field } from '@quartierblick/gis/layers/fields.ts';
import { casePart } from '@quartierblick/gis/layers/properties/parts.ts';
import type { LegalStep, StepField } from '@quartierblick/gis/legal-path/case.ts';
import type { Instrument } from '@quartierblick/gis/legal-path/instrument.ts';
import { EMPTY_STEP } from './case-of.ts';

/** What a form does to a step. */
export type StepAction = 'start' | 'edit' | 'complete' | 'stop';

export interface FormField {
  name: StepField;
  field: Field;
  required: boolean;
}

const DECLARED: Record<string, Field> = casePart('steps')?.dataset.fields ?? {};

/** The fields that this action needs of this instrument, and no others. */
export function formFields({ fields }: Instrument, action: StepAction): FormField[] {
  const own = fields.filter(
    ({ from }) => action === 'edit' || (action === 'start' ? from === 'start' : from === 'later'),
  );
  const names: { name: StepField; required?: boolean; label?: Field['label'] }[] = {
    start: [{ name: 'started_on' as const, required: true }, ...own, { name: 'reason' as const }],
    edit: [...own, { name: 'reason' as const }],
    complete: [...own, { name: 'ended_on' as const, required: true }, { name: 'outcome' as const }],
    stop: [
      { name: 'ended_on' as const, required: true },
      { name: 'reason' as const, required: true },
    ],
  }[action];
  return names.flatMap(({ name, required = false, label }) => {
    const field = DECLARED[name];
    return field ? [{ name, field: label ? { ...field, label } : field, required }] : [];
  });
}

/** The step as it would be with these entries. */
export function stepWith(
  instrument: Instrument,
  action: StepAction,
  before: LegalStep | null,
  entries: Partial<LegalStep>,
): LegalStep {
  const state = { start: 'running', edit: before?.state ?? 'running', complete: 'completed', stop: 'stopped' } as const;
  return { ...EMPTY_STEP, ...before, ...entries, instrument: instrument.id, state: state[action] };
}

/** What differs between the step as it was and as it is to be. */
export function changesOf(before: LegalStep, after: LegalStep): Partial<LegalStep> {
  const differing = Object.entries(after).filter(([name, value]) => before[name as keyof LegalStep] !== value);
  return Object.fromEntries(differing);
}
