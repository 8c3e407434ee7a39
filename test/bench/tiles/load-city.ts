import type { Sql } from 'postgres';
import { madeCity } from './city.ts';
import type { MadeBuilding } from './city.ts';

const BATCH = 5000;

/** Fills the (empty) table `buildings` with `count` made-up buildings, as any database takes them: batches as JSON. */
export async function loadCity(sql: Sql, count: number): Promise<void> {
  let rows: MadeBuilding[] = [];
  const flush = async () => {
    await sql`
      insert into buildings (key, use, floors, address, geom)
      select key, use, floors, address, ewkb::geometry
      from jsonb_to_recordset(${sql.json(rows as never)}) as r(key text, use text, floors int, address text, ewkb text)
    `;
    rows = [];
  };
  for (const building of madeCity(count)) {
    rows.push(building);
    if (rows.length === BATCH) await flush();
  }
  if (rows.length > 0) await flush();
  await sql`analyze buildings`;
}
