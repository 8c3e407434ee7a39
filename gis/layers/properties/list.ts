import type { Field } from '../fields.ts';
import { properties } from './layer.ts';

const { fields, generated } = properties.dataset;

/** Fields by which the list of cases is filtered and grouped: those with a closed list of values. */
export const CASE_CODE_FIELDS: Readonly<Record<string, Field>> = Object.fromEntries(
  Object.entries({ ...fields, ...generated } as Record<string, Field>).filter(([, field]) => field.kind === 'code'),
);

/**
 * What stands for "not stated" in a filter: `none`, except in fields where `none` is a value of its own
 * ("kein Verfahren" is something that somebody has recorded; an empty field is not).
 */
export function emptyValueOf(field: Field): 'none' | 'empty' {
  return field.values && 'none' in field.values ? 'empty' : 'none';
}

/** Windows in which the next deadline of a case may lie; days are counted from today. */
export const DUE_WINDOWS = {
  overdue: { de: 'überfällig', en: 'overdue' },
  week: { de: 'in 7 Tagen', en: 'within 7 days' },
  month: { de: 'in 31 Tagen', en: 'within 31 days' },
  none: { de: 'ohne Frist', en: 'no deadline' },
} as const;
export type DueWindow = keyof typeof DUE_WINDOWS;

/** Fields that one change can set in many cases. A case number names one case and is left to its own page. */
export const BULK_FIELDS: Readonly<Record<string, Field>> = Object.fromEntries(
  Object.entries(fields as Record<string, Field>).filter(([name]) => name !== 'case_number'),
);

/** Most cases that one change may touch: more is a mistake in the filter, or a matter for an import. */
export const BULK_LIMIT = 10_000;
