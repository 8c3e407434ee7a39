import { shownFields } from '@quartierblick/gis/layers/define.ts';
import type { Field } from '@quartierblick/gis/layers/fields.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';

/** Fields of a case by name, class and mark included. */
export const CASE_FIELDS: Readonly<Record<string, Field>> = Object.fromEntries(shownFields(properties.dataset));

/** What the list knows of a case beside its fields. */
const DERIVED = ['nextDeadline', 'tasksOpen', 'changedAt'] as const;
export type DerivedColumn = (typeof DERIVED)[number];
export const isDerived = (id: string): id is DerivedColumn => DERIVED.some((one) => one === id);

/** All columns; the address always stands first and is not among those to choose. `mark` is shown with the class. */
export const COLUMN_IDS = [
  'address',
  ...Object.keys(CASE_FIELDS).filter((name) => name !== 'address' && name !== 'mark'),
  ...DERIVED,
];
export const CHOOSABLE = COLUMN_IDS.filter((id) => id !== 'address');

export const USUAL_COLUMNS = [
  'class',
  'nextDeadline',
  'condition',
  'next_step',
  'owner_state',
  'procedure',
  'priority',
  'office',
];

const WIDTHS: Record<string, number> = {
  class: 190,
  next_step: 220,
  legal_basis: 200,
  owner_state: 190,
  procedure: 220,
  condition: 170,
  case_number: 130,
  tasksOpen: 120,
  changedAt: 160,
};

/** Width in pixels: fixed, so that a row is laid out without looking at the others. */
export function columnWidth(id: string): number {
  const kind = CASE_FIELDS[id]?.kind;
  return WIDTHS[id] ?? (kind === 'code' ? 160 : kind === 'text' ? 170 : 130);
}

export function isNumeric(id: string): boolean {
  const kind = CASE_FIELDS[id]?.kind;
  return id === 'tasksOpen' || kind === 'integer' || kind === 'number' || kind === 'year';
}
