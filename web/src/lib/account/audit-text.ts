import type { Field, Text } from '@quartierblick/gis/layers/fields.ts';
import { properties, propertyHistory } from '@quartierblick/gis/layers/properties/layer.ts';
import { CASE_PARTS } from '@quartierblick/gis/layers/properties/parts.ts';
import type { Format } from '#lib/format.ts';
import type { AuditEntry } from './audit.svelte.ts';

/** Words for what has no declaration: actions, and fields of accounts. */
export interface AuditWords {
  guarded: string;
  nothing: string;
  fields: Record<string, string>;
}

/** A table whose changes the log holds, by its declaration. */
interface Kind {
  table: string;
  title: Text | null;
  fields: Record<string, Field>;
}

const KINDS: readonly Kind[] = [
  { table: properties.dataset.table, title: null, fields: properties.dataset.fields },
  { table: propertyHistory.table, title: null, fields: propertyHistory.fields },
  ...CASE_PARTS.map(({ title, dataset }) => ({ table: dataset.table, title, fields: dataset.fields })),
];
const kindOf = (table: string): Kind | undefined => KINDS.find((kind) => kind.table === table);

/** The tables of a case, for a filter. */
export const AUDITED: readonly { table: string; title: Text | null }[] = KINDS;

/** What was changed, in words; declared tables say their title, others are left to the dictionary. */
export const titleOf = (table: string): Text | null => kindOf(table)?.title ?? null;

/** One changed field, before and after, as a reader sees it. */
export interface Change {
  field: string;
  label: string;
  before: string;
  after: string;
}

const isProtected = (value: unknown): boolean => typeof value === 'object' && value !== null && 'protected' in value;

/** The changes of an entry with the labels and codes of the declarations; protected values are only named. */
export function changesOf(entry: AuditEntry, language: 'de' | 'en', format: Format, words: AuditWords): Change[] {
  const fields = kindOf(entry.entity)?.fields ?? {};
  const names = [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])];
  const say = (field: Field | undefined, value: unknown): string => {
    if (isProtected(value)) return words.guarded;
    if (value === null || value === undefined || value === '') return words.nothing;
    if (field) return format.field(field, value);
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return names
    .filter((name) => !['key', 'property_key', 'geom'].includes(name))
    .map((name) => {
      const field = fields[name];
      const before = say(field, entry.before?.[name]);
      return {
        field: name,
        label: field?.label[language] ?? words.fields[name] ?? name,
        before,
        after: say(field, entry.after?.[name]),
      };
    });
}
