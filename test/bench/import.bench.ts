import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { writeAccidents, writeBuildings } from './imports/files.ts';
import { hasOgr2ogr, measureImport, measureOgr2ogr } from './imports/measure.ts';
import { quantile, report } from './report.ts';
import type { Finding } from './report.ts';
import { findServer } from './tiles/database.ts';

/**
 * The speed of imports against ogr2ogr with COPY on the same file and server, run in turns, and the memory that a large
 * file takes. Ours is everything from the path to the report: detection, checksum, validation, both geometries, indexes, swap.
 */
const ROWS = 250_000;
const ROUNDS = 5;
const LARGE = 200 * 2 ** 20;
/** What the process may hold while it imports, whatever the file's size. */
const MEMORY_MB = 900;

const server = await findServer();
if (!server || !hasOgr2ogr()) {
  console.log('imports: skipped, no PostgreSQL with PostGIS or no ogr2ogr here (postgresql-15-postgis-3, gdal-bin)');
  await server?.close();
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'qb-bench-'));
let met: boolean;
try {
  const csv = join(folder, 'Unfallorte2023_LinRef.csv');
  await writeAccidents(csv, ROWS);
  const theirs = await server.createDatabase();
  const admin = postgres(theirs, { max: 1, onnotice: () => undefined });
  await admin`create extension postgis`;
  await admin.end();

  const ours: number[] = [];
  const again: number[] = [];
  const ogr: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ogr.push(measureOgr2ogr(theirs, csv));
    const [first, second] = await measureImport(await server.createDatabase(), csv, true);
    if (first?.report.imported !== ROWS || second?.report.unchanged !== ROWS) throw new Error('rows were lost');
    ours.push(first.seconds);
    again.push(second.seconds);
  }
  const speed = (values: number[]) => {
    const seconds = quantile(values, 0.5);
    return `${seconds.toFixed(2)} s, ${Math.round(ROWS / seconds).toLocaleString('en')} rows/s`;
  };
  const findings: Finding[] = [
    {
      what: 'first import of 250,000 Unfallatlas rows (median)',
      ours: speed(ours),
      against: `ogr2ogr: ${speed(ogr)}`,
      ratio: quantile(ours, 0.5) / quantile(ogr, 0.5),
      atMost: 1,
    },
    {
      what: 'the same again, nothing changed',
      ours: speed(again),
      against: `ogr2ogr: ${speed(ogr)}`,
      ratio: quantile(again, 0.5) / quantile(ogr, 0.5),
    },
  ];
  const geojson = join(folder, 'buildings.geojson');
  await writeBuildings(geojson, LARGE);
  const large = join(folder, 'accidents.csv');
  await writeAccidents(large, Math.ceil((LARGE / statSync(csv).size) * ROWS));
  for (const path of [geojson, large]) {
    const [one] = await measureImport(await server.createDatabase(), path);
    if (!one) continue;
    findings.push({
      what: `memory for ${path.endsWith('csv') ? 'CSV' : 'GeoJSON'} of ${Math.round(statSync(path).size / 2 ** 20)} MB, ${one.report.imported.toLocaleString('en')} records`,
      ours: `${Math.round(one.memory)} MB, ${one.seconds.toFixed(0)} s`,
      against: `${MEMORY_MB} MB`,
      ratio: one.memory / MEMORY_MB,
      atMost: 1,
    });
  }
  met = report('Imports', findings);
} finally {
  rmSync(folder, { recursive: true, force: true });
  await server.close();
}
process.exit(met ? 0 : 1);
