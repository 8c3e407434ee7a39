import { fieldAt, partsOf } from '@quartierblick/gis/offers/proposal.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import { CONFIRMATION_WORDS } from '#lib/i18n/offer-confirmations.ts';

/** Name of the field of a proposed value. */
export const fieldLabel = (place: string, { code }: Language): string =>
  fieldAt(place)?.label[code] ?? partsOf(place).name;

/** A proposed value, or what stands in the register, in words. */
export function valueText(place: string, value: unknown, { code, format }: Language): string {
  const field = fieldAt(place);
  if (!field) return String(value ?? '–');
  if (partsOf(place).name === 'languages' && Array.isArray(value)) {
    return value.map((one) => format.language(String(one))).join(', ') || '–';
  }
  if (field.kind === 'months' && typeof value === 'number' && value < 0) return CONFIRMATION_WORDS[code].pregnancy;
  return format.field(field, value);
}

const MONTH_MS = 30.44 * 86_400_000;

/** How long ago a day was, in months; in days within the last one. @param day ISO date */
export function agoText(day: string, code: Language['code'], now = Date.now()): string {
  const words = new Intl.RelativeTimeFormat(code, { numeric: 'auto' });
  const gone = Math.max(0, now - Date.parse(day));
  return gone < MONTH_MS
    ? words.format(-Math.floor(gone / 86_400_000), 'day')
    : words.format(-Math.floor(gone / MONTH_MS), 'month');
}
