/** Groups in which the facts of a case are read and edited; every plain field stands in exactly one (see the test). */
export const FACT_GROUPS = [
  { id: 'next', fields: ['office', 'next_step', 'next_step_due', 'staff_hours'] },
  { id: 'building', fields: ['dwellings', 'floors', 'year_built', 'listed'] },
  { id: 'living', fields: ['vacant_dwellings', 'vacant_since', 'residents', 'living_area_m2'] },
  { id: 'assessment', fields: ['priority', 'pressure', 'ability_to_act', 'assessed_on', 'assessed_by', 'legal_basis'] },
  { id: 'place', fields: ['case_number', 'address', 'parcel', 'plot_m2', 'formal_area', 'recorded_on'] },
] as const;

export type FactGroup = (typeof FACT_GROUPS)[number];

/** § 10 WohnStG NRW: living area that every person needs, m². */
export const LEAST_M2_PER_PERSON = 10;

/** Living area a person in m², or null where either is missing or nobody is registered. */
export function livingAreaPerPerson(properties: Record<string, unknown>): number | null {
  const { living_area_m2: area, residents } = properties;
  return typeof area === 'number' && typeof residents === 'number' && residents > 0 ? area / residents : null;
}
