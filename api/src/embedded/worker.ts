import { parentPort, workerData } from 'node:worker_threads';
import { setTimeout } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { oneQueryAtATime } from './one-at-a-time.ts';

/**
 * The embedded database: PostgreSQL with PostGIS as WebAssembly. Its thread is blocked while a query runs,
 * so it has this thread to itself and is reached over a Unix socket like any other PostgreSQL.
 */
const { folder, socket } = workerData as { folder: string; socket: string };
const port = parentPort;
if (!port) throw new Error('embedded/worker.ts runs as a worker thread only');

const db = await PGlite.create({ dataDir: folder, extensions: { postgis } });
const server = new PGLiteSocketServer({ db: oneQueryAtATime(db), path: socket, maxConnections: 64 });
await server.start();
port.postMessage('ready');

/** A connection that is still being taken down asks the database about its transaction; it must not be gone by then. */
async function connectionsGone(): Promise<void> {
  for (let tries = 0; tries < 100 && server.getStats().activeConnections > 0; tries++) await setTimeout(20);
  await setTimeout(20);
}

port.once('message', async () => {
  await connectionsGone();
  await server.stop();
  await connectionsGone();
  await db.close();
  port.postMessage('closed');
  port.close();
});
