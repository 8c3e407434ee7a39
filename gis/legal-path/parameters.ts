import type { Text } from '../layers/fields.ts';
import type { Land } from './calendar.ts';

/** Numbers of the law that may change, or that practice reads differently. */
export interface LegalParameters {
  /** Whose public holidays move the end of a period. */
  land: Land;
  /** Months from the notification of the contract in which pre-emption may be exercised. */
  preemptionMonths: number;
  /** Months after service in which an order may be challenged. */
  appealMonths: number;
  /** Living space that each person must have, m². */
  spacePerPerson: number;
}

/** The law as of 2026 in Nordrhein-Westfalen. */
export const LAW_NRW: LegalParameters = {
  land: 'NW',
  // § 28(2) sentence 1 BauGB since the Baulandmobilisierungsgesetz of 2021; two months before (domain.md 4).
  preemptionMonths: 3,
  // § 74(1) VwGO; general knowledge, not among the sources of domain.md.
  appealMonths: 1,
  // § 10 WohnStG NRW (domain.md 4).
  spacePerPerson: 10,
};

const OTHER_LANDS: readonly Land[] = 'BW BY BE BB HB HE HH MV NI RP SL SN ST SH TH'.split(' ') as Land[];

/** The parameters of a project by its `land`: federal law is the same everywhere, the holidays are those of the Land. */
export function lawOf(land: string | null | undefined): LegalParameters {
  const other = OTHER_LANDS.find((id) => id === land);
  return other ? { ...LAW_NRW, land: other } : LAW_NRW;
}

/** Stands wherever the legal path is shown or leaves the house. */
export const NO_ADVICE: Text = { de: 'Rechenhilfe, keine Rechtsberatung', en: 'A calculating aid, no legal advice' };
