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
  pid: number;
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
    pid: child.pid ?? 0,
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** Starts the application as it is served, and the yardstick beside it, both on the same database. */
export async function startServers(
  databaseUrl: string,
): Promise<{ ours: ServerProcess; textbook: ServerProcess; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'qb-bench-'));
  const settings = {
    DATABASE_URL: databaseUrl,
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: folder,
    DEMO: 'off',
    LOG_LEVEL: 'error',
  };
  const textbookFile = join(folder, 'textbook.json');
  const ours = await start('../../../api/src/server.ts', settings, join(folder, 'server.json'));
  const textbook = await start('./serve-textbook.ts', { ...settings, ANNOUNCE: textbookFile }, textbookFile);
  return {
    ours,
    textbook,
    async stop() {
      await Promise.all([ours.stop(), textbook.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
