import { shownFields } from '../define.ts';
import type { Field } from '../fields.ts';
import { properties } from './layer.ts';

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
