import type { Point } from '@quartierblick/gis/analysis/network/types.ts';
import { isDark } from '@quartierblick/gis/analysis/walks/daylight.ts';
import { proposeStops, unseenOf } from '@quartierblick/gis/analysis/walks/unseen.ts';
import type { Candidate, Perspective, Seen } from '@quartierblick/gis/analysis/walks/unseen.ts';
import { crossings } from '@quartierblick/gis/layers/crossings/layer.ts';
import { hotspots } from '@quartierblick/gis/layers/hotspots/layer.ts';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import { playgrounds } from '@quartierblick/gis/layers/playgrounds/layer.ts';
import { stops } from '@quartierblick/gis/layers/stops/layer.ts';
import { lonLatOf, roundedLonLat } from '@quartierblick/gis/network/lon-lat.ts';
import type { Role } from '@quartierblick/gis/walks/event.ts';
import type { StopLayer } from '@quartierblick/gis/walks/walk.ts';
import type { Sql } from '../db.ts';
import { publicRows } from '../network/layer-rows.ts';

interface Place extends Candidate {
  name: string;
  ref: { layer: StopLayer; key: string };
}

type Weights = Partial<Record<StopLayer, number>>;
/** What matters to whom: an assumption, so that children come to playgrounds first and the scout to where one changes and crosses. */
const WEIGHTS: Readonly<Record<'child' | 'scout' | 'other', Weights>> = {
  child: { playgrounds: 5, offers: 3, hotspots: 2, crossings: 1 },
  scout: { stops: 5, crossings: 4, offers: 3, playgrounds: 2, hotspots: 2 },
  other: { hotspots: 4, playgrounds: 3, offers: 2, stops: 2, crossings: 1 },
};
const weightsOf = (role: Role): Weights => (role === 'child' || role === 'scout' ? WEIGHTS[role] : WEIGHTS.other);

interface Row {
  layer: StopLayer;
  key: string;
  name: string | null;
  x: number;
  y: number;
}

/** Public places within the project area where one might stop. Cases are none: their places are not for everybody. */
async function readCandidates(sql: Sql, role: Role): Promise<Place[]> {
  const named = ['name', 'geom'];
  const rows = await sql<Row[]>`
    with area as (
      select st_transform(st_makeenvelope(bounds[1], bounds[2], bounds[3], bounds[4], 4326), 25832) as box from project
    ), places as (
      select 'playgrounds' as layer, key, name, geom from ${publicRows(sql, playgrounds, named)} p
      union all select 'offers', key, name, geom from ${publicRows(sql, offers, named)} o
      union all select 'stops', key, name, geom from ${publicRows(sql, stops, named)} s
      union all select 'crossings', key, coalesce(name, street), geom from ${publicRows(sql, crossings, ['name', 'street', 'geom'])} c
      union all select 'hotspots', key, street, st_lineinterpolatepoint(st_geometryn(st_linemerge(geom), 1), 0.5)
        from ${publicRows(sql, hotspots, ['street', 'geom'])} h
    )
    select layer, key, name, st_x(geom) as x, st_y(geom) as y from places
    where not exists (select from area) or exists (select from area where st_intersects(box, geom))
    order by layer, key collate "C"
  `;
  const weights = weightsOf(role);
  return rows.flatMap(({ layer, key, name, x, y }) => {
    const weight = weights[layer];
    // A place without a name could not be told on the way.
    return weight === undefined || !name ? [] : [{ name, ref: { layer, key }, at: [x, y] as const, weight }];
  });
}

interface SeenRow {
  x: number;
  y: number;
  roles: string[];
  at: string;
}

/** Stops and findings of walks that took place, with who was there. */
async function readSeen(sql: Sql): Promise<Seen[]> {
  const rows = await sql<SeenRow[]>`
    select st_x(s.place) as x, st_y(s.place) as y, to_jsonb(w.starts_at) #>> '{}' as at,
      array(select distinct d.role from walk_devices d where d.walk_key = w.key and not d.desk) as roles
    from walk_stops s join walks w on w.key = s.walk_key where w.state in ('walked', 'closed')
    union all
    select st_x(f.place), st_y(f.place), to_jsonb(f.found_at) #>> '{}', array[f.role]
    from walk_findings f where f.place is not null and not f.removed
  `;
  return rows.map(({ x, y, roles, at }) => {
    const place: Point = [x, y];
    return { at: place, roles, dark: isDark(new Date(at), lonLatOf(place)) };
  });
}

/** Places of the stops of a walk. */
async function readOwn(sql: Sql, walk: string | null): Promise<Point[]> {
  if (walk === null) return [];
  const rows = await sql<{ x: number; y: number }[]>`
    select st_x(place) as x, st_y(place) as y from walk_stops where walk_key = ${walk}
  `;
  return rows.map(({ x, y }) => [x, y]);
}

/**
 * Stops that close what no walk has seen yet from a perspective, by day or in the dark.
 * @param walk the one that they are for: it will see the stops that it has
 */
export async function proposalFor(sql: Sql, perspective: Perspective & { role: Role }, walk: string | null) {
  const candidates = await readCandidates(sql, perspective.role);
  const own = (await readOwn(sql, walk)).map((at): Seen => ({ at, roles: [perspective.role], dark: perspective.dark }));
  const seen = [...(await readSeen(sql)), ...own];
  const found = proposeStops(candidates, seen, perspective).map(({ name, ref, at }) => {
    const [lon, lat] = roundedLonLat(at);
    return { name, ref, lon, lat };
  });
  return { stops: found, unseen: unseenOf(candidates, seen, perspective).length, places: candidates.length };
}
