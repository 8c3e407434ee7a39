import { yearsText } from '@quartierblick/gis/analysis/safety/years-text.ts';
import { LIGHT, ROAD_STATE } from '@quartierblick/gis/layers/accidents/codes.ts';
import { PRESET_TITLES } from '@quartierblick/gis/layers/hotspots/codes.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { SafetyScreen } from '../screen.svelte.ts';

/** Where figures come from, in one line: sources, years, as-of date, what is missing, and whether they are invented. */
export function provenance({ input, t, app: { language }, demo, thresholds }: SafetyScreen): string {
  if (!input) return '';
  const { accidents, streets } = input;
  const sources = new Set([...accidents.source, ...streets.source].map(({ attribution }) => attribution));
  return [
    ...(demo ? [language.t.shell.demo] : []),
    ...sources,
    t.onlyInjury,
    t.years(yearsText(accidents.years)),
    ...(accidents.asOf ? [t.asOf(language.format.date(accidents.asOf))] : []),
    ...(thresholds ? [t.presetOf(language.pick(PRESET_TITLES[thresholds.preset.id]))] : []),
  ].join(' · ');
}

/** What is narrowed, in one line; empty where nothing is. */
export function filterLine({ settings: { filter }, t, engine, app: { language } }: SafetyScreen): string {
  const shown = t.shown(
    language.format.number(engine.figures?.passing.size ?? 0, 0),
    language.format.number(engine.strip?.accidents.length ?? 0, 0),
  );
  const words: Record<string, (value: string | number) => string> = {
    categories: (value) => t.severity[value as keyof typeof t.severity],
    participants: (value) => t.withWhom[value as keyof typeof t.withWhom],
    weekdays: (value) => t.filter.day[value] ?? String(value),
    hours: (value) => t.hour(String(value)),
  };
  const parts = (Object.keys(filter) as (keyof typeof filter)[]).flatMap((part) => {
    const values = filter[part] as readonly (string | number)[];
    const named = part in words ? values.map((value) => words[part]?.(value)) : coded(part, values, language);
    return values.length === 0 ? [] : [`${t.filter[part]}: ${named.join(', ')}`];
  });
  return [shown, ...parts].join(' · ');
}

function coded(part: string, values: readonly (string | number)[], language: Language): string[] {
  const codes: Record<string, { de: string; en: string }> =
    part === 'light' ? LIGHT : part === 'roadStates' ? ROAD_STATE : {};
  return values.map((value) => (codes[value] ? language.pick(codes[value]) : String(value)));
}
