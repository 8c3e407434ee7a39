import { FRESHNESS_STATES } from '@quartierblick/gis/layers/freshness.ts';
import type { LayerFreshness } from './types.ts';

type Source = LayerFreshness['sources'][number];

/** A line of the table: a source of a layer, or a layer that has none. */
export interface FreshnessRow {
  id: string;
  layer: LayerFreshness;
  source: Source | null;
}

/** Lines of the table: what is worst first, then the oldest; layers without sources last, in the order of the map. */
export function freshnessRows(layers: readonly LayerFreshness[]): FreshnessRow[] {
  const rank = ({ source }: FreshnessRow) =>
    source ? FRESHNESS_STATES.indexOf(source.state) : FRESHNESS_STATES.length;
  return layers
    .flatMap((layer): FreshnessRow[] =>
      layer.sources.length === 0
        ? [{ id: layer.layer, layer, source: null }]
        : layer.sources.map((source, at) => ({ id: `${layer.layer} ${at}`, layer, source })),
    )
    .sort((a, b) => rank(a) - rank(b) || (b.source?.ageDays ?? 0) - (a.source?.ageDays ?? 0));
}

/** How many sources there are, and how many of them are too old or undated. */
export function freshnessCounts(layers: readonly LayerFreshness[]): { all: number; overdue: number; undated: number } {
  const states = layers.flatMap(({ sources }) => sources.map(({ state }) => state));
  const of = (wanted: string) => states.filter((state) => state === wanted).length;
  return { all: states.length, overdue: of('overdue'), undated: of('no-date') };
}
