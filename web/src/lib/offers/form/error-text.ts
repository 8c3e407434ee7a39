import type { EntryWords } from '#lib/i18n/entry.ts';
import type { OfferFormWords } from '#lib/i18n/offer-form.ts';
import type { FormErrors } from './values.ts';

/** What is wrong at a path, to be read by people: the server's own words where it said some. */
export function errorText(
  error: FormErrors[string] | undefined,
  words: EntryWords,
  form: OfferFormWords,
): string | undefined {
  if (!error) return undefined;
  if (typeof error === 'object') return error.said;
  return error === 'badAge' ? form.badAge : words[error];
}
