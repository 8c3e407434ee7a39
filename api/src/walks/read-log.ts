import type { LogPage, Participant } from '@quartierblick/gis/walks/people.ts';
import type { Kept } from '@quartierblick/gis/walks/timeline.ts';
import type { Sql } from '../db.ts';
import type { Device } from './device.ts';

/** Events of an answer; a phone in poor signal gets through with that. */
const PAGE = 500;
/** What guests may see of what others found, where the walk allows it. */
const SHOWN = ['stop', 'theme', 'note', 'place'];

/**
 * What was said on a walk after `after`, in the order of arrival. Devices that may edit get all of it; guests their own, and of others
 * only places and notes of findings, where the walk allows that; never names.
 */
export async function readLog(sql: Sql, device: Device, after: number): Promise<LogPage> {
  const isEditor = device.may === 'edit';
  const [walk] = await sql<{ shows: boolean }[]>`select shows_others as shows from walks where key = ${device.walk}`;
  const showsOthers = isEditor || walk?.shows === true;
  const visible = isEditor
    ? sql`true`
    : sql`(device_key = ${device.key} or (${showsOthers} and kind = 'finding'
        and (event #>> '{say,do}' = 'remove' or event #>> '{say,field}' = any(${SHOWN}::text[]))))`;
  const rows = await sql<(Kept & { arrival: number })[]>`
    select arrival, event, round(extract(epoch from received_at) * 1000)::float8 as "receivedAt", offset_ms as "offsetMs"
    from walk_events where walk_key = ${device.walk} and arrival > ${after} and ${visible}
    order by arrival limit ${PAGE + 1}
  `;
  const devices = await sql<Participant[]>`
    select key::text as device, may, role, case when ${isEditor} or key = ${device.key} then name end as name
    from walk_devices where walk_key = ${device.walk} and (${showsOthers} or key = ${device.key})
    order by joined_at, key
  `;
  const page = rows.slice(0, PAGE);
  return {
    events: page.map(({ event, receivedAt, offsetMs }) => ({ event, receivedAt, offsetMs })),
    next: page.at(-1)?.arrival ?? after,
    more: rows.length > PAGE,
    showsOthers,
    devices: [...devices],
  };
}
