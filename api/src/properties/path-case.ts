import type { LegalCase, LegalStep } from '@quartierblick/gis/legal-path/case.ts';
import { lawOf } from '@quartierblick/gis/legal-path/parameters.ts';
import type { LegalParameters } from '@quartierblick/gis/legal-path/parameters.ts';
import type { SqlLike } from '../db.ts';

/** Fields of a case that the legal path reads. */
const READ = [
  ...(['condition', 'occupancy', 'owner_state', 'availability', 'formal_area', 'listed'] as const),
  ...(['residents', 'living_area_m2'] as const),
];

/** A case as the rules of the legal path read it: of owners only kind and role, of costs only the kind; no names, no sums. */
export async function legalCaseOf(
  tx: SqlLike,
  key: string,
  fields: Record<string, unknown>,
  steps: readonly Record<string, unknown>[],
): Promise<LegalCase> {
  const owners = await tx<LegalCase['owners'][number][]>`
    select kind, role, valid_to from property_owners where property_key = ${key}
  `;
  const costs = await tx<LegalCase['costs'][number][]>`
    select distinct kind from property_costs where property_key = ${key}
  `;
  const read = Object.fromEntries(READ.map((name) => [name, fields[name] ?? null]));
  return { ...(read as Omit<LegalCase, 'owners' | 'costs' | 'steps'>), owners, costs, steps: steps.map(legalStepOf) };
}

const STEP_FIELDS = [
  ...(['instrument', 'state', 'started_on', 'ended_on', 'contract_on', 'notified_on', 'averted_on'] as const),
  ...(['exercised_on', 'heard_on', 'ordered_on', 'served_on', 'comply_by', 'waiver_registered_on'] as const),
  ...(['rehoused', 'office', 'outcome', 'reason'] as const),
] satisfies (keyof LegalStep)[];

/** A row of the steps as the rules read it; what is not there is null. */
export function legalStepOf(row: Record<string, unknown>): LegalStep {
  return Object.fromEntries(['key', ...STEP_FIELDS].map((name) => [name, row[name] ?? null])) as unknown as LegalStep;
}

/** The law of the project: its Land says which days are holidays. */
export async function lawOfProject(sql: SqlLike): Promise<LegalParameters> {
  const [project] = await sql<{ land: string | null }[]>`select land from project limit 1`;
  return lawOf(project?.land);
}
