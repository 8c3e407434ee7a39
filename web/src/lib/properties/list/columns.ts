import { CASE_FIELDS, COLUMN_IDS } from '@quartierblick/gis/layers/properties/columns.ts';

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
