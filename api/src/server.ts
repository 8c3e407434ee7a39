import { createAdaptorServer } from '@hono/node-server';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createApp } from './app.ts';
import { settleDemoAccounts } from './auth/demo-accounts.ts';
import { firstAdminToken, linkOf } from './auth/invitations.ts';
import { startConnections } from './connections/start.ts';
import { CannotConnect, openDatabase } from './db.ts';
import type { Database } from './db.ts';
import { loadDemo } from './demo/load.ts';
import { BadEnv, readEnv } from './env.ts';
import type { Env } from './env.ts';
import { readScale } from './demo/scale.ts';
import { FileStore } from './files/store.ts';
import { FolderInUse } from './embedded/lock.ts';
import { startImports } from './imports/start.ts';
import { inspectionsOf } from './inspections/inspections.ts';
import { createLog } from './log.ts';
import { migrate, MigrationRefused } from './migrate.ts';
import { startFreeLayerSweep } from './free-layers/sweep.ts';
import { registryOf } from './layers/registry.ts';
import { followAccidents } from './hotspots/follow.ts';
import { followLayers } from './network/follow.ts';
import { WalkNetwork } from './network/service.ts';
import { startConfirmationSweep } from './offers/confirm/sweep.ts';
import { followRegister } from './property-counts/follow.ts';
import { sweepFiles } from './properties/files.ts';
import { startOwnerDeletion } from './properties/owner-deletion.ts';
import { startWalkSweep } from './walks/sweep.ts';
import { refreshTileDefinitions } from './tiles/definitions.ts';
import { frontDoor } from './front-door.ts';
import type { FrontDoor } from './front-door.ts';

/** The only file that listens. Order: listen (with a "preparing" page), database, migrations, demo, then the api. */

const ROOT = new URL('../../', import.meta.url);
/** How long requests may go on after the server was asked to stop. */
const PATIENCE_MS = 1000;
/** A second signal within this time is the first one's echo. */
const ECHO_MS = 800;
const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string };

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const EXPECTED = [BadEnv, CannotConnect, FolderInUse, MigrationRefused];
/** What the system says of a folder that cannot be written. */
const FOLDER_CODES = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST']);

function lineFor(error: Error): string {
  if (EXPECTED.some((kind) => error instanceof kind)) return error.message;
  if ('syscall' in error && 'code' in error && FOLDER_CODES.has(String(error.code))) {
    return `DATA_DIR ist nicht zu benutzen / cannot be used: ${error.message}`;
  }
  return error.stack ?? error.message;
}

/** One readable line, then the end: a stack trace helps nobody at a terminal. */
function giveUp(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? lineFor(error) : String(error)}\n`);
  process.exit(1);
}

function listen(env: Env, door: FrontDoor) {
  const server = createAdaptorServer({ fetch: door.fetch });
  return new Promise<{ server: typeof server; port: number }>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${env.port} ist belegt / is taken. Einen anderen wählen / choose another: PORT=3001 npm start`;
      const refused = `An ${env.host}:${env.port} lässt sich nicht lauschen / cannot listen: ${error.message}`;
      reject(new BadEnv(error.code === 'EADDRINUSE' ? taken : refused));
    });
    server.listen(env.port, env.host, () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : env.port });
    });
  });
}

/** What the command line needs to find this server: where it is, and a secret that only this user can read. */
function announce(env: Env, port: number, { target }: Database): { withdraw(): void } {
  // Only the embedded database has made the folder by now.
  mkdirSync(env.dataDir, { recursive: true, mode: 0o700 });
  const file = join(env.dataDir, 'server.json');
  const token = join(env.dataDir, 'token');
  writeFileSync(token, randomBytes(32).toString('hex'), { mode: 0o600 });
  writeFileSync(file, JSON.stringify({ pid: process.pid, host: env.host, port, socketDir: target.socketDir }), {
    mode: 0o600,
  });
  return {
    withdraw() {
      for (const path of [file, token]) rmSync(path, { force: true });
    },
  };
}

async function prepare(env: Env): Promise<Database> {
  const progress = (step: string) => say(`  ${step} …`);
  const db = await openDatabase(env, progress);
  try {
    await migrate(db, progress);
    const registry = registryOf(db);
    await registry.refresh();
    await refreshTileDefinitions(db.sql, registry.layers);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const scale = readScale(process.argv.slice(2));
  const log = createLog(env.logLevel);
  const door = frontDoor(env);
  const { server, port } = await listen(env, door);
  const db = await prepare(env).catch(giveUp);
  const deps = { db, env, log, version };
  const imports = await startImports(deps).catch(giveUp);
  if (env.demo === 'auto') await loadDemo(deps, (step) => say(`  Demo: ${step} …`), { scale }).catch(giveUp);
  await sweepFiles(deps, new FileStore(env.dataDir)).catch((error: unknown) =>
    log.warn({ err: error }, 'files not swept'),
  );
  const endCounting = await followRegister(db, log).catch(giveUp);
  const endSections = followAccidents(db, log);
  const endOwnerDeletion = startOwnerDeletion(deps);
  const endConfirmationSweep = startConfirmationSweep(deps);
  const endWalkSweep = startWalkSweep(deps);
  const endConnections = startConnections(deps);
  const endFreeLayerSweep = startFreeLayerSweep(deps);
  await settleDemoAccounts(db, env).catch(giveUp);
  const first = await firstAdminToken(db).catch(giveUp);
  const network = new WalkNetwork(db.target);
  const endFollowing = followLayers(db, network, log);
  const app = createApp({ ...deps, network });
  const announced = announce(env, port, db);
  door.open((request) => app.fetch(request));
  const address = `http://${env.host === '127.0.0.1' ? 'localhost' : env.host}:${port}`;
  // Before the line that says all is ready, so that whoever waits for that line has read it.
  if (first !== null) say(`  Verwaltung einrichten / become administrator: ${linkOf(env.baseUrl ?? address, first)}`);
  say(`Quartierblick: ${address}`);

  let asked = 0;
  const stop = async (signal: NodeJS.Signals) => {
    // Control-C reaches the server from the terminal and again through npm's script: an echo is no second wish.
    if (asked && performance.now() - asked < ECHO_MS) return;
    if (asked) process.exit(130);
    asked = performance.now();
    say(`${signal}: wird beendet / stopping`);
    announced.withdraw();
    const answered = new Promise((resolve) => server.close(resolve));
    await inspectionsOf(deps).close();
    await endConnections();
    await imports.close();
    await endCounting();
    await endSections();
    await endOwnerDeletion();
    await endConfirmationSweep();
    await endWalkSweep();
    await endFreeLayerSweep();
    endFollowing();
    await network.close();
    // Streams of events have no end of their own.
    await Promise.race([answered, setTimeout(PATIENCE_MS)]);
    if ('closeAllConnections' in server) server.closeAllConnections();
    await db.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch(giveUp);
