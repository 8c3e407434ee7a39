import type { Text } from '../../layers/fields.ts';
import { unreadable } from './parsed.ts';
import type { Parsed } from './parsed.ts';

const EXPECTED: Text = {
  de: '„wöchentlich“, „14-täglich“, „monatlich“ oder eine Regel nach RFC 5545 wie „FREQ=WEEKLY;INTERVAL=2“',
  en: '“weekly”, “fortnightly”, “monthly” or a rule by RFC 5545 such as “FREQ=WEEKLY;INTERVAL=2”',
};

const WORDS: readonly [RegExp, string][] = [
  [/^(?:wöchentlich|jede woche|weekly|every week)$/u, 'FREQ=WEEKLY'],
  [
    /^(?:14-?\s?täg(?:lich|ig)|zweiwöchentlich|alle (?:2|zwei|14 tage|vierzehn tage)(?: wochen)?|jede (?:2\.|zweite) woche|fortnightly|biweekly|every (?:2|two|other|second) weeks?)$/u,
    'FREQ=WEEKLY;INTERVAL=2',
  ],
  [/^(?:monatlich|einmal im monat|monthly|once a month)$/u, 'FREQ=MONTHLY'],
];

/** How often: a rule of RFC 5545 as it is, or one of the words that brochures use. */
export function parseRecurrence(text: string): Parsed<string> {
  const trimmed = text.trim();
  const rule = trimmed.replace(/^RRULE:/iu, '');
  if (/^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;[A-Z]+=[A-Z0-9,+:-]+)*$/u.test(rule)) return { value: rule };
  const found = WORDS.find(([pattern]) => pattern.test(trimmed.toLowerCase()));
  return found ? { value: found[1] } : unreadable(text, EXPECTED);
}
