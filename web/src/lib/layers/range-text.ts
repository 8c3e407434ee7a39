import type { Language } from '#lib/app/language.svelte.ts';

/** A class of values in words; classes hold their lower threshold and end below the next. */
export function rangeText(breaks: readonly number[], index: number, { t, format }: Language): string {
  const [from, to] = [breaks[index - 1], breaks[index]];
  const number = (value: number): string => format.number(value, 2);
  if (from === undefined && to === undefined) return t.layers.all;
  if (from === undefined) return t.layers.upTo(number(to ?? 0));
  if (to === undefined) return t.layers.from(number(from));
  return t.features.ages(number(from), number(to));
}
