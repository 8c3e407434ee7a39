import type { Context } from 'hono';

/**
 * Languages of the pages for families, `leicht` being German in plain language (Leichte Sprache). Those of the Nordstadt that have a
 * written standard [general knowledge], and English. Another one is an entry here and a file in `words/`.
 */
export const PAGE_LANGUAGES = ['de', 'leicht', 'en', 'tr', 'ar', 'bg', 'ro', 'pl', 'uk'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

const LOCALES: Readonly<Record<PageLanguage, string>> = {
  de: 'de-DE',
  leicht: 'de-DE',
  en: 'en-GB',
  tr: 'tr-TR',
  // Western digits: times and house numbers stand as they do on the doors.
  ar: 'ar-u-nu-latn',
  bg: 'bg-BG',
  ro: 'ro-RO',
  pl: 'pl-PL',
  uk: 'uk-UA',
};

/** For `Intl`. */
export const localeOf = (language: PageLanguage): string => LOCALES[language];
/** ISO 639 code, for the `lang` of a page and for texts of offers. */
export const codeOf = (language: PageLanguage): string => (language === 'leicht' ? 'de' : language);

const isPageLanguage = (text: string | undefined): text is PageLanguage =>
  PAGE_LANGUAGES.some((language) => language === text);

/** The language that was asked for: by `lang`, else by the browser's preferences, else German. */
export function pageLanguage(c: Context): PageLanguage {
  const asked = c.req.query('lang');
  if (isPageLanguage(asked)) return asked;
  const preferred = (c.req.header('accept-language') ?? '').split(',').map((one) => {
    const [tag = '', ...parameters] = one.trim().toLowerCase().split(';');
    const weight = parameters
      .find((parameter) => parameter.trim().startsWith('q='))
      ?.trim()
      .slice(2);
    return { code: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) || 0 };
  });
  const best = preferred.toSorted((a, b) => b.weight - a.weight).find(({ code }) => isPageLanguage(code))?.code;
  return isPageLanguage(best) ? best : 'de';
}
