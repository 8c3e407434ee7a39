import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { CASE_CODE_FIELDS, DUE_WINDOWS } from '@quartierblick/gis/layers/properties/list.ts';
import type { ListWords } from '#lib/i18n/properties-list.ts';
import { filterValues, type ListQuery } from '@quartierblick/gis/views/cases.ts';

type Pick = (text: Text) => string;

/** Values that a field can be filtered by, in the reader's words. */
export function valueOptions(name: string, pick: Pick, notStated: string): { value: string; label: string }[] {
  const values = CASE_CODE_FIELDS[name]?.values ?? {};
  return filterValues(name).map((value) => {
    const text = values[value];
    return { value, label: text ? pick(text) : notStated };
  });
}

/** One filter that is set: what it says, and the query without it. */
export interface Chip {
  id: string;
  label: string;
  without: Partial<ListQuery>;
}

/** The filters that are set, but for the search, which stands in its own field. */
export function chipsOf(query: ListQuery, pick: Pick, t: ListWords, date: (iso: string) => string): Chip[] {
  const codes = Object.entries(query.filters).map(([name, values]) => {
    const field = CASE_CODE_FIELDS[name];
    const options = valueOptions(name, pick, t.notStated).filter(({ value }) => values.includes(value));
    const { [name]: _gone, ...filters } = query.filters;
    const label = `${field ? pick(field.label) : name}: ${options.map((option) => option.label).join(', ')}`;
    return { id: name, label, without: { filters } };
  });
  return [
    ...codes,
    ...(query.due ? [{ id: 'due', label: `${t.due}: ${pick(DUE_WINDOWS[query.due])}`, without: { due: null } }] : []),
    ...(query.changedSince
      ? [{ id: 'since', label: `${t.changedSince} ${date(query.changedSince)}`, without: { changedSince: null } }]
      : []),
    ...(query.bbox ? [{ id: 'bbox', label: t.inMap, without: { bbox: null } }] : []),
  ];
}
