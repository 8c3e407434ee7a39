import type { Sql } from '../db.ts';
import { readableRows } from '../policy/readable.ts';
import type { z } from '@hono/zod-openapi';
import type { Dataset, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { mercatorToDegrees } from '../layers/facts.ts';
import type { Bounds } from '../layers/facts.ts';
import type { hitSchema } from './schemas.ts';
import type { Match } from './service.ts';

export type Hit = z.infer<typeof hitSchema>;

interface Place {
  match: number;
  id: number;
  key: string;
  title: string | null;
  /** The text that fits, as it is written. */
  found: string;
  center: [number, number];
  box: Bounds;
}

/** Where the matches are and what they are called; a match whose feature has gone meanwhile is left out. */
export async function hitsOf(sql: Sql, matches: readonly Match[]): Promise<Hit[]> {
  const hits = new Map<number, Hit>();
  // One query for each field in which something was found.
  const byField = Map.groupBy(matches.keys(), (index) => {
    const match = matches[index];
    return match ? `${match.layer.id} ${match.entry.dataset.id} ${match.entry.field}` : '';
  });
  for (const indexes of byField.values()) {
    const first = matches[indexes[0] ?? 0];
    if (!first) continue;
    const { layer, entry } = first;
    const pairs = indexes.flatMap((index) => (matches[index]?.entry.ids ?? []).map((id) => ({ match: index, id })));
    for (const place of await places(sql, layer, entry.dataset, entry.field, pairs)) {
      hits.set(place.match, hitOf(layer, entry.dataset, entry.field, place));
    }
  }
  return [...hits].sort(([a], [b]) => a - b).map(([, hit]) => hit);
}

/** Lines that share a name are united: their middle is the point on them that is nearest to their centroid. */
async function places(
  sql: Sql,
  layer: LayerDefinition,
  dataset: Dataset,
  field: string,
  pairs: { match: number; id: number }[],
): Promise<Place[]> {
  const own = dataset === layer.dataset;
  const join = own
    ? sql`join ${readableRows(sql, dataset)} r on r.id = m.id join ${readableRows(sql, dataset)} t on t.id = r.id`
    : sql`join ${readableRows(sql, dataset)} r on r.id = m.id
          join ${readableRows(sql, layer.dataset)} t on t.key = r.${sql(dataset.parent ?? 'key')}`;
  const middle = sql`case when count(*) = 1 and min(st_dimension(t.geom)) <> 1
    then st_pointonsurface(st_collect(t.geom))
    else st_closestpoint(st_collect(t.geom), st_centroid(st_collect(t.geom))) end`;
  return sql<Place[]>`
    select match, id, key, title, found, st_asgeojson(st_transform(middle, 4326), 7)::jsonb -> 'coordinates' as center,
      array[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] as box
    from (
      select m.match, min(t.id)::float8 as id, (array_agg(t.key order by t.id))[1] as key,
        ${layer.titleField ? sql`(array_agg(t.${sql(layer.titleField)}::text order by t.id))[1]` : sql`null::text`} as title,
        min(r.${sql(field)}) as found, ${middle} as middle, st_extent(t.geom_3857) as box
      from jsonb_to_recordset(${sql.json(pairs)}) as m(match integer, id bigint)
      ${join}
      group by m.match
    ) found
  `;
}

function hitOf(layer: LayerDefinition, dataset: Dataset, field: string, place: Place): Hit {
  const { id, key, center, found } = place;
  const own = dataset === layer.dataset;
  // A related row is what was looked for, so it gives the title; the feature it belongs to says where it is.
  const title = own ? (place.title ?? found) : found;
  const more = own ? (found === title ? null : found) : place.title;
  const label = own && more !== null ? { ...dataset.fields, ...dataset.generated }[field]?.label : undefined;
  const subtitle = (language: 'de' | 'en') =>
    more === null ? layer.title[language] : `${layer.title[language]} · ${label ? `${label[language]}: ` : ''}${more}`;
  return {
    layer: layer.id,
    id,
    key,
    title,
    subtitle: { de: subtitle('de'), en: subtitle('en') },
    center,
    bbox: mercatorToDegrees(place.box),
  };
}
