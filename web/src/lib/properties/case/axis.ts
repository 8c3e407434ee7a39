import { ApiProblem } from '#lib/api.ts';
import { staleOf } from '#lib/entry/merge.ts';
import type { Finding } from './types.ts';

/** Findings of one axis, newest first. */
export function findingsOf(history: readonly Finding[], axis: string): Finding[] {
  return history
    .filter((one) => one.axis === axis)
    .toSorted((a, b) => (b.valid_from ?? '').localeCompare(a.valid_from ?? ''));
}

/**
 * The form of an axis calls its field `value`, the server calls it by the axis: a 412 is put in the form's words, so that
 * the merge view finds it.
 */
export function axisProblem(error: ApiProblem, axis: string): ApiProblem {
  const stale = error.status === 412 ? staleOf(error.body) : null;
  if (!stale) return error;
  return new ApiProblem(412, {
    ...error.body,
    current: { version: stale.version, properties: { value: stale.properties[axis] ?? null } },
    conflicts: stale.conflicts.filter(({ field }) => field === axis).map((one) => ({ ...one, field: 'value' })),
  });
}
