import type { OfferKind } from '../../layers/offers/kinds.ts';
import type { AgeRange } from './ages.ts';

export const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When an offer runs at a site. Local times as HH:MM; null where nobody recorded it. */
export interface Run {
  /** Key of the site. */
  site: string;
  weekdays: readonly Weekday[] | null;
  from: string | null;
  to: string | null;
}

/** An offer as the chain looks at it. Dates are ISO dates, both ends included. */
export interface Offering {
  key: string;
  title: string;
  kind: OfferKind;
  /** null: nobody recorded for whom it is. */
  ages: AgeRange | null;
  /** null: nobody recorded how many it takes. */
  places: number | null;
  /** ISO 639 codes; null: nobody recorded them. */
  languages: readonly string[] | null;
  /** Somebody comes to the family: no way is too far. */
  comesToYou: boolean;
  validFrom: string | null;
  validTo: string | null;
  runs: readonly Run[];
}

/** Whether an offer holds on a day. */
export const holdsOn = ({ validFrom, validTo }: Pick<Offering, 'validFrom' | 'validTo'>, day: string): boolean =>
  (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo);

/** What is looked for: a language, days of the week, a time of day. null: any. */
export interface Wish {
  language: string | null;
  weekdays: readonly Weekday[] | null;
  /** Earliest and latest time, HH:MM. */
  between: readonly [from: string, to: string] | null;
}

/** Any wish at all. */
export const ANY: Wish = { language: null, weekdays: null, between: null };

/** Whether an offer is held in a language; one without recorded languages is not known to be. */
export const speaks = ({ languages }: Offering, language: string | null): boolean =>
  language === null || (languages?.includes(language) ?? false);

/** Whether a run fits the days and times that are wished for; one without recorded times is not known to. */
export function fits({ weekdays, from, to }: Run, wish: Pick<Wish, 'weekdays' | 'between'>): boolean {
  if (wish.weekdays && !wish.weekdays.some((day) => weekdays?.includes(day))) return false;
  if (!wish.between) return true;
  const [earliest, latest] = wish.between;
  return from !== null && from >= earliest && (to ?? from) <= latest;
}
