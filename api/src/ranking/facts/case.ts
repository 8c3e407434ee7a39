import type { SqlLike } from '../../db.ts';
import { column, known } from './column.ts';
import type { Facts } from './column.ts';

interface Row {
  key: string;
  condition: string | null;
  owner_state: string | null;
  ability_to_act: string | null;
  dwellings: number | null;
  vacant_dwellings: number | null;
  vacant_months: number | null;
  occupancy: string | null;
  residents: number | null;
  living_area_m2: number | null;
  dangers: number | null;
  cost_eur: number | null;
}

function vacancyOf({ dwellings, vacant_dwellings: vacant, occupancy }: Row): number | null {
  const [all, empty] = [known(dwellings), known(vacant)];
  if (all !== null && empty !== null && all > 0) return Math.min(100, Math.max(0, (100 * empty) / all));
  // What is said of the whole house says it of its dwellings; "partly vacant" names no share.
  return occupancy === 'vacant' ? 100 : occupancy === 'occupied' || occupancy === 'overcrowded' ? 0 : null;
}

function spaceOf({ residents, living_area_m2: area, occupancy }: Row): number | null {
  const [people, m2] = [known(residents), known(area)];
  return people !== null && m2 !== null && people > 0 && m2 > 0 && occupancy !== 'vacant' ? m2 / people : null;
}

function costOf({ cost_eur: cost, dwellings }: Row): number | null {
  const [euros, all] = [known(cost), known(dwellings)];
  return euros !== null && all !== null && all > 0 ? euros / all : null;
}

/** What the case file itself says. Defects are counted only where the building was examined: no row is not "no defect". */
export async function caseFacts(sql: SqlLike, today: string): Promise<Facts> {
  const rows = await sql<Row[]>`
    select p.key, p.condition, p.owner_state, p.ability_to_act, p.dwellings, p.vacant_dwellings, p.occupancy, p.residents,
      p.living_area_m2, d.dangers, c.cost_eur,
      case when p.vacant_since <= ${today}::date then
        (extract(year from age(${today}::date, p.vacant_since)) * 12 + extract(month from age(${today}::date, p.vacant_since)))::float8
      end as vacant_months
    from properties p
    left join (
      select property_key, (count(*) filter (where grade = '5' and mended_on is null))::float8 as dangers
      from property_defects group by property_key
    ) d on d.property_key = p.key
    left join (
      select property_key, sum(amount_eur) filter (where state <> 'paid') as cost_eur
      from property_costs group by property_key
    ) c on c.property_key = p.key
  `;
  const [last] = await sql<{ day: string | null }[]>`select max(changed_at)::date::text as day from properties`;
  const values = {
    condition: column(rows, (row) => row.condition),
    danger: column(rows, ({ dangers }) => known(dangers)),
    vacancy: column(rows, vacancyOf),
    'vacancy-duration': column(
      rows,
      ({ vacant_months: months, occupancy }) =>
        known(months) ?? (occupancy === 'occupied' || occupancy === 'overcrowded' ? 0 : null),
    ),
    overcrowding: column(rows, spaceOf),
    'owner-state': column(rows, (row) => row.owner_state),
    'ability-to-act': column(rows, (row) => row.ability_to_act),
    'cost-per-dwelling': column(rows, costOf),
  };
  return { values, asOf: Object.fromEntries(Object.keys(values).map((id) => [id, last?.day ?? null])) };
}
