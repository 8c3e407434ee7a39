import type { Criterion, RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { RANKING_WORDS } from '#lib/i18n/ranking.ts';

type Words = (typeof RANKING_WORDS)['de'];

/** A share from 0 to 1 as percent. */
export function percent(share: number, { format, code }: Language, digits = 0): string {
  return `${format.number(share * 100, digits)}${code === 'de' ? '\u00a0%' : '%'}`;
}

/** A score from 0 to 1 as points of 100; two where it is open. */
export function points(low: number, high: number, { format }: Language, digits = 1): string {
  const [least, most] = [format.number(low * 100, digits), format.number(high * 100, digits)];
  return least === most ? least : `${least}–${most}`;
}

function one(criterion: Criterion, raw: number | string, { format, pick }: Language): string {
  if (typeof raw === 'number') return Number.isFinite(raw) ? format.number(raw, 1) : '';
  if (criterion.value.kind !== 'ordinal') return '';
  const grade = criterion.value.grades.find(({ code }) => code === raw);
  return grade ? pick(grade.label) : '';
}

/** A raw value with its unit, as words where nothing is known. */
export function rawText(criterion: Criterion, raw: RawValue, language: Language, t: Words): string {
  const unit = criterion.unit === null ? '' : `\u00a0${criterion.unit}`;
  if (raw === null) return t.missing;
  if (typeof raw === 'number' || typeof raw === 'string') {
    const text = one(criterion, raw, language);
    return text === '' ? t.missing : text + unit;
  }
  const [low, high] = raw;
  return t.range(one(criterion, low, language), one(criterion, high, language)) + unit;
}

/** Saaty's judgement in words. */
export function judgement(a: string, b: string, value: number, t: Words): string {
  const times = String(Math.round(Math.max(value, 1 / value)));
  if (times === '1') return t.equal;
  return t.moreImportant(value > 1 ? a : b, times);
}
