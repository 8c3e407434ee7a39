import type { Criterion, RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { DecisionWords } from '#lib/i18n/ranking-decisions.ts';

/** A raw value with its unit, as words where nothing is known. */
export function valueText(
  criterion: Criterion | undefined,
  raw: RawValue,
  language: Language,
  t: DecisionWords,
): string {
  if (raw === null || !criterion) return raw === null ? t.missing : String(raw);
  const unit = criterion.unit === null ? '' : `\u00a0${criterion.unit}`;
  if (typeof raw === 'number') return Number.isFinite(raw) ? language.format.number(raw) + unit : t.missing;
  if (typeof raw === 'string') {
    const grade =
      criterion.value.kind === 'ordinal' ? criterion.value.grades.find(({ code }) => code === raw) : undefined;
    return grade ? language.pick(grade.label) : raw;
  }
  const [low, high] = raw as readonly [number, number];
  return t.range(language.format.number(low), language.format.number(high)) + unit;
}

/** A score from 0 to 1 as points of 100; two where missing values leave it open. */
export function pointsText([low, high]: readonly [number, number], { format }: Language): string {
  const [least, most] = [format.number(low * 100), format.number(high * 100)];
  return least === most ? least : `${least}–${most}`;
}

export function rankText([best, worst]: readonly [number, number], { format }: Language): string {
  return best === worst ? format.number(best, 0) : `${format.number(best, 0)}–${format.number(worst, 0)}`;
}

/** A share from 0 to 1 as percent. */
export function percentText(share: number, { format, code }: Language, digits = 0): string {
  return `${format.number(share * 100, digits)}${code === 'de' ? '\u00a0%' : '%'}`;
}

/** How the robustness was drawn, in words. */
export function drawnText(
  { draws, seed, spread }: RankingSettings['robustness'],
  language: Language,
  t: DecisionWords,
): string {
  const width = spread === 'any' ? t.spreadAny : t.spread(percentText(spread, language));
  return t.drawnHow(language.format.number(draws, 0), String(seed), width);
}
