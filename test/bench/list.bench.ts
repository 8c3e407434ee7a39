import { createApp } from '@quartierblick/api/app';
import { openDatabase } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';
import { createLog } from '@quartierblick/api/log';
import { migrate } from '@quartierblick/api/migrate';
import { quantile, report } from './report.ts';
import type { Finding } from './report.ts';
import { findServer } from './tiles/database.ts';
import { loadCases } from './list/load-cases.ts';

/** The list of cases at 50,000 against the same at 500, on the same server: both are to feel the same. */
const QUERIES = [
  'limit=100',
  'limit=100&sort=-condition',
  'limit=100&sort=-address&q=nr',
  'limit=100&sort=next_step_due',
  'limit=100&sort=-changedAt',
  'limit=100&sort=office&works=planned,renovating',
  'limit=100&due=overdue&sort=nextDeadline',
  'limit=100&offset=400',
];
/** A hundred times the cases may take so many times as long: from a few milliseconds to what is still a blink. */
const MOST = 15;
const ROUNDS = 15;

const server = await findServer();
if (!server) {
  console.log(
    'list: skipped, no PostgreSQL with PostGIS here (set TEST_DATABASE_URL, or install postgresql-15-postgis-3)',
  );
  process.exit(0);
}

async function medians(url: string, cases: number): Promise<number[]> {
  const env = readEnv({ DATABASE_URL: url });
  const db = await openDatabase(env);
  await migrate(db);
  await loadCases(db.sql, cases);
  const app = createApp({
    db,
    env,
    log: createLog('silent'),
    version: 'bench',
    identify: () => ({ edition: 'planner', userId: 'bench', name: 'bench', via: 'session' }),
  });
  const results: number[] = [];
  for (const query of QUERIES) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      const response = await app.request(`/api/properties?${query}`);
      await response.text();
      if (!response.ok) throw new Error(`${query}: ${response.status}`);
      times.push(performance.now() - start);
    }
    results.push(quantile(times, 0.5));
  }
  await db.close();
  return results;
}

let met: boolean;
try {
  const few = await medians(await server.createDatabase(), 500);
  const many = await medians(await server.createDatabase(), 50_000);
  const findings: Finding[] = QUERIES.map((query, at) => {
    const [ours, against] = [many[at] ?? NaN, few[at] ?? NaN];
    return {
      what: query,
      ours: `${ours.toFixed(1)} ms`,
      against: `500 cases: ${against.toFixed(1)} ms`,
      ratio: ours / against,
      atMost: MOST,
    };
  });
  met = report('First page of 50,000 cases', findings);
} finally {
  await server.close();
}
process.exit(met ? 0 : 1);
