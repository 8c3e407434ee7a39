import { openDatabase } from '@quartierblick/api/db';
import type { Database } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';
import { migrate } from '@quartierblick/api/migrate';
import { makeTile } from '@quartierblick/api/tiles/tile';
import { tileSource } from '@quartierblick/api/tiles/tile-source';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { quantile, report } from './report.ts';
import type { Finding } from './report.ts';
import { findServer } from './tiles/database.ts';
import { loadCity } from './tiles/load-city.ts';
import { cityBox, tilesOf } from './tiles/places.ts';

/**
 * How the service grows from a city to a Land: the same tiles with ten times the buildings around them, as ratios within one
 * run. `--scale N` (default 100,000) sets the smaller number; the larger is ten times that.
 */
const smaller = process.argv.includes('--scale') ? Number(process.argv[process.argv.indexOf('--scale') + 1]) : 100_000;
/** Tiles that are measured of each zoom, spread over the whole. */
const TILES = 60;

const buildings = layerById('buildings');
if (!buildings) throw new Error('the layer of buildings is gone');
const source = tileSource(buildings);
const server = await findServer();
if (!server) {
  console.log('land: skipped, no PostgreSQL with PostGIS here');
  process.exit(0);
}

interface Measured {
  rowsPerSecond: number;
  bytesPerRow: number;
  /** Milliseconds of tiles by zoom, when first asked for and when asked again. */
  tiles: Map<number, { first: number[]; again: number[] }>;
}

async function tileTimes({ sql, tileSql }: Database, z: number): Promise<{ first: number[]; again: number[] }> {
  const all = tilesOf(await cityBox(sql), z, true);
  const step = Math.max(1, Math.floor(all.length / TILES));
  const places = all.filter((_, index) => index % step === 0).slice(0, TILES);
  const timed = async () => {
    const times: number[] = [];
    for (const { x, y } of places) {
      const started = performance.now();
      await makeTile(tileSql, source, z, x, y);
      times.push(performance.now() - started);
    }
    return times;
  };
  return { first: await timed(), again: await timed() };
}

async function measure(url: string, count: number): Promise<Measured> {
  const db = await openDatabase(readEnv({ DATABASE_URL: url }));
  try {
    await migrate(db);
    const started = performance.now();
    await loadCity(db.sql, count);
    const rowsPerSecond = count / ((performance.now() - started) / 1000);
    const [size] = await db.sql<{ bytes: number; table: number }[]>`
      select pg_total_relation_size('buildings')::float8 as bytes, pg_table_size('buildings')::float8 as "table"
    `;
    const megabytes = (bytes = 0) => `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MB`;
    console.log(
      `${count.toLocaleString('en')} buildings: ${Math.round(rowsPerSecond).toLocaleString('en')} rows/s, ` +
        `table ${megabytes(size?.table)}, with indexes ${megabytes(size?.bytes)}`,
    );
    const tiles: Measured['tiles'] = new Map();
    for (const z of [14, 16]) tiles.set(z, await tileTimes(db, z));
    return { rowsPerSecond, bytesPerRow: (size?.bytes ?? 0) / count, tiles };
  } finally {
    await db.close();
  }
}

const inMs = (times: number[]) => `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)} ms`;

function findingsOf(small: Measured, large: Measured): Finding[] {
  const findings: Finding[] = [...small.tiles].flatMap(([z, few]) => {
    const many = large.tiles.get(z) ?? { first: [], again: [] };
    return (['first', 'again'] as const).map((when) => ({
      what: `z${z} tile, ${when === 'first' ? 'first time' : 'again'}, p50 / p95`,
      ours: inMs(many[when]),
      against: inMs(few[when]),
      ratio: quantile(many[when], 0.5) / quantile(few[when], 0.5),
      atMost: 2,
    }));
  });
  return [
    ...findings,
    {
      what: 'bytes a building, table and indexes',
      ours: large.bytesPerRow.toFixed(0),
      against: small.bytesPerRow.toFixed(0),
      ratio: large.bytesPerRow / small.bytesPerRow,
      atMost: 1.2,
    },
    {
      what: 'loading, rows/s',
      ours: large.rowsPerSecond.toFixed(0),
      against: small.rowsPerSecond.toFixed(0),
      ratio: large.rowsPerSecond / small.rowsPerSecond,
      atLeast: 0.5,
    },
  ];
}

let met: boolean;
try {
  const small = await measure(await server.createDatabase(), smaller);
  const large = await measure(await server.createDatabase(), smaller * 10);
  met = report(
    `From ${smaller.toLocaleString('en')} to ${(smaller * 10).toLocaleString('en')} buildings`,
    findingsOf(small, large),
  );
} finally {
  await server.close();
}
process.exit(met ? 0 : 1);
