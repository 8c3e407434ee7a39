import type { Language } from '#lib/app/language.svelte.ts';

/** As-of date of data in words: one date, a range, or that it is not known. */
export function asOfText(data: { asOf: string | null; asOfFrom: string | null }, { t, format }: Language): string {
  if (!data.asOf) return t.layers.noDate;
  if (data.asOfFrom && data.asOfFrom !== data.asOf) {
    return t.layers.asOfRange(format.date(data.asOfFrom), format.date(data.asOf));
  }
  return t.layers.asOf(format.date(data.asOf));
}
