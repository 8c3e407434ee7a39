import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { ListWords } from '#lib/i18n/properties-list.ts';
import { CASE_FIELDS, isDerived } from '@quartierblick/gis/layers/properties/columns.ts';

/** What a column is called. */
export function columnLabel(id: string, pick: (text: Text) => string, t: ListWords): string {
  if (isDerived(id)) return t[id];
  const field = CASE_FIELDS[id];
  return field ? pick(field.label) : id;
}
