/** Languages of the quarter's families (city statistics and the network's practice), which are offered first. */
export const COMMON_LANGUAGES = ['de', 'tr', 'ar', 'bg', 'ro', 'pl', 'rom', 'ku', 'uk', 'ru', 'en'] as const;
/** What ISO 639-1 has no code for and families speak: Romani, Central Kurdish, Zaza. */
const LONGER = ['rom', 'ckb', 'zza'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A code that is not merely another name of a language that has one, as `iw` of `he`. */
function isItself(code: string): boolean {
  return Intl.getCanonicalLocales(code)[0] === code;
}

/**
 * Codes of all languages that have a name (ISO 639), the browser's own list: none of ours would stay complete.
 * @param nameOf the name of a language in the reader's language, or the code where there is none
 */
export function namedLanguages(nameOf: (code: string) => string): string[] {
  const pairs = [...LETTERS].flatMap((one) => [...LETTERS].map((other) => one + other));
  return [...new Set([...COMMON_LANGUAGES, ...pairs, ...LONGER])].filter(
    (code) => nameOf(code) !== code && isItself(code),
  );
}

/** Languages to choose from: those whose name or code holds what is looked for, those that begin with it first. */
export function matching<T extends { value: string; label: string }>(all: readonly T[], text: string): T[] {
  const wanted = text.trim().toLocaleLowerCase();
  const begins = ({ value, label }: T) => value === wanted || label.toLocaleLowerCase().startsWith(wanted);
  const holds = ({ label }: T) => label.toLocaleLowerCase().includes(wanted);
  return [...all.filter(begins), ...all.filter((one) => !begins(one) && holds(one))];
}
