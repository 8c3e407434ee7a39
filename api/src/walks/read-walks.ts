import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { PlannedRoute, Walk, WalkStop, WalkSummary } from '@quartierblick/gis/walks/walk.ts';
import { timetableOf } from '@quartierblick/gis/walks/timetable.ts';
import type { SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';

/** There is no walk with this key. */
export const noSuchWalk = () =>
  new Problem({
    status: 404,
    type: 'unknown-walk',
    title: { de: 'Diesen Gang gibt es nicht', en: 'There is no such walk' },
    detail: { de: 'Vielleicht wurde er gelöscht.', en: 'It may have been deleted.' },
  });

/** A walk that is closed is only looked at. @param detail what may be done in its place */
export const walkClosed = (detail?: Text) =>
  new Problem({
    status: 409,
    type: 'walk-closed',
    title: { de: 'Dieser Gang ist abgeschlossen', en: 'This walk is closed' },
    ...(detail && { detail }),
  });

type Row = Omit<Walk, 'stops' | 'times' | 'endsAt' | 'dark' | 'metres' | 'stopCount'>;
type StopRow = Omit<WalkStop, 'ref'> & { walk: string; layer: string | null; refKey: string | null };

/** A stop of a case is a case to planners only; to others it is a place. */
const refOf = ({ layer, refKey }: StopRow, seesCases: boolean): WalkStop['ref'] =>
  layer === null || refKey === null || (layer === 'properties' && !seesCases)
    ? null
    : ({ layer, key: refKey } as WalkStop['ref']);

/** Stops in the order in which they are walked, by walk. */
async function readStops(sql: SqlLike, walk: string | null, seesCases: boolean): Promise<Map<string, WalkStop[]>> {
  const rows = await sql<StopRow[]>`
    select s.walk_key::text as walk, s.key::text, s.name, round(st_x(p)::numeric, 7)::float8 as lon,
      round(st_y(p)::numeric, 7)::float8 as lat, s.ref_layer as layer, s.ref_key as "refKey", s.cards::text[] as cards, s.minutes, s.note
    from walk_stops s, lateral (select st_transform(s.place, 4326) as p) at
    where ${walk === null ? sql`true` : sql`s.walk_key = ${walk}`}
    order by s.walk_key, s.position
  `;
  const byWalk = new Map<string, WalkStop[]>();
  for (const row of rows) {
    const { walk: of, layer: _layer, refKey: _key, ...stop } = row;
    byWalk.set(of, [...(byWalk.get(of) ?? []), { ...stop, ref: refOf(row, seesCases) }]);
  }
  return byWalk;
}

/**
 * Walks with all that is planned of them, those to come first and the newest of them last.
 * @param seesCases whether who asks may know which stops are cases
 */
export async function readWalks(sql: SqlLike, { key = null, seesCases }: { key?: string | null; seesCases: boolean }) {
  const rows = await sql<Row[]>`
    select w.key::text, w.title, w.purpose, w.theme, w.meeting_point as "meetingPoint",
      to_jsonb(w.starts_at) #>> '{}' as "startsAt", w.state, w.profile, w.ordered, w.minutes_a_stop as "minutesAStop",
      w.shows_others as "showsOthers", w.route, w.demo, w.version, to_jsonb(w.changed_at) #>> '{}' as "changedAt",
      w.changed_by as "changedBy",
      (select count(*)::int from walk_devices d where d.walk_key = w.key and not d.desk) as people,
      (select count(*)::int from walk_findings f where f.walk_key = w.key and not f.removed) as findings
    from walks w where ${key === null ? sql`true` : sql`w.key = ${key}`}
    order by w.starts_at, w.key
  `;
  const stops = await readStops(sql, key, seesCases);
  return rows.map((row): Walk => {
    const own = stops.get(row.key) ?? [];
    const route = routeFor(row.route, own);
    const table = route && timetableOf(row.startsAt, own, row.minutesAStop, route);
    return {
      ...row,
      ...{ stops: own, stopCount: own.length, route, times: table?.times ?? [], endsAt: table?.endsAt ?? null },
      ...{ dark: table?.dark ?? null, metres: route?.metres ?? null },
    };
  });
}

/** A route is only one of the stops that there are now. */
const routeFor = (route: PlannedRoute | null, stops: readonly WalkStop[]): PlannedRoute | null =>
  route && route.legs.every(({ from }, i) => from === stops[i]?.key) ? route : null;

/** One walk. @throws Problem 404 */
export async function readWalk(sql: SqlLike, key: string, seesCases: boolean): Promise<Walk> {
  const [walk] = await readWalks(sql, { key, seesCases });
  if (!walk) throw noSuchWalk();
  return walk;
}

/** What a list shows of a walk. */
export function summaryOf(walk: Walk): WalkSummary {
  const {
    profile: _p,
    ordered: _o,
    minutesAStop: _m,
    showsOthers: _s,
    stops: _stops,
    route: _r,
    times: _t,
    ...rest
  } = walk;
  const { changedAt: _at, changedBy: _by, ...summary } = rest;
  return summary;
}
