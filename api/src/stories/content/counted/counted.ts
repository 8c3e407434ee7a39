import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { ChartContent } from '@quartierblick/gis/stories/content.ts';
import type { Asking } from '../../asking.ts';
import type { Made } from '../../made.ts';

/** Counts the entries of a register for a chart. */
export interface Counter {
  /** The lowest edition that gets anything of it. */
  lowest: Edition;
  /** @param argument what stands behind the colon of the series */
  make(ask: Asking, argument: string): Promise<Made>;
}

/** What is counted: how many under which name, in the order in which the screen has them. */
export type Count = readonly [label: Text, count: number];

/** Bars that can be read from the last row; what is beyond them is one more, so that none is lost. */
const MOST_BARS = 14;
const OTHERS: Text = { de: 'alle übrigen', en: 'all others' };

/** Bars of counts; each entry is in exactly one of them. @param said title and denominator */
export function barsOf(counts: readonly Count[], said: { title: Text; denominator: Text }): ChartContent {
  const fits = counts.length <= MOST_BARS;
  const rest = fits ? [] : counts.slice(MOST_BARS - 1);
  const shown: Count[] = fits
    ? [...counts]
    : [...counts.slice(0, MOST_BARS - 1), [OTHERS, rest.reduce((sum, [, count]) => sum + count, 0)]];
  const bars = shown.map(([label, value]) => ({ label, value, state: 'value' as const, marked: false }));
  return { kind: 'chart', ...said, unit: null, format: 'count', form: 'bars', bars };
}

/** How many of how many, and what they were chosen by; all there are where nothing was chosen. */
export function amongAll(shown: number, all: number, chosenBy: readonly Text[]): Text {
  const said = (code: keyof Text, of: string): string => [of, ...chosenBy.map((text) => text[code])].join(' · ');
  if (chosenBy.length === 0) return { de: `insgesamt ${all}`, en: `${all} in all` };
  return { de: said('de', `${shown} von ${all}`), en: said('en', `${shown} of ${all}`) };
}
