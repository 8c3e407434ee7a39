import type { Field } from '@quartierblick/gis/layers/fields.ts';
import type { CasePart } from '@quartierblick/gis/layers/properties/parts.ts';
import type { Properties } from '@quartierblick/gis/layers/answers.ts';
import { localToday } from './edit.svelte.ts';
import type { PartRow } from './types.ts';

/** Fields of a part that people fill in, in the order of its declaration. */
export function formFields(part: CasePart): [string, Field][] {
  return Object.entries(part.dataset.fields).filter(
    ([name]) => name !== part.dataset.parent && !part.serverSet?.includes(name),
  );
}

/** The fields of a row as they go back to the server, e.g. to undo its removal. */
export function rowFields(part: CasePart, row: PartRow): Properties {
  return Object.fromEntries(formFields(part).map(([name]) => [name, row[name] ?? null]));
}

/** What a new row begins with: the day of today where it is dated by what happened, and the state that things begin in. */
export function proposed(part: CasePart): Properties {
  const happened = part.id !== 'tasks' && part.id !== 'owners' && part.dateField;
  return { ...(happened && { [happened]: localToday() }), ...(part.id === 'tasks' && { state: 'open' }) };
}

/** Whether a task is open and its day has passed. */
export function isOverdue(part: CasePart, row: Properties): boolean {
  return part.id === 'tasks' && row['state'] === 'open' && String(row['due'] ?? '9') < localToday();
}

/** The field by which a row is called. */
export const NAMED_BY: Readonly<Record<string, string>> = {
  owners: 'kind',
  defects: 'part',
  steps: 'instrument',
  tasks: 'title',
  costs: 'kind',
  funding: 'programme',
  decisions: 'decision',
  notes: 'note',
  files: 'title',
};
