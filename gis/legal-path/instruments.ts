import type { InstrumentId, LegalStep, RuleContext } from './case.ts';
import { endOfMonths, workingDayFrom } from './calendar.ts';
import type { Deadline, Instrument } from './instrument.ts';
import { appropriation, ownerSearch, purchaseTalks } from './instruments/acquisition.ts';
import { housingSupervision, redevelopment } from './instruments/area-and-housing.ts';
import { buildingOrder, demolitionOrder, discussion, modernisationOrder } from './instruments/orders.ts';
import { preEmption } from './instruments/pre-emption.ts';

/**
 * The instruments of the legal path in the order in which a case usually meets them (NRW Leitfaden Problemimmobilien: clarify the
 * owner, support or demand, force a change of owner). A calculating aid, no legal advice.
 */
export const LEGAL_INSTRUMENTS: readonly Instrument[] = [
  ownerSearch,
  purchaseTalks,
  preEmption,
  discussion,
  buildingOrder,
  modernisationOrder,
  demolitionOrder,
  redevelopment,
  appropriation,
  housingSupervision,
];

const BY_ID = new Map(LEGAL_INSTRUMENTS.map((instrument) => [instrument.id, instrument]));

/** The instrument of a step; undefined where the step names none. */
export function instrumentOf(id: InstrumentId | null): Instrument | undefined {
  return id === null ? undefined : BY_ID.get(id);
}

/** Days that follow from every order that was served. */
function ofOrders(step: LegalStep, { today, law }: RuleContext): Omit<Deadline, 'overdue'>[] {
  const deadlines: Omit<Deadline, 'overdue'>[] = [];
  if (step.served_on !== null && step.state !== 'stopped') {
    const due = endOfMonths(step.served_on, law.appealMonths, law.land);
    deadlines.push({
      id: 'appeal',
      title: { de: 'Klagefrist endet', en: 'Period for legal action ends' },
      due,
      law: '§ 74 Abs. 1 VwGO',
      settled: due < today,
    });
  }
  if (step.comply_by !== null) {
    deadlines.push({
      id: 'comply',
      title: { de: 'Anordnung umzusetzen', en: 'Order to be carried out' },
      due: workingDayFrom(step.comply_by, law.land),
      law: '§ 31 Abs. 3 VwVfG NRW',
      settled: step.state !== 'running',
    });
  }
  return deadlines;
}

/** The days that follow from a step, soonest first; those that have run out unsettled are overdue. */
export function deadlinesOf(step: LegalStep, context: RuleContext): Deadline[] {
  const own = instrumentOf(step.instrument)?.deadlines?.(step, context) ?? [];
  return [...own, ...ofOrders(step, context)]
    .map((deadline) => ({ ...deadline, overdue: !deadline.settled && deadline.due < context.today }))
    .sort((a, b) => a.due.localeCompare(b.due));
}
