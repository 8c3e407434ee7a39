import type { Field } from '@quartierblick/gis/layers/fields.ts';
import type { LanguageCode } from '#lib/app/language.svelte.ts';

const LOCALES: Record<LanguageCode, string> = { de: 'de-DE', en: 'en-GB' };
const EMPTY = '–';
/** Languages of the quarter that browsers have no name for. */
const LANGUAGE_NAMES: Record<string, Record<LanguageCode, string>> = { rom: { de: 'Romani', en: 'Romani' } };
const WORDS = {
  de: { yes: 'ja', no: 'nein', month: ['Monat', 'Monate'], year: ['Jahr', 'Jahre'], clock: 'Uhr' },
  en: { yes: 'yes', no: 'no', month: ['month', 'months'], year: ['year', 'years'], clock: '' },
} as const;

/** Numbers, dates and field values in the reader's form: 31.12.2024 and 1.234,56 in German. Missing values are "–", never zero. */
export class Format {
  readonly #language: LanguageCode;
  readonly #locale: string;
  readonly #languageNames: Intl.DisplayNames;

  constructor(language: LanguageCode) {
    this.#language = language;
    this.#locale = LOCALES[language];
    this.#languageNames = new Intl.DisplayNames([this.#locale], { type: 'language', fallback: 'code' });
  }

  /** A number with at most `digits` decimals (1 where not said). */
  number(value: number | null | undefined, digits = 1): string {
    if (value === null || value === undefined || !Number.isFinite(value)) return EMPTY;
    return new Intl.NumberFormat(this.#locale, { maximumFractionDigits: digits }).format(value);
  }

  /** An ISO date (YYYY-MM-DD or a full timestamp) as a calendar date; anything else is returned as it is. */
  date(value: string | null | undefined): string {
    if (!value) return EMPTY;
    const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
    if (!parts) return value;
    // Dates are calendar days: built in UTC and shown in UTC, so that no time zone moves them.
    const day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
    return new Intl.DateTimeFormat(this.#locale, {
      timeZone: 'UTC',
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
    }).format(day);
  }

  /** A moment in the reader's time zone, e.g. of an import. */
  dateTime(value: string | null | undefined): string {
    if (!value) return EMPTY;
    const moment = new Date(value);
    if (Number.isNaN(moment.getTime())) return value;
    return new Intl.DateTimeFormat(this.#locale, { dateStyle: 'medium', timeStyle: 'short' }).format(moment);
  }

  /** Bytes as kB, MB or GB. */
  bytes(value: number | null | undefined): string {
    if (value === null || value === undefined) return EMPTY;
    if (value < 1000) return `${this.number(value, 0)} B`;
    if (value < 1e6) return `${this.number(value / 1000, 1)} kB`;
    if (value < 1e9) return `${this.number(value / 1e6, 1)} MB`;
    return `${this.number(value / 1e9, 1)} GB`;
  }

  /** An age in whole months as people say it: months under three years, years above. */
  months(value: number | null | undefined): string {
    if (value === null || value === undefined) return EMPTY;
    const words = WORDS[this.#language];
    if (value >= 36 || (value >= 12 && value % 12 === 0)) {
      const years = value / 12;
      return `${this.number(years)} ${years === 1 ? words.year[0] : words.year[1]}`;
    }
    return `${this.number(value, 0)} ${value === 1 ? words.month[0] : words.month[1]}`;
  }

  /** The name of a language by its ISO 639 code, e.g. "tr" → "Türkisch". */
  language(code: string): string {
    const own = LANGUAGE_NAMES[code]?.[this.#language];
    if (own) return own;
    try {
      return this.#languageNames.of(code) ?? code;
    } catch {
      return code;
    }
  }

  /** A time of day, HH:MM. */
  time(value: string): string {
    const clock = WORDS[this.#language].clock;
    return clock ? `${value} ${clock}` : value;
  }

  list(values: readonly string[]): string {
    return new Intl.ListFormat(this.#locale, { type: 'conjunction' }).format(values);
  }

  /** The value of a field as its declaration wants it shown. */
  field(field: Field, value: unknown): string {
    if (value === null || value === undefined || value === '') return EMPTY;
    switch (field.kind) {
      case 'boolean':
        return value ? WORDS[this.#language].yes : WORDS[this.#language].no;
      case 'date':
        return this.date(String(value));
      case 'year':
        return String(value);
      case 'months':
        return this.months(Number(value));
      case 'integer':
      case 'number': {
        const number = this.number(Number(value), field.kind === 'integer' ? 0 : 1);
        return field.unit ? `${number} ${field.unit}` : number;
      }
      case 'code':
        return field.values?.[String(value)]?.[this.#language] ?? String(value);
      case 'codes':
      case 'list': {
        const items = (Array.isArray(value) ? value : [value]).map(
          (item) => field.values?.[String(item)]?.[this.#language] ?? String(item),
        );
        return items.length > 0 ? items.join(', ') : EMPTY;
      }
      case 'text':
        return String(value);
    }
  }
}
