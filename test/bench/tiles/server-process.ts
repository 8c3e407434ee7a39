import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A tile server in a process of its own, as in operation. */
export interface ServerProcess {
  port: number;
  stop(): Promise<void>;
}

async function start(file: string, variables: Record<string, string>, announced: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!existsSync(announced)) {
    if (child.exitCode !== null) throw new Error(`${file} ended before it listened`);
    await pause(50);
  }
  const { port } = JSON.parse(readFileSync(announced, 'utf8')) as { port: number };
  return {
    port,
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

export interface Servers {
  /** The application as it is served. */
  ours: ServerProcess;
  /** The same without its cache of finished tiles. */
  uncached: ServerProcess;
  /** The yardstick. */
  textbook: ServerProcess;
  stop(): Promise<void>;
}

/** Starts the application and the yardstick beside it, all on the same database. */
export async function startServers(databaseUrl: string): Promise<Servers> {
  const folder = mkdtempSync(join(tmpdir(), 'qb-bench-'));
  const common = { DATABASE_URL: databaseUrl, HOST: '127.0.0.1', PORT: '0', DEMO: 'off', LOG_LEVEL: 'error' };
  const application = (name: string, more: Record<string, string> = {}) => {
    const variables = { ...common, DATA_DIR: join(folder, name), ...more };
    return start('../../../api/src/server.ts', variables, join(folder, name, 'server.json'));
  };
  const announced = join(folder, 'textbook.json');
  const ours = await application('ours');
  const uncached = await application('uncached', { TILE_CACHE_MB: '0' });
  const textbook = await start('./serve-textbook.ts', { ...common, ANNOUNCE: announced }, announced);
  return {
    ours,
    uncached,
    textbook,
    async stop() {
      await Promise.all([ours, uncached, textbook].map((server) => server.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
