import type { Text } from '../layers/fields.ts';
import type { INSTRUMENTS, STEP_STATES } from '../layers/properties/part-codes.ts';
import type { LegalParameters } from './parameters.ts';

export type InstrumentId = keyof typeof INSTRUMENTS;
export type StepState = keyof typeof STEP_STATES;

/** One step of a case as its table holds it; dates are `YYYY-MM-DD`, what is not known is null. */
export interface LegalStep {
  key: string;
  instrument: InstrumentId | null;
  state: StepState | null;
  started_on: string | null;
  ended_on: string | null;
  contract_on: string | null;
  notified_on: string | null;
  averted_on: string | null;
  exercised_on: string | null;
  heard_on: string | null;
  ordered_on: string | null;
  served_on: string | null;
  comply_by: string | null;
  waiver_registered_on: string | null;
  rehoused: boolean | null;
  office: string | null;
  outcome: string | null;
  reason: string | null;
}

/** Fields of a step that an instrument may ask for. */
export type StepField = Exclude<keyof LegalStep, 'key' | 'instrument' | 'state'>;

/** What the rules read of a case. No names: an owner is a kind and a role here. */
export interface LegalCase {
  condition: string | null;
  occupancy: string | null;
  owner_state: string | null;
  availability: string | null;
  formal_area: boolean | null;
  listed: boolean | null;
  residents: number | null;
  /** m² */
  living_area_m2: number | null;
  owners: readonly { kind: string | null; role: string | null; valid_to: string | null }[];
  costs: readonly { kind: string | null }[];
  steps: readonly LegalStep[];
}

/** Why something cannot be; with the field of the step that would put it right, where there is one. */
export interface Reason {
  text: Text;
  field?: StepField;
}

/** What a rule may use beside the case. */
export interface RuleContext {
  /** `YYYY-MM-DD` */
  today: string;
  law: LegalParameters;
}

const dateIn = (locale: string) =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric' });
const GERMAN = dateIn('de-DE');
const ENGLISH = dateIn('en-GB');

/** A calendar day as readers of each language write it, e.g. 31.12.2026. */
export function dayText(day: string): Text {
  const date = new Date(day);
  return { de: GERMAN.format(date), en: ENGLISH.format(date) };
}
