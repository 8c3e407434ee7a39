import { shownFields, type Dataset } from '@quartierblick/gis/layers/define.ts';
import type { Field } from '@quartierblick/gis/layers/fields.ts';
import type { Properties } from '@quartierblick/gis/layers/answers.ts';
import type { Language } from '#lib/app/language.svelte.ts';

/** A field of a row in the reader's form. */
export interface Shown {
  name: string;
  label: string;
  text: string;
  /** Link target, for addresses of the web. */
  href: string | null;
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Web addresses become links; everything else in data stays text. */
function hrefOf(value: unknown): string | null {
  return typeof value === 'string' && /^https?:\/\/\S+$/i.test(value) ? value : null;
}

/** The value of a field as text; languages by their names. */
export function fieldText(name: string, field: Field, value: unknown, { format }: Language): string {
  if (name === 'languages' && Array.isArray(value))
    return value.map((code) => format.language(String(code))).join(', ');
  return format.field(field, value);
}

/** The fields of a row that hold something, in the order of the declaration, but for those in `without`. */
export function shownOf(
  dataset: Dataset,
  row: Properties,
  language: Language,
  without: readonly string[] = [],
): Shown[] {
  return shownFields(dataset)
    .filter(([name]) => name !== dataset.parent && !without.includes(name) && !isEmpty(row[name]))
    .map(([name, field]) => ({
      name,
      label: language.pick(field.label),
      text: fieldText(name, field, row[name], language),
      href: hrefOf(row[name]),
    }));
}

/** An age range (months, half-open) in words, where the data set has one. */
export function ageText(row: Properties, { t, format }: Language): string | null {
  const [from, to] = [row['age_from'], row['age_to']];
  if (typeof from === 'number' && typeof to === 'number')
    return t.features.ages(format.months(from), format.months(to));
  if (typeof from === 'number') return t.features.agesFrom(format.months(from));
  return typeof to === 'number' ? t.features.agesTo(format.months(to)) : null;
}
