import type { LegalCase, LegalStep, Reason, RuleContext, StepField } from './case.ts';
import { instrumentOf } from './instruments.ts';

/** Dates on which something has happened: none of them lies ahead. */
const HAPPENED: readonly StepField[] = [
  ...(['started_on', 'ended_on', 'contract_on', 'notified_on', 'averted_on', 'exercised_on'] as const),
  ...(['heard_on', 'ordered_on', 'served_on', 'waiver_registered_on'] as const),
];

function coherence(step: LegalStep, today: string): Reason[] {
  const reasons: Reason[] = [];
  for (const field of HAPPENED) {
    const day = step[field];
    if (typeof day === 'string' && day > today) {
      reasons.push({ field, text: { de: 'Der Tag liegt in der Zukunft.', en: 'The day lies in the future.' } });
    }
  }
  const { state, started_on, ended_on } = step;
  if (state === 'running' && ended_on !== null) {
    reasons.push({
      field: 'ended_on',
      text: { de: 'Was läuft, hat noch kein Ende.', en: 'What is running has no end yet.' },
    });
  }
  if (state !== 'running' && ended_on === null) {
    reasons.push({ field: 'ended_on', text: { de: 'Der Tag des Endes fehlt.', en: 'The day of its end is missing.' } });
  }
  if (started_on !== null && ended_on !== null && ended_on < started_on) {
    reasons.push({
      field: 'ended_on',
      text: { de: 'Das Ende liegt vor dem Beginn.', en: 'The end lies before the beginning.' },
    });
  }
  if (state === 'stopped' && step.reason === null) {
    reasons.push({
      field: 'reason',
      text: { de: 'Warum abgebrochen wird, gehört in die Akte.', en: 'Why it is stopped belongs in the file.' },
    });
  }
  return reasons;
}

/** What speaks against going from one state of a step to another; a step that has ended is not taken up again. */
function transition(before: LegalStep | null, after: LegalStep): Reason[] {
  if (before === null) return [];
  const reasons: Reason[] = [];
  if (before.instrument !== after.instrument) {
    reasons.push({
      text: {
        de: 'Ein Schritt behält sein Instrument; für ein anderes einen neuen Schritt beginnen.',
        en: 'A step keeps its instrument; begin a new step for another one.',
      },
    });
  }
  if (before.state !== 'running' && before.state !== after.state) {
    reasons.push({
      text: {
        de: 'Ein beendeter Schritt bleibt beendet; wird das Verfahren wieder aufgenommen, einen neuen Schritt beginnen.',
        en: 'A step that has ended stays ended; begin a new step where the procedure is taken up again.',
      },
    });
  }
  return reasons;
}

function twice(of: LegalCase, step: LegalStep): Reason[] {
  if (step.state !== 'running') return [];
  const other = of.steps.some(
    ({ key, instrument, state }) => key !== step.key && instrument === step.instrument && state === 'running',
  );
  if (!other) return [];
  return [
    {
      text: {
        de: 'Dieses Instrument läuft in diesem Fall bereits.',
        en: 'This instrument is running in this case already.',
      },
    },
  ];
}

/**
 * Why a step may not be written as it is meant to be; empty where it may. A running step must be able to begin when it begins;
 * one that is recorded afterwards as ended only needs to hold together in itself, because the case has moved on since.
 * @param before the step as it was, null for a new one
 */
export function checkStep(of: LegalCase, before: LegalStep | null, after: LegalStep, context: RuleContext): Reason[] {
  const instrument = instrumentOf(after.instrument);
  if (!instrument) {
    return [{ text: { de: 'Dem Schritt fehlt sein Instrument.', en: 'The step is without an instrument.' } }];
  }
  const begins = before === null && after.state === 'running';
  const missing = instrument.fields
    .filter(({ name, required }) => required === true && after[name] === null && !begins)
    .map(({ name }): Reason => ({ field: name, text: { de: 'Das fehlt.', en: 'This is missing.' } }));
  return [
    ...transition(before, after),
    ...twice(of, after),
    ...coherence(after, context.today),
    ...(begins ? instrument.obstacles(of, after, context) : missing),
    ...(instrument.flaws?.(after, of, context) ?? []),
    ...(after.state === 'completed' ? (instrument.completion?.(after, of, context) ?? []) : []),
  ];
}
