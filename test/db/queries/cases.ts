import type { Sql } from '@quartierblick/api/db';
import { CASE_CODE_FIELDS } from '@quartierblick/gis/layers/properties/list.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';

/** How many cases are seeded. */
export const CASES = 120;

export interface SeededCase extends Record<string, unknown> {
  key: string;
}

/** A whole number from 0 to `below`, always the same for the same case and field. */
function draw(at: number, salt: number, below: number): number {
  const mixed = Math.imul(at * 2_654_435_761 + salt * 40_503, 2_246_822_519) >>> 0;
  return (mixed >>> 8) % below;
}

/** A day so many days from now, in the quarter's time zone. */
export function daysFromNow(days: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(Date.now() + days * 86_400_000);
}

function caseAt(at: number): SeededCase {
  const fields = Object.keys(properties.dataset.fields).filter((name) => name in CASE_CODE_FIELDS);
  const codes = fields.map((name, salt) => {
    const values = [...Object.keys(CASE_CODE_FIELDS[name]?.values ?? {}), null];
    return [name, values[draw(at, salt + 1, values.length)] ?? null];
  });
  const street = ['Bornstraße', 'Ährenweg', 'Nordstraße'][at % 3];
  return {
    key: `c${at}`,
    case_number: at % 11 === 10 ? null : `SP-${at}/2026`,
    address: at % 13 === 12 ? null : `${street} ${Math.floor(at / 3) + 1}`,
    dwellings: at % 7 === 0 ? null : at % 9,
    office: at % 5 === 0 ? null : ['Amt 64', 'amt 63', 'Äußere Dienste'][at % 3],
    next_step_due: { 1: daysFromNow(-1), 3: daysFromNow(5), 4: daysFromNow(20) }[at] ?? null,
    ...Object.fromEntries(codes),
  };
}

/** Fills the register with cases of all kinds, and returns them as the database has them (class and mark included). */
export async function seedCases(sql: Sql): Promise<SeededCase[]> {
  const rows = Array.from({ length: CASES }, (_, at) => caseAt(at));
  await sql`
    insert into properties (key, case_number, address, dwellings, office, next_step_due, condition, occupancy, owner_state,
      availability, procedure, works, after_use, priority, geom)
    select key, case_number, address, dwellings, office, next_step_due, condition, occupancy, owner_state,
      availability, procedure, works, after_use, priority,
      st_multi(st_makeenvelope(394000 + n * 15, 5709000, 394010 + n * 15, 5709010, 25832))
    from rows from (jsonb_to_recordset(${sql.json(rows as never)}) as (key text, case_number text, address text, dwellings integer,
      office text, next_step_due date, condition text, occupancy text, owner_state text, availability text, procedure text,
      works text, after_use text, priority text)) with ordinality as r(key, case_number, address, dwellings, office, next_step_due,
      condition, occupancy, owner_state, availability, procedure, works, after_use, priority, n)
  `;
  await sql`
    insert into property_tasks (key, property_key, title, due, state) values
      ('t1', 'c2', 'Ortstermin', ${daysFromNow(-3)}, 'open'), ('t2', 'c5', 'Ortstermin', ${daysFromNow(-9)}, 'done')
  `;
  await sql`
    insert into layer_versions (layer, version) values ('properties', 1)
    on conflict (layer) do update set version = layer_versions.version + 1, changed_at = clock_timestamp()
  `;
  return [...(await sql<SeededCase[]>`select * from properties order by id`)];
}
