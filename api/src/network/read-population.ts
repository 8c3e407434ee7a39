import type { Cell, PopulationData, Unit, UnitFigures } from '@quartierblick/gis/analysis/population/model.ts';
import type { Home } from '@quartierblick/gis/analysis/population/dasymetric.ts';
import { buildings } from '@quartierblick/gis/layers/buildings/layer.ts';
import { populationGrid } from '@quartierblick/gis/layers/population-grid/layer.ts';
import { statisticalUnits, unitIndicators } from '@quartierblick/gis/layers/statistical-units/layer.ts';
import type { Sql } from '../db.ts';
import { inPages, publicRows } from './layer-rows.ts';

/** Columns that are public: counts under 3 do not exist in them. The raw ones are never named here; a test plants some. */
const CELL_COLUMNS = ['census_year', 'inhabitants', 'state', 'children', 'children_state', 'geom'];

interface Placed {
  id: number;
  x: number;
  y: number;
}
type CellRow = Placed & Omit<Cell, 'inside'> & { year: number | null };

/** The newest census only: adding two would count everyone twice. */
async function readCells(sql: Sql): Promise<{ censusYear: number | null; cells: Cell[] }> {
  const source = publicRows(sql, populationGrid, CELL_COLUMNS);
  const rows = await inPages(
    (after, limit) => sql<CellRow[]>`
      select c.id::float8 as id, c.inhabitants, c.state, c.children, c.children_state as "childrenState",
        c.census_year as year, c.census_year is not null as census, st_x(p.at) as x, st_y(p.at) as y,
        st_asgeojson(c.geom, 2)::jsonb -> 'coordinates' as surface
      from ${source} c cross join lateral (select st_pointonsurface(c.geom) as at) p
      where c.id > ${after} and c.census_year is not distinct from (select max(m.census_year) from ${source} m)
      order by c.id limit ${limit}
    `,
  );
  const cells = rows.map(({ x, y, inhabitants, state, children, childrenState, census, surface }) => ({
    ...{ inhabitants, state, children, childrenState, census, surface },
    inside: [x, y] as const,
  }));
  return { censusYear: rows[0]?.year ?? null, cells };
}

const FIGURES = ['inhabitants', 'density-total', 'share-under-6', 'share-6-18'] as const;
type Figures = Partial<Record<(typeof FIGURES)[number], { value: number; year: number }>>;
type UnitRow = Placed & Pick<Unit, 'key' | 'name' | 'surface'> & { hectares: number | null };

/** The newest published value of each figure by unit, and the values of each year. */
async function readFigures(
  sql: Sql,
): Promise<{ newest: Map<string, Figures>; ofYear: Map<number, Map<string, Figures>> }> {
  const columns = ['unit_key', 'indicator', 'year', 'value', 'state'];
  const rows = await sql<{ unit: string; indicator: (typeof FIGURES)[number]; year: number; value: number }[]>`
    select distinct on (unit_key, indicator, year) unit_key as unit, indicator, year, value
    from ${publicRows(sql, statisticalUnits, columns, unitIndicators)} i
    where indicator = any(${[...FIGURES]}::text[]) and state in ('value', 'uncertain')
      and value >= 0 and value < 'Infinity'
    order by unit_key, indicator, year, id desc
  `;
  const newest = new Map<string, Figures>();
  const ofYear = new Map<number, Map<string, Figures>>();
  // Years come in their order, so that the newest one stays.
  for (const { unit, indicator, year, value } of rows) {
    const own = ofYear.get(year) ?? new Map<string, Figures>();
    ofYear.set(year, own);
    for (const known of [newest, own]) known.set(unit, { ...known.get(unit), [indicator]: { value, year } });
  }
  return { newest, ofYear };
}

/** Inhabitants and shares of a unit; a settlement density says nothing here, since its area is not known. */
function figuresOf(figures: Figures, hectares: number | null): UnitFigures & { density: boolean } {
  const density = figures['density-total'];
  const counted = figures.inhabitants?.value ?? null;
  const estimated = density && hectares !== null ? density.value * hectares : null;
  const [young, older] = [figures['share-under-6'], figures['share-6-18']];
  return {
    inhabitants: counted ?? estimated,
    density: counted === null && estimated !== null,
    shares: young && older ? { under6: young.value / 100, from6To18: older.value / 100 } : null,
  };
}

async function readUnits(
  sql: Sql,
): Promise<Pick<PopulationData, 'units' | 'years' | 'peopleYears' | 'shareYears' | 'fromDensity'>> {
  const rows = await sql<UnitRow[]>`
    select u.id::float8 as id, u.key, u.name, u.area_ha as hectares, st_x(p.at) as x, st_y(p.at) as y,
      st_asgeojson(u.geom, 2)::jsonb -> 'coordinates' as surface
    from ${publicRows(sql, statisticalUnits, ['name', 'area_ha', 'geom'])} u
    cross join lateral (select st_pointonsurface(u.geom) as at) p
    order by u.key collate "C"
  `;
  const { newest: figures, ofYear } = await readFigures(sql);
  const all = rows.map((row) => ({
    row,
    own: figures.get(row.key) ?? {},
    ...figuresOf(figures.get(row.key) ?? {}, row.hectares),
  }));
  const years = (list: (number | undefined)[]) => [...new Set(list.flatMap((year) => year ?? []))].sort();
  const inYear = (own: Map<string, Figures>) =>
    rows.map(({ key, hectares }) => {
      const { inhabitants, shares } = figuresOf(own.get(key) ?? {}, hectares);
      return { inhabitants, shares };
    });
  const known = ({ inhabitants, shares }: UnitFigures) => inhabitants !== null && shares !== null;
  return {
    years: [...ofYear]
      .map(([year, own]) => ({ year, figures: inYear(own) }))
      .filter(({ figures }) => figures.some(known))
      .sort((a, b) => a.year - b.year),
    units: all.map(({ row: { key, name, x, y, surface }, inhabitants, shares }) => ({
      ...{ key, name, inside: [x, y] as const, surface, inhabitants, shares },
    })),
    peopleYears: years(all.map(({ own, density }) => own[density ? 'density-total' : 'inhabitants']?.year)),
    shareYears: years(all.flatMap(({ own }) => [own['share-under-6']?.year, own['share-6-18']?.year])),
    fromDensity: all.filter(({ density }) => density).length,
  };
}

/** Homes, and buildings of which nobody says what they are: in data of OpenStreetMap that is most of them. */
async function readHomes(sql: Sql): Promise<Home[]> {
  const source = publicRows(sql, buildings, ['use', 'floors', 'geom']);
  const rows = await inPages(
    (after, limit) => sql<(Placed & { footprintM2: number; floors: number | null; knownUse: boolean })[]>`
      select b.id::float8 as id, st_x(p.at) as x, st_y(p.at) as y, st_area(b.geom) as "footprintM2", b.floors,
        b.use is not null as "knownUse"
      from ${source} b cross join lateral (select st_pointonsurface(b.geom) as at) p
      where b.id > ${after} and (b.use in ('residential', 'mixed') or b.use is null)
      order by b.id limit ${limit}
    `,
  );
  return rows.map(({ x, y, footprintM2, floors, knownUse }) => ({ at: [x, y], footprintM2, floors, knownUse }));
}

/** Everything that demand is modelled from, from public figures only. One query after the other: the embedded database has one. */
export async function readPopulation(sql: Sql): Promise<PopulationData> {
  const grid = await readCells(sql);
  const units = await readUnits(sql);
  return { ...grid, ...units, homes: await readHomes(sql) };
}
