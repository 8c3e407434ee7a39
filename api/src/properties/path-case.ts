import type { LegalCase, LegalStep } from '@quartierblick/gis/legal-path/case.ts';
import { lawOf } from '@quartierblick/gis/legal-path/parameters.ts';
import type { LegalParameters } from '@quartierblick/gis/legal-path/parameters.ts';
import type { SqlLike } from '../db.ts';
import { projectLand } from '../project/land.ts';

/** Fields of a case that the legal path reads. */
const READ = [
  ...(['condition', 'occupancy', 'owner_state', 'availability', 'formal_area', 'listed'] as const),
  ...(['residents', 'living_area_m2'] as const),
];

/** Further rows of a case that the rules read. */
interface Rows {
  owners: LegalCase['owners'];
  costs: LegalCase['costs'];
  steps: readonly Record<string, unknown>[];
}

/** A case as the rules of the legal path read it. */
function legalCase(fields: Record<string, unknown>, { owners, costs, steps }: Rows): LegalCase {
  const read = Object.fromEntries(READ.map((name) => [name, fields[name] ?? null]));
  return { ...(read as Omit<LegalCase, 'owners' | 'costs' | 'steps'>), owners, costs, steps: steps.map(legalStepOf) };
}

/** A case with what the rules read: of owners only kind and role, of costs only the kind; no names, no sums. */
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
  return legalCase(fields, { owners, costs, steps });
}

/** All cases as the rules read them, by key: as {@link legalCaseOf}, in four queries. */
export async function allLegalCases(tx: SqlLike): Promise<Map<string, LegalCase>> {
  type Of<T> = T & { property_key: string };
  const cases = await tx<Of<Record<string, unknown>>[]>`select key as property_key, ${tx([...READ])} from properties`;
  const owners = await tx<
    Of<LegalCase['owners'][number]>[]
  >`select property_key, kind, role, valid_to from property_owners`;
  const costs = await tx<Of<LegalCase['costs'][number]>[]>`select distinct property_key, kind from property_costs`;
  const steps = await tx<Of<Record<string, unknown>>[]>`select * from property_steps`;
  const [ownersOf, costsOf, stepsOf] = [
    Map.groupBy(owners, (row) => row.property_key),
    Map.groupBy(costs, (row) => row.property_key),
    Map.groupBy(steps, (row) => row.property_key),
  ];
  const rowsOf = (key: string): Rows => ({
    owners: ownersOf.get(key) ?? [],
    costs: costsOf.get(key) ?? [],
    steps: stepsOf.get(key) ?? [],
  });
  return new Map(cases.map((row) => [row.property_key, legalCase(row, rowsOf(row.property_key))]));
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
  return lawOf((await projectLand(sql)) ?? undefined);
}
