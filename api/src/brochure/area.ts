import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import { statisticalUnits } from '@quartierblick/gis/layers/statistical-units/layer.ts';
import type { Sql } from '../db.ts';
import { publicRows } from '../network/layer-rows.ts';

/** Part of the town that a brochure is for. */
export interface Area {
  /** null: everything that is known. */
  name: Text | null;
  /** Keys of the sites inside; null: all. */
  inside: ReadonlySet<string> | null;
}

const sitesOf = (sql: Sql) => publicRows(sql, offers, ['geom', 'geom_3857']);
const keysOf = (rows: readonly { key: string }[]): ReadonlySet<string> => new Set(rows.map(({ key }) => key));

/** Name of the project area; null where none is set up. */
export async function projectName(sql: Sql): Promise<Text | null> {
  const [project] = await sql<{ name: Text }[]>`select name from project`;
  return project?.name ?? null;
}

/**
 * Looks up an area. Without a project area everything counts.
 * @param area `project`, `all`, or the key of a statistical unit
 * @returns undefined where there is no such unit
 */
export async function findArea(sql: Sql, area: string): Promise<Area | undefined> {
  if (area === 'all') return { name: null, inside: null };
  if (area === 'project') {
    const name = await projectName(sql);
    if (!name) return { name: null, inside: null };
    const rows = await sql<{ key: string }[]>`
      select s.key from ${sitesOf(sql)} s, project p
      where st_intersects(s.geom_3857, st_transform(st_makeenvelope(p.bounds[1], p.bounds[2], p.bounds[3], p.bounds[4], 4326), 3857))
    `;
    return { name, inside: keysOf(rows) };
  }
  const units = publicRows(sql, statisticalUnits, ['name', 'geom']);
  const [unit] = await sql<{ name: string | null }[]>`select name from ${units} u where key = ${area}`;
  if (!unit) return undefined;
  const rows = await sql<{ key: string }[]>`
    select s.key from ${sitesOf(sql)} s, ${units} u where u.key = ${area} and st_intersects(s.geom, u.geom)
  `;
  const name = unit.name ?? area;
  return { name: { de: name, en: name }, inside: keysOf(rows) };
}

/** Statistical units in which something is offered, by name. */
export async function unitsWithSites(sql: Sql): Promise<{ key: string; name: string }[]> {
  return sql<{ key: string; name: string }[]>`
    select u.key, coalesce(u.name, u.key) as name
    from ${publicRows(sql, statisticalUnits, ['name', 'geom'])} u
    where exists (select 1 from ${sitesOf(sql)} s where st_intersects(s.geom, u.geom))
    order by 2, 1
  `;
}
