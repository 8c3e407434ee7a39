import { same } from '#lib/entry/merge.ts';
import type { CaseFile } from './types.ts';

/** What differs between two states of a case: fields and axes of the case, and parts of which rows came, went or changed. */
export interface Differences {
  fields: string[];
  parts: string[];
}

/** Compares two states of a case, so that the page can say what somebody else has just changed. */
export function differences(before: CaseFile, after: CaseFile): Differences {
  const fields = Object.keys(after.properties).filter(
    // Class and mark are derived from the axes: naming them would say the same twice.
    (name) => name !== 'class' && name !== 'mark' && !same(before.properties[name], after.properties[name]),
  );
  for (const { axis, key } of after.history) {
    if (!fields.includes(axis) && !before.history.some((one) => one.key === key)) fields.push(axis);
  }
  const versions = (file: CaseFile, part: string): string =>
    (file.parts[part] ?? [])
      .map(({ key, version }) => `${key} ${version}`)
      .sort()
      .join('\n');
  const parts = Object.keys(after.parts).filter((part) => versions(before, part) !== versions(after, part));
  return { fields, parts };
}
