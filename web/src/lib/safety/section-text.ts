import { criterionText } from '@quartierblick/gis/analysis/safety/presets.ts';
import type { HotspotPreset } from '@quartierblick/gis/analysis/safety/presets.ts';
import { ACCIDENT_KIND, ACCIDENT_TYPE } from '@quartierblick/gis/layers/accidents/codes.ts';
import { CRITERION_TITLES, PLACE_TITLES } from '@quartierblick/gis/layers/hotspots/codes.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { SafetyWords } from '#lib/i18n/safety.ts';
import type { PlacedSection } from '@quartierblick/gis/safety/street-answers.ts';

/** First and last year of a view. */
export function viewText({ years: { first, last } }: PlacedSection): string {
  return first === last ? String(first) : `${first}–${last}`;
}

/** Where it lies: the streets that meet, or the one along which it lies. */
export function placeText({ named }: PlacedSection, t: SafetyWords): string {
  return named.length > 0 ? named.join(' / ') : t.unnamed;
}

/** Chainage from and to, or nothing at a junction. */
export function stationText({ from, to }: PlacedSection, { format }: Language): string {
  return from === null || to === null ? '' : `${format.number(from, 0)}–${format.number(to, 0)} m`;
}

/** The criterion with its threshold, and what the accidents have in common. */
export function reasonText(section: PlacedSection, preset: HotspotPreset | undefined, language: Language): string {
  const criterion = preset?.criteria.find(({ id }) => id === section.criterion);
  const text = language.pick(criterion ? criterionText(criterion) : CRITERION_TITLES[section.criterion]);
  if (section.shared === null || !criterion) return text;
  const words: Record<string, { de: string; en: string }> = criterion.same === 'kind' ? ACCIDENT_KIND : ACCIDENT_TYPE;
  const shared = words[section.shared];
  return shared ? `${text}: ${language.pick(shared)}` : text;
}

/** A section in one line, never without "on open data". */
export function sectionText(section: PlacedSection, t: SafetyWords, language: Language): string {
  const place = language.pick(PLACE_TITLES[section.place]);
  const station = stationText(section, language);
  const where = [place, placeText(section, t), station].filter(Boolean).join(' ');
  const many = language.format.number(section.accidents.length, 0);
  return `${t.met}: ${where} · ${viewText(section)} · ${t.weightedSum.unweighted(many)}`;
}
