import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { countedSeries } from '@quartierblick/gis/stories/series.ts';
import type { CountedSeries } from '@quartierblick/gis/stories/series.ts';
import type { Asking } from '../../asking.ts';
import type { Made } from '../../made.ts';
import { casesCounter } from './cases.ts';
import type { Counter } from './counted.ts';
import { findingsCounter } from './findings.ts';
import { measuresCounter } from './measures.ts';

const COUNTERS: Readonly<Record<CountedSeries, Counter>> = {
  cases: casesCounter,
  measures: measuresCounter,
  findings: findingsCounter,
};

/** The lowest edition that gets a series; what stands on a layer follows the layer's own policy. */
export function lowestOfSeries(series: string): Edition {
  const counted = countedSeries(series);
  return counted ? COUNTERS[counted.register].lowest : 'public';
}

/** A chart that is counted from a register; null: the series is of a layer. */
export function countedChart(ask: Asking, series: string): Promise<Made> | null {
  const counted = countedSeries(series);
  return counted && COUNTERS[counted.register].make(ask, counted.argument);
}
