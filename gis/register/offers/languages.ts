import type { Text } from '../../layers/fields.ts';
import { plainName } from '../plain-name.ts';
import { isNone, NONE, unreadable } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** Languages with a code of three letters that are spoken in cities here; the ones of two letters are all known. */
const THREE_LETTERS = ['rom', 'ckb', 'kmr', 'prs', 'zza', 'arc', 'fil', 'kab', 'syr', 'nds'] as const;
/** Names that the platform lacks, or takes for another language. */
const OWN: Record<string, Text> = {
  rom: { de: 'Romani', en: 'Romani' },
  kmr: { de: 'Kurmandschi', en: 'Kurmanji' },
  prs: { de: 'Dari', en: 'Dari' },
};
/** What lists call a language beside its name. */
const SYNONYMS: Record<string, readonly string[]> = {
  fa: ['Farsi'],
  kmr: ['Kurmanci', 'Nordkurdisch'],
  ckb: ['Sorani', 'Zentralkurdisch'],
  rom: ['Romanes', 'Romany'],
  arc: ['Aramäisch'],
  uk: ['Ukrainian'],
};
/** How a code is written that no name leads back to. */
const BARE = /^([a-z]{2,3}) \(ISO 639\)$/u;

interface Names {
  of: Record<keyof Text, Map<string, string>>;
  codes: Map<string, string>;
}
let known: Names | undefined;

function* candidates(): Generator<string> {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  for (const first of letters) for (const second of letters) yield first + second;
  yield* THREE_LETTERS;
}

/** Codes and names of languages as the platform has them (CLDR), made when first asked for. */
function names(): Names {
  if (known) return known;
  const shown = {
    de: new Intl.DisplayNames(['de'], { type: 'language', fallback: 'none' }),
    en: new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }),
  };
  const made: Names = { of: { de: new Map(), en: new Map() }, codes: new Map() };
  const learn = (name: string, code: string): void => {
    const plain = plainName(name);
    if (!made.codes.has(plain)) made.codes.set(plain, code);
  };
  for (const code of candidates()) {
    const own = OWN[code];
    // Codes that are retired for others ("iw") are not taught.
    if (!own && Intl.getCanonicalLocales(code)[0] !== code) continue;
    for (const language of ['de', 'en'] as const) {
      const name = own?.[language] ?? shown[language].of(code);
      if (name === undefined) continue;
      made.of[language].set(code, name);
      learn(name, code);
    }
  }
  for (const [code, others] of Object.entries(SYNONYMS)) for (const name of others) learn(name, code);
  known = made;
  return made;
}

/** The code of one language by its code or its name in German or English, however it is bent: "türkisch", "Türkischsprachig". */
export function languageCode(text: string): string | undefined {
  const trimmed = text.trim();
  const bare = BARE.exec(trimmed)?.[1];
  if (bare !== undefined) return bare;
  const { of, codes } = names();
  if (/^[a-z]{2,3}$/u.test(trimmed) && of.de.has(trimmed)) return trimmed;
  const plain = plainName(trimmed.replace(/^(?:auf|in) /iu, ''));
  return codes.get(plain) ?? codes.get(plain.replace(/(?:sprachig)?(?:e[rsnm]?)?$/u, ''));
}

/** The name under which {@link languageCode} finds the code again. */
export function languageName(code: string, language: keyof Text): string {
  const name = names().of[language].get(code);
  return name !== undefined && languageCode(name) === code ? name : `${code} (ISO 639)`;
}

const EXPECTED: Text = {
  de: 'Sprachen wie „Deutsch, Türkisch“ oder „de, tr“',
  en: 'languages such as “German, Turkish” or “de, tr”',
};

/** Codes of languages: "Deutsch, türkisch und Arabisch", "de/tr", "deutsch-türkisch". */
export function parseLanguages(text: string): Parsed<string[]> {
  if (isNone(text)) return { value: [] };
  const parts = text.split(/[,;/+&|\n]|\s(?:und|and|u\.)\s/iu).flatMap((part) => {
    const trimmed = part.trim();
    if (trimmed === '') return [];
    // "Haiti-Kreolisch" is one language, "deutsch-türkisch" are two.
    return languageCode(trimmed) === undefined ? trimmed.split('-') : [trimmed];
  });
  const codes = parts.map(languageCode);
  const stranger = parts.find((_, i) => codes[i] === undefined);
  if (codes.length === 0 || stranger !== undefined) return unreadable(stranger ?? text, EXPECTED);
  return { value: [...new Set(codes as string[])] };
}

/** Languages as an export writes them: "Deutsch, Türkisch"; "(keine)" where it is known that there are none. */
export function writtenLanguages(codes: readonly string[], language: keyof Text): string {
  return codes.length > 0 ? codes.map((code) => languageName(code, language)).join(', ') : NONE[language];
}
