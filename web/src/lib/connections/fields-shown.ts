import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { Example } from './client.ts';

const text = (value: unknown): string =>
  value === null || value === undefined || value === ''
    ? '–'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/** How an example is named and what of it is told: all values of a row that comes or goes, before and after of one that changes. */
export function fieldsShown(
  { kind, key, before, after }: Example,
  definition: LayerDefinition | undefined,
  language: Pick<Language, 'pick'>,
): { name: string; lines: string[] } {
  const label = (field: string): string => {
    const declared = definition?.dataset.fields[field];
    return declared ? language.pick(declared.label) : field;
  };
  const row = after ?? before ?? {};
  const titled = definition?.titleField ? (row[definition.titleField] ?? before?.[definition.titleField]) : undefined;
  const lines = Object.entries(row)
    .filter(([, value]) => kind === 'changed' || (value !== null && value !== ''))
    .map(
      ([field, value]) => `${label(field)}: ${kind === 'changed' ? `${text(before?.[field])} → ` : ''}${text(value)}`,
    );
  return { name: typeof titled === 'string' && titled !== '' ? titled : key, lines };
}
