import { UUID } from '@quartierblick/gis/walks/event.ts';
import type { TransactionSql } from 'postgres';
import type { May, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import { fold } from '@quartierblick/gis/walks/fold.ts';
import { findingsOf } from '@quartierblick/gis/walks/finding.ts';
import type { Finding } from '@quartierblick/gis/walks/finding.ts';

/** The findings that events speak of: themselves, or as what a photo or voice belongs to. */
export function findingsIn(events: readonly WalkEvent[]): string[] {
  const named = events.flatMap(({ kind, thing, say }) => {
    if (kind === 'finding') return [thing];
    const isPart = kind === 'photo' || kind === 'voice';
    return isPart &&
      say.do === 'set' &&
      say.field === 'finding' &&
      typeof say.value === 'string' &&
      UUID.test(say.value)
      ? [say.value]
      : [];
  });
  return [...new Set(named)];
}

/** An event with what its device may do and the time at which it was said, in milliseconds since 1970. */
export interface Said {
  event: WalkEvent;
  may: May;
  role: string;
  time: number;
}

/** Everything that was said of these findings and their photos and voices; null: of all of the walk. */
export async function readSaid(tx: TransactionSql, walk: string, findings: readonly string[] | null): Promise<Said[]> {
  const parts = tx`
    select thing from walk_events
    where walk_key = ${walk} and kind in ('photo', 'voice') and event #>> '{say,field}' = 'finding'
      and event #>> '{say,value}' = any(${findings ?? []}::text[])
  `;
  const some = findings === null ? tx`true` : tx`(thing = any(${findings}::uuid[]) or thing in (${parts}))`;
  return tx<Said[]>`
    with wanted as (
      select id, device_key from walk_events where walk_key = ${walk} and kind in ('finding', 'photo', 'voice') and ${some}
    ), timed as (
      -- As gis/walks/timeline.ts: set right by what the clock was off, never after the arrival, never back within a device.
      select id, round(extract(epoch from max(least(received_at, said_at + offset_ms * interval '1 millisecond'))
        over (partition by device_key order by seq)) * 1000)::float8 as time
      from walk_events where device_key in (select device_key from wanted)
    )
    select e.event, d.may, d.role, t.time
    from wanted join walk_events e using (id) join timed t using (id) join walk_devices d on d.key = e.device_key
  `;
}

function rowOf(walk: string, { device, foundAt, place, ...finding }: Finding, role: string) {
  return {
    key: finding.key,
    walk_key: walk,
    device_key: device,
    role,
    stop_key: finding.stop,
    measure_key: finding.measure,
    theme: finding.theme,
    note: finding.note,
    lon: place?.lon ?? null,
    lat: place?.lat ?? null,
    accuracy_m: place?.accuracyM ?? null,
    placed: place?.by ?? null,
    found_at: new Date(foundAt).toISOString(),
    photos: finding.photos,
    voices: finding.voices,
    fields: finding.fields,
    conflicts: finding.conflicts,
    removed: finding.removed,
  };
}

/**
 * Writes what is known of findings from the log, so that it can be asked for in SQL. To be called in the transaction that appended.
 * @param findings those that may have changed; null: all of the walk
 */
export async function project(tx: TransactionSql, walk: string, findings: readonly string[] | null): Promise<void> {
  if (findings?.length === 0) return;
  const said = await readSaid(tx, walk, findings);
  const devices = new Map(said.map(({ event, may, role }) => [event.device, { may, role }]));
  const times = new Map(said.map(({ event, time }) => [event.id, time]));
  const events = said.map(({ event }) => event);
  const state = fold(events, new Map([...devices].map(([key, { may }]) => [key, may])));
  const wanted = findings && new Set(findings);
  const rows = findingsOf(state, events, (event) => times.get(event.id) ?? 0)
    .filter(({ key }) => wanted?.has(key) ?? true)
    .map((finding) => rowOf(walk, finding, devices.get(finding.device)?.role ?? ''));
  // One finding belongs to one walk: what another walk says under the same id finds its place taken.
  await tx`
    delete from walk_findings where walk_key = ${walk} and ${findings === null ? tx`true` : tx`key = any(${findings}::uuid[])`}
  `;
  await tx`
    insert into walk_findings (key, walk_key, device_key, role, stop_key, measure_key, theme, note, place, accuracy_m, placed,
      found_at, photos, voices, fields, conflicts, removed)
    select key, walk_key, device_key, role, stop_key, measure_key, theme, note,
      case when lon is not null then st_transform(st_setsrid(st_makepoint(lon, lat), 4326), 25832) end, accuracy_m, placed,
      found_at, photos, voices, fields, conflicts, removed
    from jsonb_to_recordset(${tx.json(rows as never)}) as r(key uuid, walk_key uuid, device_key uuid, role text, stop_key uuid,
      measure_key uuid, theme text, note text, lon float8, lat float8, accuracy_m float8, placed text, found_at timestamptz,
      photos text[], voices text[], fields jsonb, conflicts integer, removed boolean)
    on conflict (key) do nothing
  `;
}
