/**
 * Brings a text into the form in which it is compared, so that people find what they mean however they write it:
 * case, accents, ß/ss, ä/ae/a, `Straße`/`Strasse`/`Str.`, hyphens and punctuation make no difference.
 * Words are parted by single spaces: `Hans-Böckler-Straße 12a` → `hans bockler str 12a`.
 */
export function normalise(text: string): string {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .replaceAll('ß', 'ss')
      // After the accents went, ä is a: ae must follow, or Muenster would not be Münster.
      .replace(/(?<=[aou])e/gu, '')
      .replace(/stras+e(?=[^\p{L}]|$)/gu, 'str')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}

/** A query in the same form; it may end in the middle of the word `Straße`, because people search while they type. */
export function normaliseQuery(text: string): string {
  return normalise(text).replace(/stras{0,2}(?= |$)/gu, 'str');
}

/** The same without spaces, because `Hans-Böckler-Str.` and `Hansböcklerstr` name one street. */
export function compact(normalised: string): string {
  return normalised.replaceAll(' ', '');
}
