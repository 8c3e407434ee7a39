import type { Weekday } from '@quartierblick/gis/analysis/chain/offering.ts';
import { offers, offersAtSites } from '@quartierblick/gis/layers/offers/layer.ts';
import type { TimedRun } from '@quartierblick/gis/offers/public.ts';
import { daysOf } from '@quartierblick/gis/offers/times.ts';
import type { Sql } from '../db.ts';
import { publicRows } from '../network/layer-rows.ts';

interface RunRow extends Omit<TimedRun, 'cancelledOn' | 'weekdays'> {
  offer: string;
  weekdays: Weekday[] | null;
  cancelledOn: string[] | null;
}

const COLUMNS = Object.keys(offersAtSites.fields);

/** Days of the week as recorded, or as the rule names them: whoever looks for a day looks in one place. */
function daysIn({ weekdays, recurrence }: RunRow): Weekday[] | null {
  const days = daysOf({ weekdays, recurrence });
  return days.length > 0 ? days : weekdays;
}

/** Where and when offers run, by the key of the offer, in the order of their own keys. */
export async function readRuns(sql: Sql): Promise<Map<string, TimedRun[]>> {
  const rows = await sql<RunRow[]>`
    select key, offer_key as offer, site_key as site, weekdays, starts_at as from, ends_at as to, recurrence,
      cancelled_on as "cancelledOn", pauses_in_holidays as "pausesInHolidays", note
    from ${publicRows(sql, offers, COLUMNS, offersAtSites)} r
    order by key collate "C"
  `;
  const runs = new Map<string, TimedRun[]>();
  for (const [offer, own] of Map.groupBy(rows, (row) => row.offer)) {
    const told = own.map((row) => {
      const { offer: _offer, cancelledOn, ...run } = row;
      return { ...run, weekdays: daysIn(row), cancelledOn: cancelledOn ?? [] };
    });
    runs.set(offer, told);
  }
  return runs;
}
