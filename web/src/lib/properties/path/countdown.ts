import { daysBetween } from '@quartierblick/gis/legal-path/calendar.ts';
import type { LegalWords } from '#lib/i18n/legal.ts';

/** How far a day is away, in words. */
export function countdown(due: string, today: string, t: LegalWords): string {
  const days = daysBetween(today, due);
  if (days < 0) return t.overdue(-days);
  if (days === 0) return t.today;
  return days === 1 ? t.tomorrow : t.inDays(days);
}
