import type { LanguageCode } from '#lib/app/language.svelte.ts';
import { parseNumber } from '#lib/entry/entry.ts';

export const FROM_UNITS = ['open', 'pregnancy', 'birth', 'months', 'years'] as const;
export const TO_UNITS = ['open', 'birth', 'months', 'years'] as const;
export type AgeUnit = (typeof FROM_UNITS)[number];

/** An age as people enter it. */
export interface AgeEntry {
  unit: AgeUnit;
  /** As it was typed; only months and years have one. */
  number: string;
}

/** First month of pregnancy and first month above which nobody is; the register holds ages between. */
const PREGNANCY = -9;
const OLDEST_MONTHS = 1200;

export const hasNumber = (unit: AgeUnit): boolean => unit === 'months' || unit === 'years';

/** Months as people say them: whole and half years, months under three years and where nothing else fits. */
export function ageEntry(months: number | null, language: LanguageCode): AgeEntry {
  if (months === null) return { unit: 'open', number: '' };
  if (months === PREGNANCY) return { unit: 'pregnancy', number: '' };
  if (months === 0) return { unit: 'birth', number: '' };
  const inYears = months > 0 && (months % 12 === 0 || (months >= 36 && months % 6 === 0));
  if (!inYears) return { unit: 'months', number: String(months) };
  const years = String(months / 12);
  return { unit: 'years', number: language === 'de' ? years.replace('.', ',') : years };
}

/** Months of an entry; null: none is stated; undefined: it is no age. */
export function monthsOf({ unit, number }: AgeEntry, language: LanguageCode): number | null | undefined {
  if (unit === 'open') return null;
  if (unit === 'pregnancy') return PREGNANCY;
  if (unit === 'birth') return 0;
  const value = parseNumber(number, language);
  if (value === undefined) return undefined;
  const months = unit === 'years' ? value * 12 : value;
  return Number.isInteger(months) && months >= PREGNANCY && months <= OLDEST_MONTHS ? months : undefined;
}
