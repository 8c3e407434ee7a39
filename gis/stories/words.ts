import { z } from 'zod';
import type { Text } from '../layers/fields.ts';

/** A text of a story in both languages. German is written first; where the English is empty, the German stands in its place. */
export const words = (most: number) => z.strictObject({ de: z.string().max(most), en: z.string().max(most) });

export const NO_WORDS: Text = { de: '', en: '' };

/** What a reader of this language gets to read. */
export function wordsIn({ de, en }: Text, language: 'de' | 'en'): string {
  return language === 'en' && en.trim() !== '' ? en : de;
}
