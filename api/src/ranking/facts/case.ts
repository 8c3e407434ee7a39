import type { RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import type { SqlLike } from '../../db.ts';
import { column, known } from './column.ts';
import { unpaidCosts } from './costs.ts';
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

const isLivedIn = (occupancy: string | null): boolean => occupancy === 'occupied' || occupancy === 'overcrowded';

function vacancyOf({ dwellings, vacant_dwellings: vacant, occupancy }: Row): RawValue {
  const [all, empty] = [known(dwellings), known(vacant)];
  // More empty dwellings than dwellings: one of the two is wrong, and nobody knows which.
  if (all !== null && empty !== null && all > 0) return empty < 0 || empty > all ? null : (100 * empty) / all;
  // What is said of the whole house says it of its dwellings; "partly vacant" means neither none nor all.
  if (occupancy === 'vacant') return 100;
  if (isLivedIn(occupancy)) return 0;
  return occupancy === 'partly-vacant' && all !== null && all > 1 ? [100 / all, (100 * (all - 1)) / all] : null;
}

/** Full months for which something stands empty; where nothing does, that is none, whatever the old date says. */
function vacantMonths({ vacant_months: months, vacant_dwellings: vacant, occupancy }: Row): number | null {
  if (vacant === 0 || (vacant === null && isLivedIn(occupancy))) return 0;
  return known(months);
}

/** People per 100 m² of the dwellings that are lived in: of an empty house that is none, where m² a person would be nothing at all. */
function crowdingOf({
  residents,
  living_area_m2: area,
  occupancy,
  dwellings,
  vacant_dwellings: vacant,
}: Row): RawValue {
  const [people, m2] = [known(residents), known(area)];
  if (people === 0 || (people === null && occupancy === 'vacant')) return 0;
  if (people !== null && m2 !== null && people > 0 && m2 > 0) {
    const lived = dwellings !== null && dwellings > 0 && vacant !== null ? 1 - vacant / dwellings : 1;
    return lived > 0 && lived <= 1 ? Math.round((1000 * people) / (m2 * lived)) / 10 : null;
  }
  // Found on the spot: more than the law allows, by how much is not recorded.
  return occupancy === 'overcrowded' ? [10, 20] : null;
}

function costOf({ cost_eur: cost, dwellings }: Row): number | null {
  const [euros, all] = [known(cost), known(dwellings)];
  return euros !== null && all !== null && all > 0 ? Math.round(euros / all) : null;
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
      ${unpaidCosts(sql)}
    ) c on c.property_key = p.key
  `;
  const [last] = await sql<{ day: string | null }[]>`select max(changed_at)::date::text as day from properties`;
  const values = {
    condition: column(rows, (row) => row.condition),
    danger: column(rows, ({ dangers }) => known(dangers)),
    vacancy: column(rows, vacancyOf),
    'vacancy-duration': column(rows, vacantMonths),
    overcrowding: column(rows, crowdingOf),
    'owner-state': column(rows, (row) => row.owner_state),
    'ability-to-act': column(rows, (row) => row.ability_to_act),
    'cost-per-dwelling': column(rows, costOf),
  };
  return { values, asOf: Object.fromEntries(Object.keys(values).map((id) => [id, last?.day ?? null])) };
}
