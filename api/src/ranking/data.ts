import { CRITERIA } from '@quartierblick/gis/ranking/criteria.ts';
import type { RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import type { CriterionState, RankedCase, RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { SqlLike } from '../db.ts';
import { today } from '../properties/today.ts';
import { caseFacts } from './facts/case.ts';
import { unpaidCosts } from './facts/costs.ts';
import type { OnFoot } from './facts/on-foot.ts';
import { surroundings } from './facts/surroundings.ts';
import { readOwnCriteria } from './own.ts';

/** Cases whose renewal helps each other stand this close, in metres. */
const NEIGHBOURS_M = 50;
const STRETCH = 1.8;

type CaseRow = Omit<RankedCase, 'center'> & { lon: number; lat: number };

async function cases(sql: SqlLike): Promise<RankedCase[]> {
  const rows = await sql<CaseRow[]>`
    select p.key, p.id::float8 as id, p.address, p.case_number, p.class, p.mark, p.pressure, p.ability_to_act,
      p.class not in ('completed', 'acquired') as open, p.dwellings, p.staff_hours, c.cost_eur, coalesce(i.demo, false) as demo,
      round(st_x(o.place)::numeric, 6)::float8 as lon, round(st_y(o.place)::numeric, 6)::float8 as lat
    from properties p
    left join imports i on i.id = p.import_id
    left join (
      ${unpaidCosts(sql)}
    ) c on c.property_key = p.key
    cross join lateral (select st_transform(st_pointonsurface(p.geom), 4326) as place) o
    order by p.key collate "C"
  `;
  return rows.map(({ lon, lat, ...row }) => ({ ...row, center: [lon, lat] }));
}

/** Pairs of open cases that stand close; positions in the list of cases. */
async function neighbours(sql: SqlLike, all: readonly RankedCase[]): Promise<[number, number][]> {
  const rows = await sql<{ a: string; b: string }[]>`
    select a.key as a, b.key as b
    from properties a join properties b on a.key collate "C" < b.key collate "C"
      and b.geom_3857 && st_expand(a.geom_3857, ${NEIGHBOURS_M * STRETCH}) and st_dwithin(a.geom, b.geom, ${NEIGHBOURS_M})
    where a.class not in ('completed', 'acquired') and b.class not in ('completed', 'acquired')
    order by a.key collate "C", b.key collate "C"
  `;
  const place = new Map(all.map(({ key }, i) => [key, i]));
  return rows.map(({ a, b }) => [place.get(a) ?? 0, place.get(b) ?? 0]);
}

/**
 * Everything that a ranking is computed from, as it is now: cases in the order of their keys, criteria, values. No owner's
 * name, no note, no negotiation is among it.
 * @param onFoot read before (`readOnFoot`): another thread reads the network, which would wait for a transaction that is open here
 */
export async function readRankingData(sql: SqlLike, onFoot: OnFoot): Promise<RankingData> {
  const all = await cases(sql);
  const own = await readOwnCriteria(sql);
  const [file, around] = [await caseFacts(sql, today()), await surroundings(sql, onFoot)];
  const asOf: Record<string, string | null> = { ...file.asOf, ...around.asOf };
  const columns: Record<string, ReadonlyMap<string, RawValue>> = { ...file.values, ...around.values };
  for (const { criterion, day, values } of own) {
    columns[criterion.id] = new Map(Object.entries(values));
    asOf[criterion.id] = day;
  }
  const criteria = [...CRITERIA, ...own.map(({ criterion }) => criterion)];
  const values = Object.fromEntries(
    criteria.map(({ id }): [string, RawValue[]] => [id, all.map(({ key }) => columns[id]?.get(key) ?? null)]),
  );
  const states = Object.fromEntries(
    criteria.map(({ id, source }): [string, CriterionState] => {
      const known = values[id]?.filter((value) => value !== null).length ?? 0;
      return [id, { source: around.sources[id] ?? source, asOf: asOf[id] ?? null, known }];
    }),
  );
  return {
    readAt: new Date().toISOString(),
    demo: around.demo || all.some(({ demo }) => demo),
    criteria,
    states,
    cases: all,
    values,
    neighbours: await neighbours(sql, all),
  };
}
