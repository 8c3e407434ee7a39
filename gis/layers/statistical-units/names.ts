/** Short words of German place names; every other word of up to three letters is read as an abbreviation. */
const SHORT = new Set('ALT AUE BAD DOM ECK HAG HOF NEU OST ROT SEE SÜD TAL TOR ULM WEG'.split(' '));

/** Words that stay in capitals: what has no vowel, or is short and no word. */
const isAbbreviation = (word: string): boolean => !/[AEIOUYÄÖÜ]/.test(word) || (word.length <= 3 && !SHORT.has(word));
/** Small words inside a German place name. */
const SMALL = new Set([
  'AM',
  'AN',
  'AUF',
  'BEI',
  'DER',
  'DIE',
  'DAS',
  'DEM',
  'DEN',
  'IM',
  'IN',
  'UND',
  'VON',
  'VOR',
  'ZU',
  'ZUM',
  'ZUR',
]);

function readable(word: string, first: boolean): string {
  if (SMALL.has(word)) return first ? word.charAt(0) + word.slice(1).toLowerCase() : word.toLowerCase();
  if (isAbbreviation(word)) return word;
  const lower = word.toLowerCase().replace(/strasse$/, 'straße');
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

/**
 * A place name that is printed in capitals, as it is written: `BÖVINGHAUSEN` becomes `Bövinghausen`, `MSA-SIEDLUNG`
 * `MSA-Siedlung`, `SCHWERTER STRASSE` `Schwerter Straße`. Names with small letters stay as they are.
 */
export function placeName(name: string): string {
  const text = name.trim().replace(/\s+/g, ' ');
  if (/\p{Ll}/u.test(text.replaceAll('ß', ''))) return text;
  let first = true;
  return text.replace(/\p{L}+/gu, (word) => {
    const written = readable(word, first);
    first = false;
    return written;
  });
}
