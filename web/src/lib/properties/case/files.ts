import type { PartRow } from './types.ts';

/** What a file is called: its title, else its name. */
export function fileTitle(row: PartRow): string | null {
  const [title, name] = [row['title'], row['file_name']];
  return typeof title === 'string' && title !== '' ? title : typeof name === 'string' && name !== '' ? name : null;
}

/** Photos from the oldest to the newest, so that "before" stands before "after"; those without a date last. */
export function byDate(rows: readonly PartRow[]): PartRow[] {
  const day = (row: PartRow): string => (typeof row['taken_on'] === 'string' ? row['taken_on'] : '9999');
  return rows.toSorted((a, b) => day(a).localeCompare(day(b)));
}
