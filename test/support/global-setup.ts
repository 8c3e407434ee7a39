import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';
import { migrate } from '@quartierblick/api/migrate';
import { postgresPrograms, startCluster } from './cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated data folder of the embedded database, to be copied. */
    embeddedTemplate: string;
    /** Address of a PostgreSQL with a migrated database `quartierblick_template`, or null where there is none. */
    postgresUrl: string | null;
  }
}

/** The template database on PostgreSQL; each test file gets a copy of its own. */
export const TEMPLATE = 'quartierblick_template';

async function prepareEmbedded(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'qb-embedded-'));
  const db = await openDatabase(readEnv({ DATA_DIR: join(folder, 'made') }));
  await migrate(db);
  await db.close();
  cpSync(join(folder, 'made/database'), join(folder, 'database'), { recursive: true });
  rmSync(join(folder, 'made'), { recursive: true });
  return folder;
}

async function preparePostgres(url: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  await admin`drop database if exists ${admin(TEMPLATE)}`;
  await admin`create database ${admin(TEMPLATE)}`;
  await admin.end();
  const db = await openDatabase(
    readEnv({ DATABASE_URL: Object.assign(new URL(url), { pathname: `/${TEMPLATE}` }).href }),
  );
  await migrate(db);
  await db.close();
}

/** Makes both databases once per run; on a machine without PostgreSQL it says so, and those tests are skipped. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const template = await prepareEmbedded();
  const programs = postgresPrograms();
  const cluster = !process.env['TEST_DATABASE_URL'] && programs ? await startCluster(programs) : null;
  const url = process.env['TEST_DATABASE_URL'] ?? cluster?.url ?? null;
  if (url) await preparePostgres(url);
  else process.stderr.write('skipped: no PostgreSQL with PostGIS here\n');
  project.provide('embeddedTemplate', template);
  project.provide('postgresUrl', url);
  return async () => {
    cluster?.remove();
    rmSync(template, { recursive: true, force: true });
  };
}
