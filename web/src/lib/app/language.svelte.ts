import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { Format } from '#lib/format.ts';
import { de } from '#lib/i18n/de.ts';
import { en } from '#lib/i18n/en.ts';

export const LANGUAGES = ['de', 'en'] as const;
export type LanguageCode = (typeof LANGUAGES)[number];

const STORAGE_KEY = 'quartierblick.language';
const dictionaries = { de, en };
const isLanguage = (value: unknown): value is LanguageCode => LANGUAGES.some((code) => code === value);

/**
 * The language of the screen: `?lang=` wins, then what was chosen before, then German – whatever the browser prefers,
 * because a municipality's office works in German.
 */
export class Language {
  code = $state<LanguageCode>('de');
  readonly t = $derived(dictionaries[this.code]);
  readonly format = $derived(new Format(this.code));

  constructor(search: URLSearchParams, stored: string | null) {
    const wanted = search.get('lang');
    this.code = isLanguage(wanted) ? wanted : isLanguage(stored) ? stored : 'de';
    document.documentElement.lang = this.code;
  }

  /** Reads the remembered choice; storage may be refused in private windows. */
  static stored(): string | null {
    try {
      return localStorage.getItem(STORAGE_KEY);
    } catch {
      return null;
    }
  }

  choose(code: LanguageCode): void {
    this.code = code;
    document.documentElement.lang = code;
    try {
      localStorage.setItem(STORAGE_KEY, code);
    } catch {
      // Remembering is a convenience; the choice holds for this visit.
    }
  }

  /** The text in the language of the screen. */
  readonly pick = (text: Text): string => text[this.code];
}
