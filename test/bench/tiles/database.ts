import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { postgresPrograms, startCluster } from '../../support/cluster.ts';

/** A PostgreSQL with PostGIS to measure on. */
export interface BenchServer {
  /** Makes an empty database. @returns its address */
  createDatabase(): Promise<string>;
  close(): Promise<void>;
}

/** The server of TEST_DATABASE_URL, or a throwaway one; null where neither can be had. */
export async function findServer(): Promise<BenchServer | null> {
  const given = process.env['TEST_DATABASE_URL'];
  const programs = postgresPrograms();
  const cluster = !given && programs ? await startCluster(programs) : null;
  const address = given ?? cluster?.url;
  if (!address) return null;
  const admin = postgres(address, { max: 1, onnotice: () => undefined });
  const made: string[] = [];
  return {
    async createDatabase() {
      const name = `qb_bench_${randomBytes(4).toString('hex')}`;
      await admin`create database ${admin(name)}`;
      made.push(name);
      return Object.assign(new URL(address), { pathname: `/${name}` }).href;
    },
    async close() {
      for (const name of made) await admin`drop database if exists ${admin(name)} with (force)`;
      await admin.end();
      cluster?.remove();
    },
  };
}
