import { accidents } from '@quartierblick/gis/layers/accidents/layer.ts';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import { playgrounds } from '@quartierblick/gis/layers/playgrounds/layer.ts';
import { populationGrid } from '@quartierblick/gis/layers/population-grid/layer.ts';
import { streets } from '@quartierblick/gis/layers/streets/layer.ts';
import { statisticalUnits } from '@quartierblick/gis/layers/statistical-units/layer.ts';
import type { VISIBILITY } from '@quartierblick/gis/ranking/criteria.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { SqlLike } from '../../db.ts';
import { column, known } from './column.ts';
import type { Facts } from './column.ts';
import { FOOT_CRITERIA, wayWords } from './on-foot.ts';
import type { OnFoot } from './on-foot.ts';

/** DIN 18034-1: the quarter's play area for small children lies within 200 m. */
const CHILDREN_M = 200;
const ACCIDENTS_M = 100;
const CLUSTER_M = 100;
const STREET_M = 25;
/** Where no street at all is this near, the streets are not in the data. */
const STREETS_KNOWN_M = 300;
/** How far a metre reaches in EPSG:3857 at the latitudes of Germany, rounded up: for finding candidates by the index. */
const STRETCH = 1.8;
/** Suppressed cells hold one or two (k = 3). */
const SUPPRESSED_MOST = 2;

type ByCase<T> = ({ key: string } & T)[];

/**
 * Children of the cells whose middle lies within reach; hidden ones count from 0 to 2, so that the value is an interval.
 * The newest census only: adding two would count everyone twice.
 */
async function children(sql: SqlLike) {
  return sql<ByCase<{ cells: number; least: number; hidden: number; unknown: number }>>`
    select p.key, count(c.id)::float8 as cells, coalesce(sum(c.children), 0)::float8 as least,
      (count(*) filter (where c.children_state = 'suppressed'))::float8 as hidden,
      (count(*) filter (where c.children is null and c.children_state <> 'suppressed'))::float8 as unknown
    from properties p
    join population_cells c on c.geom_3857 && st_expand(p.geom_3857, ${CHILDREN_M * STRETCH})
      and st_dwithin(st_centroid(c.geom), p.geom, ${CHILDREN_M})
      and c.census_year is not distinct from (select max(census_year) from population_cells)
    group by p.key
  `;
}

/** The next gate of a playground, or its middle where no gate is recorded; the next place of care or school. */
async function nearest(sql: SqlLike) {
  return sql<ByCase<{ playground: number | null; care: number | null }>>`
    select p.key, least(st_distance(p.geom, g.geom), st_distance(p.geom, e.geom)) as playground,
      st_distance(p.geom, s.geom) as care
    from properties p
    left join lateral (
      select geom from playgrounds g where not exists (select from playground_entrances x where x.playground_key = g.key)
      order by g.geom_3857 <-> p.geom_3857 limit 1
    ) g on true
    left join lateral (
      select geom from playground_entrances e where exists (select from playgrounds x where x.key = e.playground_key)
      order by e.geom_3857 <-> p.geom_3857 limit 1
    ) e on true
    left join lateral (
      select geom from offer_sites s where s.kind in ('kita', 'kinderstube', 'school')
      order by s.geom_3857 <-> p.geom_3857 limit 1
    ) s on true
  `;
}

/** By year, because more years are not more danger. No accident is a figure only where the data reaches, that is within its extent. */
async function injuries(sql: SqlLike) {
  return sql<ByCase<{ yearly: number | null }>>`
    with years as (
      select count(distinct year)::float8 as n, st_expand(st_setsrid(st_extent(geom)::geometry, 25832), ${ACCIDENTS_M}) as reach
      from accidents
    )
    select p.key, case when y.n > 0 then count(a.id) / y.n end as yearly
    from properties p join years y on p.geom && y.reach
    left join accidents a on a.geom_3857 && st_expand(p.geom_3857, ${ACCIDENTS_M * STRETCH})
      and st_dwithin(a.geom, p.geom, ${ACCIDENTS_M})
    group by p.key, y.n
  `;
}

async function cluster(sql: SqlLike) {
  return sql<ByCase<{ others: number }>>`
    select p.key, count(o.id)::float8 as others
    from properties p
    left join properties o on o.id <> p.id and o.class not in ('completed', 'acquired')
      and o.geom_3857 && st_expand(p.geom_3857, ${CLUSTER_M * STRETCH}) and st_dwithin(o.geom, p.geom, ${CLUSTER_M})
    group by p.key
  `;
}

async function accidentYears(sql: SqlLike): Promise<Text> {
  const [row] = await sql<{ first: number | null; last: number | null }[]>`
    select min(year) as first, max(year) as last from accidents
  `;
  const { first = null, last = null } = row ?? {};
  const span = first === null ? '' : first === last ? `, ${first}` : `, ${first}–${last ?? ''}`;
  return {
    de: `Unfälle mit Personenschaden auf offenen Daten, Luftlinie${span}`,
    en: `Accidents with injury in open data, straight line${span}`,
  };
}

type Place = { any: boolean; main: boolean; names: number; near: boolean };

/** Streets of different names at the house make a corner. */
async function places(sql: SqlLike) {
  return sql<ByCase<Place>>`
    select p.key, exists (select from streets x where x.geom_3857 && st_expand(p.geom_3857, ${STREETS_KNOWN_M * STRETCH})) as any, coalesce(bool_or(s.kind = 'main'), false) as main,
      count(distinct s.name)::float8 as names, count(s.id) > 0 as near
    from properties p
    left join streets s on s.kind in ('main', 'collector', 'residential', 'living')
      and s.geom_3857 && st_expand(p.geom_3857, ${STREET_M * STRETCH}) and st_dwithin(s.geom, p.geom, ${STREET_M})
    group by p.key, p.geom_3857
  `;
}

function visibilityOf({ any, main, names, near }: Place): keyof typeof VISIBILITY | null {
  if (!any) return null;
  const corner = names > 1;
  if (main) return corner ? 'main-corner' : 'main';
  return corner ? 'corner' : near ? 'street' : 'rear';
}

/** Share of the unit in which the house stands, of its newest year. */
async function social(sql: SqlLike) {
  return sql<ByCase<{ value: number | null }>>`
    select p.key, i.value
    from properties p
    join statistical_units u on st_intersects(u.geom_3857, st_pointonsurface(p.geom_3857))
    join lateral (
      select value from unit_indicators i
      where i.unit_key = u.key and i.indicator = 'sgb2-children' and i.state in ('value', 'uncertain') and value is not null
      order by year desc, id desc limit 1
    ) i on true
    order by u.key
  `;
}

/** Newest stand of the imports behind each layer. */
async function days(sql: SqlLike): Promise<Map<string, string>> {
  const rows = await sql<{ layer: string; day: string }[]>`
    select layer, max(coalesce(as_of, finished_at::date))::text as day from imports
    where state = 'done' group by layer
  `;
  return new Map(rows.map(({ layer, day }) => [layer, day]));
}

/** The layers that the surroundings come from. */
const LAYERS = [populationGrid, playgrounds, offers, accidents, streets, statisticalUnits].map(({ id }) => id);

/** Whether invented figures are among them. */
async function isDemo(sql: SqlLike): Promise<boolean> {
  const rows = await sql`select 1 from imports where demo and state = 'done' and layer = any(${LAYERS}) limit 1`;
  return rows.length > 0;
}

/** Values of the surroundings, and what is to be said of where they come from. */
interface Surroundings extends Facts {
  /** By criterion id, where the declared source alone does not say it. */
  sources: Readonly<Record<string, Text>>;
  demo: boolean;
}

/** As the crow flies from the outline of the house. */
async function straight(sql: SqlLike) {
  const near = await nearest(sql);
  return {
    'children-nearby': column(await children(sql), ({ cells, least, hidden, unknown }) => {
      if (cells === 0 || unknown > 0) return null;
      return hidden === 0 ? least : ([least, least + SUPPRESSED_MOST * hidden] as const);
    }),
    'playground-distance': column(near, ({ playground }) => metres(playground)),
    'care-distance': column(near, ({ care }) => metres(care)),
  };
}

/**
 * What surrounds each case, measured in EPSG:25832. One query after the other: the embedded database has one.
 * @param onFoot ways along the network, where there is one around every case; straight lines are taken for all otherwise
 */
export async function surroundings(sql: SqlLike, onFoot: OnFoot): Promise<Surroundings> {
  const values = {
    ...(onFoot.values ?? (await straight(sql))),
    'accidents-nearby': column(await injuries(sql), ({ yearly }) => known(yearly)),
    clustering: column(await cluster(sql), ({ others }) => known(others)),
    visibility: column(await places(sql), visibilityOf),
    social: column(await social(sql), ({ value }) => known(value)),
  };
  const day = await days(sql);
  const of = (layer: { id: string }): string | null => day.get(layer.id) ?? null;
  const [cases] = await sql<{ day: string | null }[]>`select max(changed_at)::date::text as day from properties`;
  return {
    values,
    sources: {
      ...Object.fromEntries(FOOT_CRITERIA.map((id) => [id, wayWords(id, onFoot)])),
      'accidents-nearby': await accidentYears(sql),
    },
    demo: await isDemo(sql),
    asOf: {
      'children-nearby': of(populationGrid),
      'playground-distance': of(playgrounds),
      'care-distance': of(offers),
      'accidents-nearby': of(accidents),
      clustering: cases?.day ?? null,
      visibility: of(streets),
      social: of(statisticalUnits),
    },
  };
}

/** Whole metres: what is measured on plans is not known to the millimetre, and processors differ in it. */
const metres = (distance: number | null): number | null => {
  const value = known(distance);
  return value === null ? null : Math.round(value);
};
