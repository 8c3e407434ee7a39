import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import { PUBLIC } from '@quartierblick/api/auth/identity';
import type { Identity } from '@quartierblick/api/auth/identity';
import type { Database, DatabaseKind } from '@quartierblick/api/db';
import { openDatabase } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';
import { createLog } from '@quartierblick/api/log';
import { migrate } from '@quartierblick/api/migrate';
import type { AppDeps } from '@quartierblick/api/deps';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { TEMPLATE } from './global-setup.ts';

type App = ReturnType<typeof createApp>;

/** Somebody of this edition, without signing in. */
function someone(edition: Edition): Identity {
  return edition === 'public' ? PUBLIC : { edition, userId: null, name: `test ${edition}`, via: 'session' };
}

/** What a test of one database works with; filled before its first test. */
export interface TestContext {
  kind: DatabaseKind;
  db: Database;
  /** Without an identity: an app made of these asks for sessions. */
  deps: AppDeps;
  /** The api as a planner sees it. */
  app: App;
  /** The api as this edition sees it. */
  appAs(edition: Edition): App;
  /** Data folder of this context. */
  dataDir: string;
  /** An app on the same database with other settings, for a planner unless told otherwise. */
  appWith(variables: Record<string, string>, edition?: Edition): App;
}

/** A database of one's own: the settings that lead to it, and how to throw it away. */
interface OwnDatabase {
  variables: Record<string, string>;
  remove(): Promise<void>;
}

/** An embedded database that begins as this data folder is. */
function copyOfFolder(template: string): OwnDatabase {
  const dataDir = mkdtempSync(join(tmpdir(), 'qb-data-'));
  cpSync(template, dataDir, { recursive: true });
  return { variables: { DATA_DIR: dataDir }, remove: async () => rmSync(dataDir, { recursive: true, force: true }) };
}

/** One with the demo quarter in it; PostgreSQL comes empty, and the server that starts on it loads the demo. */
export async function demoDatabase(kind: DatabaseKind): Promise<OwnDatabase> {
  return kind === 'embedded' ? copyOfFolder(inject('demoTemplate')) : freshDatabase(kind);
}

/** A fresh, migrated and empty one. */
export async function freshDatabase(kind: DatabaseKind): Promise<OwnDatabase> {
  if (kind === 'embedded') return copyOfFolder(inject('embeddedTemplate'));
  const dataDir = mkdtempSync(join(tmpdir(), 'qb-data-'));
  const url = inject('postgresUrl');
  if (!url) throw new Error('no PostgreSQL with PostGIS here');
  const name = `qb_${randomBytes(6).toString('hex')}`;
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  await admin`create database ${admin(name)} template ${admin(TEMPLATE)}`;
  await admin.end();
  return {
    variables: { DATA_DIR: dataDir, DATABASE_URL: Object.assign(new URL(url), { pathname: `/${name}` }).href },
    async remove() {
      const last = postgres(url, { max: 1, onnotice: () => undefined });
      await last`drop database if exists ${last(name)} with (force)`;
      await last.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Which databases this run can test on. */
export function availableDatabases(): DatabaseKind[] {
  return inject('postgresUrl') ? ['embedded', 'postgres'] : ['embedded'];
}

/**
 * Runs the same tests on the embedded database and on real PostGIS; the latter is reported as skipped where it is missing.
 * `context()` is to be called inside tests and hooks.
 */
export function describeOnEachDatabase(name: string, tests: (context: () => TestContext) => void): void {
  for (const kind of ['embedded', 'postgres'] as const) describeOnDatabase(kind, name, tests);
}

/** As {@link describeOnEachDatabase}, on one of them: for what is long and does not depend on the database. */
export function describeOnDatabase(
  kind: DatabaseKind,
  name: string,
  tests: (context: () => TestContext) => void,
): void {
  describe.skipIf(!availableDatabases().includes(kind))(`${name} (${kind})`, () => {
    let context: TestContext | undefined;
    let remove: () => Promise<void>;
    beforeAll(async () => {
      const fresh = await freshDatabase(kind);
      remove = fresh.remove;
      const env = readEnv({ ...fresh.variables, LOG_LEVEL: 'silent' });
      const db = await openDatabase(env);
      await migrate(db);
      const deps: AppDeps = { db, env, log: createLog('silent'), version: 'test' };
      const appWith = (variables: Record<string, string>, edition: Edition = 'planner') => {
        const settings = readEnv({ ...fresh.variables, LOG_LEVEL: 'silent', ...variables });
        return createApp({ ...deps, env: settings, identify: () => someone(edition) });
      };
      const appAs = (edition: Edition) => appWith({}, edition);
      context = { kind, db, deps, app: appAs('planner'), appAs, dataDir: env.dataDir, appWith };
    });
    afterAll(async () => {
      await context?.db.close();
      await remove?.();
    });
    tests(() => {
      if (!context) throw new Error('the database is open inside tests and hooks only');
      return context;
    });
  });
}
