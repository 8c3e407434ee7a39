import type { LegalCase, LegalStep } from '@quartierblick/gis/legal-path/case.ts';
import type { Properties } from '@quartierblick/gis/layers/answers.ts';

/** A row of a part of the case file, as the api delivers it. */
export type PathRow = { key: string; version: number } & Properties;

/** What path and timeline read of a case file. */
export interface PathFile {
  key: string;
  version: number;
  properties: Properties;
  history: readonly {
    key: string;
    axis: string;
    value: string | null;
    valid_from: string | null;
    source: string | null;
    author: string | null;
    reason: string | null;
  }[];
  parts: Readonly<Record<string, readonly PathRow[]>>;
}

const CALENDAR = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The day in Germany, `YYYY-MM-DD`: deadlines end where the law is, wherever the reader sits. */
export function todayInGermany(now = new Date()): string {
  return CALENDAR.format(now);
}

/** A step of which nothing is known. */
export const EMPTY_STEP: LegalStep = {
  ...{ key: '', instrument: null, state: 'running', started_on: null, ended_on: null, contract_on: null },
  ...{ notified_on: null, averted_on: null, exercised_on: null, heard_on: null, ordered_on: null, served_on: null },
  ...{ comply_by: null, waiver_registered_on: null, rehoused: null, office: null, outcome: null, reason: null },
};

/** A step in the version in which it was seen. */
export type SeenStep = LegalStep & { version: number };

export interface SeenCase extends LegalCase {
  steps: readonly SeenStep[];
}

/** The steps of a case as the rules read them. */
export function stepsOf({ parts }: PathFile): SeenStep[] {
  return (parts['steps'] ?? []).map((row) => ({ ...EMPTY_STEP, ...row }));
}

/** The case as the rules of the legal path read it; the same rules that the server holds every step to. */
export function legalCaseOf(file: PathFile): SeenCase {
  const { owners = [], costs = [] } = file.parts;
  const read = file.properties as unknown as Omit<LegalCase, 'owners' | 'costs' | 'steps'>;
  return {
    ...read,
    owners: owners as unknown as LegalCase['owners'],
    costs: costs as unknown as LegalCase['costs'],
    steps: stepsOf(file),
  };
}
