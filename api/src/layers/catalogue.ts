import type { z } from '@hono/zod-openapi';
import type { DataSource, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { LayerFacts } from './facts.ts';
import { legendOf } from './legend.ts';
import { datesOf, sourcesOf } from './provenance.ts';
import type { ImportRecord } from './provenance.ts';
import type { layerSchema } from './schemas.ts';

export type CatalogueEntry = z.infer<typeof layerSchema>;

/** URL template of a layer's tiles; the version makes them immutable, and may itself be left open. */
export function tileTemplate(layer: string, version: number | '{version}'): string {
  return `/tiles/${layer}/${version}/{z}/{x}/{y}.mvt`;
}

/**
 * A layer as the catalogue lists it.
 * @param facts null where the layer's table cannot be read; then there are no counts, and `problem` says so
 */
export function catalogueEntry(
  layer: LayerDefinition,
  version: number,
  facts: LayerFacts | null,
  imports: readonly ImportRecord[],
): CatalogueEntry {
  const sources = facts ? sourcesOf(layer, facts.byImport, imports) : [];
  const named = sources.map(({ name }) => name);
  return {
    id: layer.id,
    title: layer.title,
    description: layer.description,
    group: layer.group,
    geometry: layer.dataset.geometry ?? 'point',
    limited: layer.dataset.limit !== undefined,
    count: facts?.count ?? null,
    ...datesOf(sources),
    source: declared(sources[0] ?? layer.source),
    sources,
    demo: sources.some(({ demo }) => demo),
    legend: legendOf(layer, facts),
    measures:
      facts?.measures.map((m) => ({
        ...m,
        sources: m.sources.length > 0 ? m.sources : named,
      })) ?? [],
    tiles: tileTemplate(layer.id, version),
    version,
    minzoom: layer.tile.minzoom,
    maxzoom: layer.tile.maxzoom,
    bounds: facts?.bounds ?? null,
    ...(layer.free ? { free: layer.free } : {}),
  };
}

function declared({ name, url, licence, licenceUrl, attribution }: DataSource): DataSource {
  return { name, url, licence, licenceUrl, attribution };
}
