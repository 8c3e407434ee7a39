import type { LanguageCode } from '#lib/app/language.svelte.ts';

/**
 * A whole amount as people type it: "1.500.000", "1 500 000", "1,5 Mio." is none. Points group in German, commas in English.
 * @returns null for an empty field (no limit), undefined where it is no amount
 */
export function readAmount(text: string, language: LanguageCode): number | null | undefined {
  const plain = text.replace(/[\s\u00a0\u202f€]|Euro$/g, '');
  if (plain === '') return null;
  const group = language === 'de' ? '\\.' : ',';
  if (!new RegExp(`^(\\d+|\\d{1,3}(${group}\\d{3})+)$`).test(plain)) return undefined;
  const value = Number(plain.replace(/[.,]/g, ''));
  return value <= 1e12 ? value : undefined;
}
