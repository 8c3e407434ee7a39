import type { FreeField, FreeLayerSpec, SpecIssue } from './spec.ts';

const stays: SpecIssue['message'] = {
  de: 'Das steht seit dem Anlegen der Ebene fest.',
  en: 'This was settled when the layer was made.',
};

/**
 * What a change of a free layer may not do, because rows are there already: take a field or a code away, make another kind
 * of a field, or another geometry of the layer. Fields may be added and hidden, codes added and renamed, the rest changed.
 */
export function refusedChanges(before: FreeLayerSpec, after: FreeLayerSpec): SpecIssue[] {
  const issues: SpecIssue[] = [];
  if (before.id !== after.id) issues.push({ path: ['id'], message: stays });
  if (before.geometry !== after.geometry) issues.push({ path: ['geometry'], message: stays });
  for (const field of before.fields) {
    const index = after.fields.findIndex(({ column }) => column === field.column);
    const now = after.fields[index];
    if (!now) {
      const { de, en } = field.label;
      issues.push({
        path: ['fields'],
        message: {
          de: `„${de}“ lässt sich ausblenden, aber nicht entfernen.`,
          en: `“${en}” can be hidden, not removed.`,
        },
      });
      continue;
    }
    if (now.kind !== field.kind) issues.push({ path: ['fields', index, 'kind'], message: stays });
    const codes = new Set((now.codes ?? []).map(({ code }) => code));
    const gone = (field.codes ?? []).find(({ code }) => !codes.has(code));
    if (gone)
      issues.push({
        path: ['fields', index, 'codes'],
        message: {
          de: `Der Wert „${gone.label.de}“ lässt sich umbenennen, aber nicht entfernen.`,
          en: `The value “${gone.label.en}” can be renamed, not removed.`,
        },
      });
  }
  return issues;
}

/** Fields that a change adds. */
export function addedFields(before: FreeLayerSpec, after: FreeLayerSpec): FreeField[] {
  const known = new Set(before.fields.map(({ column }) => column));
  return after.fields.filter(({ column }) => !known.has(column));
}
