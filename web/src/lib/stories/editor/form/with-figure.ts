import type { Text } from '@quartierblick/gis/layers/fields.ts';

/** Where an author was last writing: a language, and how many characters stand before the cursor. */
export interface WritingPlace {
  language: 'de' | 'en';
  at: number;
}

/**
 * A text with a figure in both its languages, since figures have none: where the author was writing, at the end of the other one, and
 * not in one that nobody has written yet. Without a place it goes to the end of the German.
 */
export function withFigure(text: Text, name: string, place: WritingPlace | null): Text {
  const claim = `{${name}}`;
  const appended = (words: string): string => (words === '' ? claim : `${words} ${claim}`);
  const own = place?.language ?? 'de';
  const other = own === 'de' ? 'en' : 'de';
  const written = place ? text[own].slice(0, place.at) + claim + text[own].slice(place.at) : appended(text[own]);
  const rest = text[other].trim() === '' ? text[other] : appended(text[other]);
  return { ...text, [own]: written, [other]: rest };
}
