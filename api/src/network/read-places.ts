import { AGE_GROUPS } from '@quartierblick/gis/analysis/network/types.ts';
import type { AgeGroup, Point, WalkPlaces } from '@quartierblick/gis/analysis/network/types.ts';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import { playgroundEntrances, playgrounds } from '@quartierblick/gis/layers/playgrounds/layer.ts';
import { stops } from '@quartierblick/gis/layers/stops/layer.ts';
import type { Sql } from '../db.ts';
import { eastNorth, publicRows } from './layer-rows.ts';

interface Place {
  key: string;
  name: string | null;
  kind: string | null;
  x: number;
  y: number;
}

const known = (ages: readonly string[] | null): AgeGroup[] | null => {
  const groups = AGE_GROUPS.filter((group) => ages?.includes(group));
  return groups.length > 0 ? groups : null;
};

async function readPlaygrounds(sql: Sql): Promise<WalkPlaces['playgrounds']> {
  const gates = await sql<{ playground: string; x: number; y: number }[]>`
    select playground_key as playground, ${eastNorth(sql)}
    from ${publicRows(sql, playgrounds, ['playground_key', 'geom'], playgroundEntrances)} e order by key collate "C"
  `;
  const byPlayground = new Map<string, Point[]>();
  for (const { playground, x, y } of gates)
    byPlayground.set(playground, [...(byPlayground.get(playground) ?? []), [x, y]]);
  const rows = await sql<(Place & { areaM2: number | null; ages: string[] | null })[]>`
    select key, name, kind, case when area_m2 > 0 and area_m2 < 'Infinity' then area_m2 end as "areaM2", ages, ${eastNorth(sql)}
    from ${publicRows(sql, playgrounds, ['name', 'kind', 'area_m2', 'ages', 'geom'])} p order by key collate "C"
  `;
  return rows.map(({ key, name, kind, areaM2, ages, x, y }) => ({
    ...{ key, name, kind, areaM2, at: [x, y] },
    entrances: byPlayground.get(key) ?? [],
    ages: known(ages),
  }));
}

/** Playgrounds with their gates, and the other places that people walk to, in the order of their keys. EPSG:25832. */
export async function readPlaces(sql: Sql): Promise<WalkPlaces> {
  const sites = await sql<Place[]>`
    select key, name, kind, ${eastNorth(sql)} from ${publicRows(sql, offers, ['name', 'kind', 'geom'])} s
    order by key collate "C"
  `;
  const platforms = await sql<Place[]>`
    select key, name, kind, ${eastNorth(sql)} from ${publicRows(sql, stops, ['name', 'kind', 'geom'])} s
    order by key collate "C"
  `;
  const on = (layer: 'offers' | 'stops') => (row: Place) => {
    const { key, name, kind, x, y } = row;
    return { key, name, kind, layer, at: [x, y] as const };
  };
  return {
    playgrounds: await readPlaygrounds(sql),
    places: [...sites.map(on('offers')), ...platforms.map(on('stops'))],
  };
}
