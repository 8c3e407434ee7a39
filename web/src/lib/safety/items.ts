import { LIGHT, ROAD_STATE } from '@quartierblick/gis/layers/accidents/codes.ts';
import { PARTICIPANTS } from '@quartierblick/gis/analysis/safety/accident.ts';
import { SITE_CLASSES } from '@quartierblick/gis/layers/offers/layer.ts';
import { STOP_CLASSES } from '@quartierblick/gis/layers/stops/layer.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { SafetyWords } from '#lib/i18n/safety.ts';
import type { Figures, PlacedAccident, PlacedMark, StripData } from '@quartierblick/gis/safety/street-answers.ts';
import type { LonLat } from '@quartierblick/gis/network/lon-lat.ts';

/** Something on the strip that can be pointed at, with its words. */
export interface StripItem {
  id: string;
  chainage: number;
  offset: number;
  lonLat: LonLat;
  /** What it is, in a few words. */
  title: string;
  /** The whole of it, for readers that see no picture. */
  text: string;
  accident: PlacedAccident | null;
  mark: PlacedMark | null;
}

/** Where it lies across: so many metres to the left or right. */
export function sideText(offset: number, t: SafetyWords, { format }: Language): string {
  const metres = Math.round(Math.abs(offset));
  if (metres === 0) return t.side.on;
  return t.side[offset > 0 ? 'left' : 'right'](format.number(metres, 0));
}

const known = (parts: (string | null | undefined)[]): string => parts.filter((one) => one).join(' · ');

/** What happened and when, as one line. */
export function accidentText({ accident }: PlacedAccident, t: SafetyWords, language: Language): string {
  const { year, month, weekday, hour, light, roadState } = accident;
  const who = PARTICIPANTS.filter((one) => accident.with[one]).map((one) => t.withWhom[one]);
  const time = [weekday && t.filter.day[weekday], hour === null ? null : t.hour(String(hour))]
    .filter(Boolean)
    .join(' ');
  const pick = (code: string | null, words: Record<string, { de: string; en: string }>) =>
    code !== null && words[code] ? language.pick(words[code]) : null;
  return known([
    month === null ? String(year) : `${String(month).padStart(2, '0')}/${year}`,
    time,
    who.join(', '),
    pick(light, LIGHT),
    pick(roadState, ROAD_STATE),
  ]);
}

/** Severity in words. */
export function severityText(category: string | null, t: SafetyWords): string {
  return t.severity[category as keyof typeof t.severity] ?? t.severityUnknown;
}

/** What a crossing, place or side street is called. */
function markTitle({ what, kind, name }: PlacedMark, t: SafetyWords, language: Language): string {
  const label = (classes: readonly { id: string; label: { de: string; en: string } }[]) => {
    const found = classes.find(({ id }) => id === kind);
    return found ? language.pick(found.label) : null;
  };
  if (what === 'crossing') return t.crossing[kind as keyof typeof t.crossing] ?? t.crossing.none;
  if (what === 'side-street') return name ?? t.sideStreet;
  if (what === 'playground') return known([kind === 'gate' ? t.playground : t.playgroundMiddle, name]);
  return known([what === 'stop' ? (label(STOP_CLASSES) ?? t.stop) : label(SITE_CLASSES), name]);
}

/** Everything on a strip that passes the filters, in the order of its chainage. */
export function itemsOf(strip: StripData, { passing }: Figures, t: SafetyWords, language: Language): StripItem[] {
  const at = (chainage: number, offset: number) =>
    t.at(language.format.number(chainage, 0), sideText(offset, t, language));
  const accidents = strip.accidents
    .filter(({ accident }) => passing.has(accident.key))
    .map((one): StripItem => {
      const { chainage, offset, lonLat, accident } = one;
      const title = severityText(accident.category, t);
      const text = known([title, accidentText(one, t, language), at(chainage, offset)]);
      return { id: `accident/${accident.key}`, chainage, offset, lonLat, title, text, accident: one, mark: null };
    });
  const marks = strip.marks.map((mark): StripItem => {
    const { id, what, chainage, offset, lonLat } = mark;
    const name = markTitle(mark, t, language);
    const title = what === 'side-street' ? `${t.sideStreet}: ${name}` : name;
    return { id, chainage, offset, lonLat, title, text: known([title, at(chainage, offset)]), accident: null, mark };
  });
  return [...accidents, ...marks].toSorted((a, b) => a.chainage - b.chainage || (a.id < b.id ? -1 : 1));
}
