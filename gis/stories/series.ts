import type { Text } from '../layers/fields.ts';
import { figureName } from './claims.ts';

/**
 * Series of charts that are counted from a register, by the query of the screen that lists the same: `cases:condition=5`,
 * `measures:which=todo`. Findings are those of one walk: `findings:<walk>`, or `findings:<walk>?open` for the undecided ones.
 */
export const COUNTED_SERIES = {
  cases: { de: 'Immobilien, wie die Liste sie zeigt', en: 'Properties as the list shows them' },
  measures: { de: 'Maßnahmen nach Stand', en: 'Measures by state' },
  findings: { de: 'Funde eines Gangs nach Thema', en: 'Findings of a walk by theme' },
} as const satisfies Record<string, Text>;
export type CountedSeries = keyof typeof COUNTED_SERIES;

const isCounted = (id: string): id is CountedSeries => id in COUNTED_SERIES;

/** Which register a series is counted from, and what of it; null: from a layer. */
export function countedSeries(series: string): { register: CountedSeries; argument: string } | null {
  const { id, argument } = figureName(series);
  return isCounted(id) ? { register: id, argument } : null;
}

/** The series of a register. @param query of its list, with or without its `?` */
export function seriesOf(register: Exclude<CountedSeries, 'findings'>, query: string): string {
  const argument = query.replace(/^\?/, '');
  return argument === '' ? register : `${register}:${argument}`;
}

/** The findings of a walk. @param open only those that end in nothing yet */
export const findingsSeries = (walk: string, open: boolean): string => `findings:${walk}${open ? '?open' : ''}`;

/** Reads what {@link findingsSeries} wrote behind the colon. */
export function findingsOf(argument: string): { walk: string; open: boolean } {
  const [walk = '', which] = argument.split('?');
  return { walk, open: which === 'open' };
}

/** Path and query, below the dashboard's root, of the screen that shows what a series counts; null for those of layers. */
export function seriesPath(series: string): string | null {
  const counted = countedSeries(series);
  if (!counted) return null;
  const { register, argument } = counted;
  const query = argument === '' ? '' : `?${argument}`;
  if (register === 'cases') return `/properties${query}`;
  if (register === 'measures') return `/walks/measures${query}`;
  return `/walks/${encodeURIComponent(findingsOf(argument).walk)}?tab=findings`;
}
