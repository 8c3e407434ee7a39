import { openDatabase } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';
import { migrate } from '@quartierblick/api/migrate';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { report } from './report.ts';
import { findServer } from './tiles/database.ts';
import { loadCity } from './tiles/load-city.ts';
import { cacheFindings, singleTileFinding, sizeFinding, throughputFindings } from './tiles/measure.ts';

/**
 * The speed of the tile service against ST_AsMVT, on the same data and server, as ratios within one run.
 * `--scale N` (default 60,000 and 200,000) sets the number of buildings for a quicker look.
 */
const scales = process.argv.includes('--scale')
  ? [Number(process.argv[process.argv.indexOf('--scale') + 1])]
  : [60_000, 200_000];
const buildings = layerById('buildings');
if (!buildings) throw new Error('the layer of buildings is gone');
const server = await findServer();
if (!server) {
  console.log(
    'tiles: skipped, no PostgreSQL with PostGIS here (set TEST_DATABASE_URL, or install postgresql-15-postgis-3)',
  );
  process.exit(0);
}

let met = true;
try {
  for (const scale of scales) {
    const url = await server.createDatabase();
    const db = await openDatabase(readEnv({ DATABASE_URL: url }));
    await migrate(db);
    await loadCity(db.sql, scale);
    const findings = [
      await singleTileFinding(db.tileSql, buildings),
      ...(await throughputFindings(db.sql, url, buildings)),
      ...(await cacheFindings(db, buildings)),
      await sizeFinding(db.tileSql, buildings),
    ];
    met = report(`Tiles of ${scale.toLocaleString('en')} buildings, PostGIS ${db.postgis}`, findings) && met;
    await db.close();
  }
} finally {
  await server.close();
}
process.exit(met ? 0 : 1);
