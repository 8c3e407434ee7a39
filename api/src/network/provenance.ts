import type { DataSource, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Sql } from '../db.ts';
import type { FactsCache } from '../layers/facts.ts';
import { datesOf, finishedImports, sourcesOf } from '../layers/provenance.ts';
import { layerVersions } from '../layers/versions.ts';

/** Where the rows of several layers come from. */
export interface Origin {
  /** Each source once, the ones with most rows first. */
  source: DataSource[];
  demo: boolean;
  /** Newest as-of date by layer id. */
  asOf: (layer: LayerDefinition) => string | null;
}

/** Sources, as-of dates and whether invented rows are among them, from the imports that own the rows. */
export async function originOf(sql: Sql, facts: FactsCache, layers: readonly LayerDefinition[]): Promise<Origin> {
  const version = await layerVersions(sql);
  const imports = await finishedImports(sql);
  const byLayer = await Promise.all(
    layers.map(async (layer) => ({
      layer,
      uses: sourcesOf(layer, (await facts.get(layer, version(layer.id))).byImport, imports),
    })),
  );
  const uses = byLayer.flatMap((one) => one.uses).sort((a, b) => b.rows - a.rows);
  const sources = new Map<string, DataSource>();
  for (const { name, url, licence, licenceUrl, attribution } of uses) {
    const source = { name, url, licence, licenceUrl, attribution };
    const identity = JSON.stringify([name, licence]);
    if (!sources.has(identity)) sources.set(identity, source);
  }
  const dates = new Map(byLayer.map(({ layer, uses: own }) => [layer.id, datesOf(own).asOf]));
  return {
    source: [...sources.values()],
    demo: uses.some(({ demo }) => demo),
    asOf: ({ id }) => dates.get(id) ?? null,
  };
}
