import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { Format } from '#lib/format.ts';
import { de, type Dictionary } from '#lib/i18n/de.ts';

export const LANGUAGES = ['de', 'en'] as const;
export type LanguageCode = (typeof LANGUAGES)[number];

const STORAGE_KEY = 'quartierblick.language';
/** German is part of the page; every other language is fetched when it is chosen. */
const dictionaries: Record<LanguageCode, () => Dictionary | Promise<Dictionary>> = {
  de: () => de,
  en: async () => (await import('#lib/i18n/en.ts')).en,
};
const isLanguage = (value: unknown): value is LanguageCode => LANGUAGES.some((code) => code === value);

/**
 * The language of the screen: `?lang=` wins, then what was chosen before, then German – whatever the browser prefers,
 * because a municipality's office works in German.
 */
export class Language {
  code = $state<LanguageCode>('de');
  t = $state.raw<Dictionary>(de);
  readonly format = $derived(new Format(this.code));

  /** Which language an address or the remembered choice ask for, its words at hand. */
  static async open(search: URLSearchParams): Promise<Language> {
    const language = new Language();
    const wanted = [search.get('lang'), Language.#stored()].find(isLanguage);
    // Without a connection the words of another language cannot be had: German is better than nothing.
    await language.#show(wanted ?? 'de').catch(() => language.#show('de'));
    return language;
  }

  /**
   * A language beside the screen's, e.g. to lay out a text in it; the screen stays as it is. Where its words cannot be fetched the
   * German ones stand in for them.
   */
  static async beside(code: LanguageCode): Promise<Language> {
    const language = new Language();
    language.t = await Promise.resolve(dictionaries[code]()).catch(() => de);
    language.code = code;
    return language;
  }

  /** Reads the remembered choice; storage may be refused in private windows. */
  static #stored(): string | null {
    try {
      return localStorage.getItem(STORAGE_KEY);
    } catch {
      return null;
    }
  }

  /** Changes the language of the screen and remembers it. @throws where its words cannot be fetched */
  async choose(code: LanguageCode): Promise<void> {
    await this.#show(code);
    try {
      localStorage.setItem(STORAGE_KEY, code);
    } catch {
      // Remembering is a convenience; the choice holds for this visit.
    }
  }

  async #show(code: LanguageCode): Promise<void> {
    this.t = await dictionaries[code]();
    this.code = code;
    document.documentElement.lang = code;
  }

  /** The text in the language of the screen. */
  readonly pick = (text: Text): string => text[this.code];
}
