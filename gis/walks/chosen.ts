import { hasEnded } from './measure.ts';
import type { MeasuresAddress } from '../views/measures.ts';
import type { Measure } from './measure.ts';

/** Whether somebody wanted to be reminded of a measure by today, and it is still to be done. */
export function remindsBy(measure: Measure, today: string): boolean {
  return measure.remindOn !== null && measure.remindOn <= today && !hasEnded(measure);
}

const LATEST = '9999';

/** Soonest first; what has no day comes after, then by number. What has ended comes last, the newest first. */
function bySoonest(a: Measure, b: Measure): number {
  const [endedA, endedB] = [hasEnded(a), hasEnded(b)];
  if (endedA !== endedB) return endedA ? 1 : -1;
  if (endedA) return b.changedAt.localeCompare(a.changedAt);
  return (a.due ?? LATEST).localeCompare(b.due ?? LATEST) || a.number - b.number;
}

/** The measures that an address asks for, what is most urgent first. */
export function chosen(measures: readonly Measure[], address: MeasuresAddress, today: string): Measure[] {
  const { which, theme, who, walk } = address;
  const fits: Record<MeasuresAddress['which'], (one: Measure) => boolean> = {
    all: () => true,
    todo: (one) => !hasEnded(one),
    overdue: (one) => one.overdue,
    remind: (one) => remindsBy(one, today),
  };
  return measures
    .filter(fits[which])
    .filter((one) => theme === null || (one.theme ?? 'none') === theme)
    .filter((one) => who === null || (one.responsible ?? '') === who)
    .filter((one) => walk === null || one.walk?.key === walk)
    .sort(bySoonest);
}
