import { hotspots } from '@quartierblick/gis/layers/hotspots/layer.ts';
import type { Database, SqlLike } from '../db.ts';
import { growVersion } from '../imports/swap.ts';
import { computeInThread } from './in-thread.ts';
import { hotspotState, readHotspotInput } from './input.ts';
import type { HotspotRow } from './messages.ts';

/** Any number, the same for every process. */
const LOCK = 7_305_219;
/** While imports come one after the other, what was computed is stale before it is written; the last one counts anyway. */
const MOST_TRIES = 5;

/**
 * The import whose marking the sections bear: that of the demo while invented accidents are among those that count, else the one
 * that brought most accidents, whose as-of date is theirs.
 */
async function originOf(tx: SqlLike): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select i.id from imports i join accidents a on a.import_id = i.id
    group by i.id, i.demo, i.sequence order by i.demo desc, count(*) desc, i.sequence desc limit 1
  `;
  return row?.id ?? null;
}

/** Writes what differs. @returns the layer's new version, or null where nothing does */
async function write(tx: SqlLike, rows: readonly HotspotRow[]): Promise<number | null> {
  const own = await originOf(tx);
  const fresh = tx`jsonb_populate_recordset(null::hotspots, ${tx.json(rows as never)})`;
  const gone = await tx`
    delete from hotspots h where not exists (select 1 from ${fresh} f where f.key = h.key) returning 1
  `;
  const changed = await tx`
    insert into hotspots as h (key, street, criterion, least, preset, place, from_m, to_m, first_year, last_year, data_years,
      accidents, severe, light, points, cost_eur, accident_keys, geom, import_id)
    select f.key, f.street, f.criterion, f.least, f.preset, f.place, f.from_m, f.to_m, f.first_year, f.last_year, f.data_years,
      f.accidents, f.severe, f.light, f.points, f.cost_eur, f.accident_keys, f.geom, ${own}::uuid
    from ${fresh} f
    on conflict (key) do update set
      street = excluded.street, criterion = excluded.criterion, least = excluded.least, preset = excluded.preset,
      place = excluded.place, from_m = excluded.from_m, to_m = excluded.to_m, first_year = excluded.first_year,
      last_year = excluded.last_year, data_years = excluded.data_years, accidents = excluded.accidents,
      severe = excluded.severe, light = excluded.light, points = excluded.points, cost_eur = excluded.cost_eur,
      accident_keys = excluded.accident_keys, geom = excluded.geom, import_id = excluded.import_id
    where (h.street, h.least, h.from_m, h.to_m, h.first_year, h.last_year, h.data_years, h.accidents, h.severe, h.light,
        h.accident_keys, h.import_id, st_asbinary(h.geom))
      is distinct from (excluded.street, excluded.least, excluded.from_m, excluded.to_m, excluded.first_year,
        excluded.last_year, excluded.data_years, excluded.accidents, excluded.severe, excluded.light,
        excluded.accident_keys, excluded.import_id, st_asbinary(excluded.geom))
    returning 1
  `;
  return gone.length + changed.length > 0 ? growVersion(tx, hotspots.id) : null;
}

/**
 * Brings the layer up to date with accidents, streets and the project's thresholds, and tells everyone where it changed. It is
 * computed outside of any transaction; what meanwhile became stale is computed anew instead of written.
 */
export async function refreshHotspots(db: Pick<Database, 'sql' | 'publish'>): Promise<void> {
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const { state, preset, accidents, lines } = await readHotspotInput(db.sql);
    const rows = preset && accidents.length > 0 ? await computeInThread({ accidents, lines, preset }) : [];
    const version = await db.sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${LOCK})`;
      const now = await hotspotState(tx);
      return now.state === state ? write(tx, rows) : 'stale';
    });
    if (version === 'stale') continue;
    if (version !== null) await db.publish({ type: 'layer-changed', layer: hotspots.id, version });
    return;
  }
}
