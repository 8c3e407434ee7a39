import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A throwaway PostgreSQL with PostGIS on the loopback address; a standby of it by {@link startStandby}. */
export interface Cluster {
  /** Address of its maintenance database, e.g. to create others. */
  url: string;
  restart(): void;
  stopNow(): void;
  start(): void;
  remove(): void;
}

/** The newest folder with PostgreSQL's server programs and PostGIS, as Debian lays them; null where there is none. */
export function postgresPrograms(): string | null {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return null;
  const versions = readdirSync(root)
    .filter((v) => existsSync(join(root, v, 'bin/initdb')))
    .filter((v) => existsSync(join('/usr/share/postgresql', v, 'extension/postgis.control')))
    .sort((a, b) => Number(b) - Number(a));
  return versions[0] ? join(root, versions[0], 'bin') : null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** PostgreSQL refuses to run as root, so root hands its commands to the user that Debian's package makes. */
function run(program: string, args: string[]): void {
  const [command, all] =
    userInfo().uid === 0 ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args];
  execFileSync(command, all, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Makes and starts a cluster; fast and forgetful (no fsync), since tests throw it away. */
export async function startCluster(programs: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'qb-pg-'));
  if (userInfo().uid === 0) execFileSync('chown', ['postgres', folder]);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  run(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-sync']);
  return startIn(programs, folder);
}

/** Makes and starts a streaming replica of a cluster. */
export async function startStandby(programs: string, { url }: Pick<Cluster, 'url'>): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'qb-pg-'));
  if (userInfo().uid === 0) execFileSync('chown', ['postgres', folder]);
  chmodSync(folder, 0o700);
  const { hostname, port } = new URL(url);
  const from = ['-h', hostname, '-p', port, '-U', 'postgres', '-D', join(folder, 'data')];
  run(join(programs, 'pg_basebackup'), [...from, '-R', '-X', 'stream', '-c', 'fast', '--no-sync']);
  return startIn(programs, folder);
}

async function startIn(programs: string, folder: string): Promise<Cluster> {
  const data = join(folder, 'data');
  const port = await freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder} -c fsync=off -c max_connections=200 -c shared_buffers=256MB`;
  const control = (...args: string[]) => run(join(programs, 'pg_ctl'), ['-D', data, '-w', ...args]);
  const start = () => control('-l', join(folder, 'log'), '-o', options, 'start');
  start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stopNow: () => control('-m', 'immediate', 'stop'),
    restart: () => control('-l', join(folder, 'log'), '-o', options, '-m', 'fast', 'restart'),
    remove() {
      // One that was stopped in a test is gone already.
      if (existsSync(join(data, 'postmaster.pid'))) control('-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
