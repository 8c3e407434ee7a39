import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import type { Database } from '@quartierblick/api/db';
import { openDatabase } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';
import { createLog } from '@quartierblick/api/log';
import { migrate } from '@quartierblick/api/migrate';
import { importsOf } from '@quartierblick/api/imports/manager';
import type { ImportReport } from '@quartierblick/api/imports/report';

export interface Measured {
  seconds: number;
  /** Largest resident memory of the process while importing, in MB: Node, database client and thread included. */
  memory: number;
  report: ImportReport;
}

/** Imports a file into a fresh database, everything included from the path to the report, and measures it. */
export async function measureImport(url: string, path: string, again = false): Promise<Measured[]> {
  const db: Database = await openDatabase(readEnv({ DATABASE_URL: url }));
  await migrate(db);
  const imports = importsOf({ db, log: createLog('silent') });
  const measured: Measured[] = [];
  for (let run = 0; run < (again ? 2 : 1); run += 1) {
    globalThis.gc?.();
    let peak = process.memoryUsage.rss();
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
    const start = performance.now();
    const { id } = await imports.start({ path, fileName: basename(path), temporary: false, author: 'bench' });
    const report = await imports.ended(id);
    const seconds = (performance.now() - start) / 1000;
    clearInterval(watch);
    if (report.state !== 'done') throw new Error(`${basename(path)}: ${JSON.stringify(report.problem)}`);
    measured.push({ seconds, memory: peak / 2 ** 20, report });
  }
  await imports.close();
  await db.close();
  return measured;
}

/** Whether GDAL's ogr2ogr is there to compare with. */
export function hasOgr2ogr(): boolean {
  try {
    execFileSync('ogr2ogr', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Loads the same file with ogr2ogr: COPY, typed columns, the same geometry system and an index on the geometry.
 * @returns seconds
 */
export function measureOgr2ogr(url: string, path: string): number {
  const { hostname, port, username, password, pathname } = new URL(url);
  const target = `PG:host=${hostname} port=${port} user=${username} dbname=${pathname.slice(1)}${password ? ` password=${password}` : ''}`;
  const points = ['-oo', 'X_POSSIBLE_NAMES=LINREFX', '-oo', 'Y_POSSIBLE_NAMES=LINREFY', '-a_srs', 'EPSG:25832'];
  const typed = ['-oo', 'AUTODETECT_TYPE=YES', ...points];
  const start = performance.now();
  execFileSync(
    'ogr2ogr',
    ['--config', 'PG_USE_COPY', 'YES', '-f', 'PostgreSQL', target, path, '-nln', 'by_ogr2ogr', '-overwrite', ...typed],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return (performance.now() - start) / 1000;
}
