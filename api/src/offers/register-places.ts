import { randomUUID } from 'node:crypto';
import { SKIP_REASONS } from '@quartierblick/gis/layers/source-types.ts';
import { WGS84 } from '@quartierblick/gis/read/crs.ts';
import { ewkbHex } from '@quartierblick/gis/read/ewkb.ts';
import { placeGeometry } from '@quartierblick/gis/read/geometry.ts';
import type { Occasion } from '../audit/actor.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database, SqlLike } from '../db.ts';
import { Problem, ruleProblem } from '../errors.ts';
import { surroundings } from '../imports/store.ts';
import { refuseStale } from '../properties/stale.ts';
import { readProviders, readSiteRows } from './register-read.ts';
import type { RegisterRow } from './register-read.ts';
import { changeRegister } from './register.ts';
import { checkProvider, checkSite } from './rules.ts';

type Who = Pick<Identity, 'userId' | 'name'>;
type Fields = Readonly<Record<string, unknown>>;

/** A place in WGS 84, degrees. */
export interface LonLat {
  lon: number;
  lat: number;
}

interface Seen {
  key: string;
  /** Version on which the change is based. */
  seen: number;
}

const SRID = 25832;

const noSuchRow = (entity: 'provider' | 'site') =>
  new Problem({
    status: 404,
    type: `unknown-${entity}`,
    title:
      entity === 'site'
        ? { de: 'Diesen Standort gibt es nicht', en: 'There is no such site' }
        : { de: 'Diesen Träger gibt es nicht', en: 'There is no such provider' },
    detail: { de: 'Vielleicht wurde er gelöscht.', en: 'It may have been deleted.' },
  });

/**
 * EWKB in hexadecimal, EPSG:25832, of a place that lies in the project's area or the surroundings that imports may touch, too.
 * @throws Problem 400 at `point`
 */
async function placeOf(tx: SqlLike, { lon, lat }: LonLat): Promise<string> {
  const placed = placeGeometry({ type: 'Point', coordinates: [lon, lat] }, WGS84, 'point', await surroundings(tx));
  if ('skip' in placed) throw ruleProblem([{ path: ['point'], message: SKIP_REASONS[placed.skip] }]);
  return ewkbHex(placed.geometry, SRID);
}

/** Where a row that people change belongs: to no import any more, except that the demo keeps its own. */
const origin = (tx: SqlLike) =>
  tx`case when exists (select 1 from imports i where i.id = t.import_id and i.demo) then t.import_id end`;

/** Refuses a change of a row that is gone, or became another since it was seen. @throws Problem 404 or 412 */
async function refuse(
  tx: SqlLike,
  entity: 'offer_providers' | 'offer_sites',
  row: RegisterRow | undefined,
  { key, seen }: Seen,
  changes: Fields,
): Promise<void> {
  if (!row) throw noSuchRow(entity === 'offer_sites' ? 'site' : 'provider');
  const current = { version: row.version, properties: row.fields };
  await refuseStale(tx, { entity, key, current, seen, changes });
}

/** Adds a provider. @returns its key @throws Problem 400 */
export async function addProvider(db: Database, who: Who, occasion: Occasion, provider: Fields): Promise<string> {
  checkProvider(provider);
  const key = randomUUID();
  await changeRegister(db, who, occasion, (tx) => {
    return tx`insert into offer_providers ${tx({ ...provider, key, changed_by: who.name })}`;
  });
  return key;
}

/** Changes a provider that was seen in a version. @throws Problem 400, 404 or 412 */
export async function changeProvider(
  db: Database,
  who: Who,
  occasion: Occasion,
  edit: Seen & { provider: Fields },
): Promise<void> {
  checkProvider(edit.provider);
  await changeRegister(db, who, occasion, async (tx) => {
    await tx`select 1 from offer_providers where key = ${edit.key} for update`;
    const [now] = await readProviders(tx, edit.key);
    await refuse(tx, 'offer_providers', now, edit, edit.provider);
    await tx`update offer_providers t set ${tx(edit.provider)}, import_id = ${origin(tx)} where key = ${edit.key}`;
  });
}

/** Adds a site at a place. @returns its key @throws Problem 400 */
export async function addSite(
  db: Database,
  who: Who,
  occasion: Occasion,
  { site, point }: { site: Fields; point: LonLat },
): Promise<string> {
  checkSite(site);
  const key = randomUUID();
  await changeRegister(db, who, occasion, async (tx) => {
    const geom = await placeOf(tx, point);
    await tx`insert into offer_sites ${tx({ ...site, key, geom, changed_by: who.name })}`;
  });
  return key;
}

/** Changes a site that was seen in a version, and moves it where a place is given. @throws Problem 400, 404 or 412 */
export async function changeSite(
  db: Database,
  who: Who,
  occasion: Occasion,
  edit: Seen & { site: Fields; point?: LonLat | undefined },
): Promise<void> {
  checkSite(edit.site);
  await changeRegister(db, who, occasion, async (tx) => {
    await tx`select 1 from offer_sites where key = ${edit.key} for update`;
    const [now] = await readSiteRows(tx, edit.key);
    await refuse(tx, 'offer_sites', now, edit, edit.site);
    const moved = edit.point ? { geom: await placeOf(tx, edit.point) } : {};
    await tx`update offer_sites t set ${tx({ ...edit.site, ...moved })}, import_id = ${origin(tx)} where key = ${edit.key}`;
  });
}
