import type { Sql } from '@quartierblick/api/db';

/** Fills the register with so many invented cases, and an open task for every fifth. */
export async function loadCases(sql: Sql, cases: number): Promise<void> {
  await sql`
    insert into properties (key, case_number, address, office, condition, occupancy, owner_state, availability, procedure, works,
      priority, dwellings, next_step_due, geom)
    select 'case-' || n, 'SP-' || n || '/2026', 'Straße ' || n % 700 || ' Nr. ' || n % 97,
      (array['Amt 63', 'Amt 64', 'Amt 50', null])[1 + n % 4], (1 + n % 5)::text,
      (array['occupied', 'partly-vacant', 'vacant', 'overcrowded', null])[1 + n % 5],
      (array['known', 'contact-lost', 'unknown', 'ownerless'])[1 + n % 4],
      (array['unknown', 'for-sale', 'negotiating', 'acquired', 'not-for-sale'])[1 + n % 5],
      (array['none', '177', '24', null])[1 + n % 4], (array['none', 'planned', 'renovating', 'completed', null])[1 + n % 5],
      (array['high', 'low-to-medium', null])[1 + n % 3], n % 30,
      case when n % 3 = 0 then current_date + (n % 500 - 100)::integer end,
      st_multi(st_makeenvelope(390000 + n % 250 * 20, 5705000 + n / 250 * 20, 390010 + n % 250 * 20, 5705010 + n / 250 * 20, 25832))
    from generate_series(1, ${cases}) n
  `;
  await sql`
    insert into property_tasks (key, property_key, title, due, state)
    select 'task-' || n, 'case-' || n, 'Ortstermin', current_date + (n % 200 - 50)::integer, 'open'
    from generate_series(5, ${cases}::integer, 5) n
  `;
  await sql`analyze properties`;
  await sql`analyze property_tasks`;
}
