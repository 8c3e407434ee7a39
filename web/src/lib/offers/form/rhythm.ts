import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { Weekday } from '@quartierblick/gis/analysis/chain/offering.ts';

export const RHYTHMS = ['weekly', 'fortnightly', 'monthly', 'own'] as const;
export type RhythmId = (typeof RHYTHMS)[number];
/** Which of its weekday in the month; the last one counts from the end. */
export const NTHS = ['1', '2', '3', '4', '-1'] as const;
export type Nth = (typeof NTHS)[number];

/** How an offer repeats, as people enter it. */
export interface Rhythm {
  rhythm: RhythmId;
  nth: Nth;
  /** A rule that the others cannot say, as it was typed. */
  rule: string;
}

const days = (weekdays: readonly Weekday[], nth = ''): string => {
  const named = WEEKDAYS.filter((day) => weekdays.includes(day)).map((day) => nth + day.toUpperCase());
  return named.length > 0 ? `;BYDAY=${named.join(',')}` : '';
};

/** The RFC 5545 rule of a rhythm, without DTSTART; null: every week on its days, which needs none. */
export function ruleOf({ rhythm, nth, rule }: Rhythm, weekdays: readonly Weekday[]): string | null {
  if (rhythm === 'weekly') return null;
  if (rhythm === 'fortnightly') return `FREQ=WEEKLY;INTERVAL=2${days(weekdays)}`;
  if (rhythm === 'monthly') return `FREQ=MONTHLY${days(weekdays, nth)}`;
  return rule.trim() || null;
}

/** The rhythm that a rule says; one that none of them says stays as it is written. */
export function rhythmOf(rule: string | null, weekdays: readonly Weekday[]): Rhythm {
  const own: Rhythm = { rhythm: rule ? 'own' : 'weekly', nth: '1', rule: rule ?? '' };
  if (!rule) return own;
  const candidates: Rhythm[] = [
    { ...own, rhythm: 'fortnightly', rule: '' },
    ...NTHS.map((nth): Rhythm => ({ rhythm: 'monthly', nth, rule: '' })),
  ];
  return candidates.find((one) => ruleOf(one, weekdays) === rule) ?? own;
}
