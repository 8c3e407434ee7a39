import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openDatabase } from '@quartierblick/api/db';
import { loadDemo } from '@quartierblick/api/demo/load';
import { readEnv } from '@quartierblick/api/env';
import { createLog } from '@quartierblick/api/log';
import { migrate } from '@quartierblick/api/migrate';
import { launchBrowser } from '../../support/browser.ts';
import { startServer } from '../../support/server-process.ts';

/** Serves a made city on the embedded database to a browser while `measure` runs; both are gone afterwards. @param buildings how many it has */
export async function inCity<T>(buildings: number, measure: (browser: Browser, url: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'qb-bench-'));
  try {
    const env = readEnv({ DATA_DIR: dataDir });
    const db = await openDatabase(env);
    await migrate(db);
    await loadDemo({ db, env, log: createLog('warn') }, undefined, { scale: buildings });
    await db.close();
    const server = startServer({ DATA_DIR: dataDir, DEMO: 'off' });
    const url = (await server.ready).replace('localhost', '127.0.0.1');
    const browser = await launchBrowser();
    const measured = await measure(browser, url);
    await browser.close();
    server.kill('SIGTERM');
    await server.ended;
    return measured;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
