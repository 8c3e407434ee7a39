import { parentPort, workerData } from 'node:worker_threads';
import { threadConnection } from '../thread-connection.ts';
import { Snapshots } from './snapshots.ts';
import type { TileAnswer, TileOrder, WorkerSettings } from './worker-messages.ts';

// Runs in a thread of its own, with its own connections: rows never pass through the thread that answers requests.

const port = parentPort;
if (!port) throw new Error('this file is the body of a worker thread');
const { target } = workerData as WorkerSettings;

const connection = threadConnection(target);
const snapshots = new Snapshots(async () => (await connection.get()).tileSql);

async function answer({ order, source, version, z, x, y }: TileOrder): Promise<TileAnswer> {
  try {
    return { order, tile: await snapshots.make(source, version, z, x, y) };
  } catch (error) {
    const { message, stack, code } = error as Error & { code?: string };
    return { order, error: { message, stack, code } };
  }
}

port.on('message', (order: TileOrder | 'end') => {
  if (order === 'end') {
    void connection.close().then(() => port.close());
    return;
  }
  void answer(order).then((reply) => {
    port.postMessage(reply, 'tile' in reply ? [reply.tile.bytes.buffer as ArrayBuffer] : []);
  });
});
