import type { z } from '@hono/zod-openapi';
import { freshnessOf, worst } from '@quartierblick/gis/layers/freshness.ts';
import { PROMISES } from '@quartierblick/gis/layers/promises.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Sql } from '../db.ts';
import type { LayerFacts } from '../layers/facts.ts';
import { sourcesOf } from '../layers/provenance.ts';
import type { ImportRecord } from '../layers/provenance.ts';
import type { LayerVersion } from '../layers/versions.ts';
import type { layerFreshnessSchema } from './schemas.ts';

export type LayerFreshness = z.infer<typeof layerFreshnessSchema>;

/** What the city promises of a layer, in place of the layer's own promise. */
interface CityPromise {
  layer: string;
  months: number | null;
  note: string;
  changedAt: string;
  changedBy: string;
}

const NOTHING: Text = { de: '', en: '' };

/** Promises of the city, by layer. */
export async function cityPromises(sql: Sql): Promise<ReadonlyMap<string, CityPromise>> {
  const rows = await sql<CityPromise[]>`
    select layer, months, note, to_jsonb(changed_at) #>> '{}' as "changedAt", changed_by as "changedBy"
    from freshness_promises
  `;
  return new Map(rows.map((row) => [row.layer, row]));
}

function promiseOf(layer: string, city: CityPromise | undefined): LayerFreshness['promise'] {
  if (city) {
    const why = { de: city.note, en: city.note };
    return { months: city.months, by: 'city', why, changedAt: city.changedAt, changedBy: city.changedBy };
  }
  const own = (PROMISES as Readonly<Record<string, (typeof PROMISES)[keyof typeof PROMISES]>>)[layer];
  const house = { by: 'house', changedAt: null, changedBy: null } as const;
  return own ? { ...house, months: own.months, why: own.why } : { ...house, months: null, why: NOTHING };
}

/** What the freshness of a layer is judged by. */
export interface FreshnessInput {
  layer: LayerDefinition;
  version: LayerVersion;
  /** null where the layer's table cannot be read. */
  facts: LayerFacts | null;
  imports: readonly ImportRecord[];
  city: CityPromise | undefined;
  /** `YYYY-MM-DD` */
  today: string;
}

/** A layer's sources against what is promised. One without rows says nothing about its age. */
export function layerFreshness({ layer, version, facts, imports, city, today }: FreshnessInput): LayerFreshness {
  const promise = promiseOf(layer.id, city);
  // Rows without an import are written here, by people or by a computation: they are of the day on which they were written.
  const imported = facts ? new Map([...facts.byImport].filter(([id]) => id !== null)) : new Map<string, number>();
  const sources = sourcesOf(layer, imported, imports).map((source) => ({
    ...source,
    ...freshnessOf(source.asOf, promise.months, today),
  }));
  return {
    layer: layer.id,
    title: layer.title,
    group: layer.group,
    rows: facts?.count ?? null,
    ownRows: facts?.byImport.get(null) ?? 0,
    changedAt: version.changedAt,
    promise,
    sources,
    state: worst(sources.map(({ state }) => state)),
  };
}
