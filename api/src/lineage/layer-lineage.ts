import type { z } from '@hono/zod-openapi';
import { sources } from '@quartierblick/gis/layers/sources.ts';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { Edition, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Sql } from '../db.ts';
import type { LayerFacts } from '../layers/facts.ts';
import { sourceOf } from '../layers/provenance.ts';
import type { ImportRecord } from '../layers/provenance.ts';
import type { LayerVersion } from '../layers/versions.ts';
import type { layerLineageSchema } from './schemas.ts';

type LayerLineage = z.infer<typeof layerLineageSchema>;

interface OwningImport extends ImportRecord {
  sha256: string | null;
  bytes: number | null;
  sourceId: string | null;
  author: string;
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, n) => total + n, 0);

/** Imports that own rows, and those that found rows as they were, newest first. */
async function importsBehind(sql: Sql, layer: string, ids: readonly string[]): Promise<OwningImport[]> {
  return sql<OwningImport[]>`
    select id::text, layer, file_name as "fileName", source, as_of::text as "asOf", demo, unchanged, sha256,
      bytes::float8 as bytes, source_id as "sourceId", author,
      to_jsonb(coalesce(finished_at, created_at)) #>> '{}' as "importedAt"
    from imports
    where id = any(${ids as string[]}::uuid[]) or (layer = ${layer} and state = 'done' and unchanged > 0)
    order by sequence desc
  `;
}

/**
 * Where the rows of a layer come from: the imports that own them, with the file's hash and its reader.
 * @param edition who asks: authors are for those who work with the data, file names for those who see all of the layer
 */
export async function layerLineage(
  sql: Sql,
  {
    layer,
    version,
    facts,
    edition,
  }: { layer: LayerDefinition; version: LayerVersion; facts: LayerFacts; edition: Edition },
): Promise<LayerLineage> {
  const { byImport } = facts;
  const ids = [...byImport.keys()].filter((id) => id !== null);
  const limited = layer.dataset.limit !== undefined;
  const imports = (await importsBehind(sql, layer.id, ids)).map((record) => {
    const reader = sources.find(({ id }) => id === record.sourceId);
    return {
      import: record.id,
      file: limited ? '' : record.fileName,
      sha256: limited ? null : record.sha256,
      bytes: limited ? null : record.bytes,
      reader: reader ? { id: reader.id, title: reader.title } : null,
      source: sourceOf(layer, record),
      asOf: record.asOf,
      importedAt: record.importedAt,
      author: maySee(edition, 'planner') ? record.author : null,
      demo: record.demo,
      rows: byImport.get(record.id) ?? 0,
      confirmed: record.unchanged,
    };
  });
  return {
    layer: layer.id,
    title: layer.title,
    ...version,
    rows: sum(byImport.values()),
    ownRows: byImport.get(null) ?? 0,
    imports,
  };
}
