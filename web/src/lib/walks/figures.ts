import type { WalkWords } from '#lib/i18n/walks.ts';
import type { Format } from '#lib/format.ts';

/** Metres up to a kilometre, then kilometres. */
export function lengthText(metres: number, t: WalkWords, format: Format): string {
  return metres < 1000
    ? t.metres(format.number(Math.round(metres / 10) * 10, 0))
    : t.kilometres(format.number(metres / 1000, 1));
}

/** Whole minutes, one at the least: nobody walks in none. */
export function minutesText(seconds: number, t: WalkWords, format: Format): string {
  return t.minutes(format.number(Math.max(1, Math.round(seconds / 60)), 0));
}
