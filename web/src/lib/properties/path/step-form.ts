import type { Field } from '@quartierblick/gis/layers/fields.ts';
import { casePart } from '@quartierblick/gis/layers/properties/parts.ts';
import type { LegalStep, StepField } from '@quartierblick/gis/legal-path/case.ts';
import type { Instrument } from '@quartierblick/gis/legal-path/instrument.ts';
import { EMPTY_STEP, type SeenStep } from './case-of.ts';

/** What a form does to a step. */
export type StepAction = 'start' | 'edit' | 'complete' | 'stop';

export interface FormField {
  name: StepField;
  field: Field;
  required: boolean;
}

/** What stands in the fields. */
type Texts = Partial<Record<StepField, string>>;

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

/** What the fields of a form begin with: what the step has, and today where something begins or ends by it. */
export function textsOf(
  fields: readonly FormField[],
  action: StepAction,
  begun: LegalStep | null,
  today: string,
): Texts {
  const proposed = (name: StepField) =>
    (name === 'started_on' && action === 'start') || name === 'ended_on' ? today : '';
  return Object.fromEntries(fields.map(({ name }) => [name, String(begun?.[name] ?? proposed(name))]));
}

/** What was entered, as the step holds it. */
export function valuesOf(fields: readonly FormField[], texts: Texts): Partial<LegalStep> {
  return Object.fromEntries(
    fields.map(({ name, field }) => {
      const entered = (texts[name] ?? '').trim();
      if (entered === '') return [name, null];
      return [name, field.kind === 'boolean' ? entered === 'true' : entered];
    }),
  );
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

/**
 * On which state of a step a change rests, and what was entered of it. What the form left as it began follows what others have
 * made of it; where they changed the very field, the change rests on what the reader saw, so that the server refuses it.
 * @param now undefined where the step has gone
 */
export function seenOf(begun: SeenStep, now: SeenStep | undefined, entries: Partial<LegalStep>) {
  const entered = changesOf(begun, entries);
  const names = Object.keys(entered) as (keyof LegalStep)[];
  const overtaken = names.some((name) => now?.[name] !== begun[name] && now?.[name] !== entered[name]);
  return { seen: now && !overtaken ? now : begun, entered };
}

/** What differs between the step as it was and as it is to be. */
export function changesOf(before: LegalStep, after: Partial<LegalStep>): Partial<LegalStep> {
  const differing = Object.entries(after).filter(([name, value]) => before[name as keyof LegalStep] !== value);
  return Object.fromEntries(differing);
}
