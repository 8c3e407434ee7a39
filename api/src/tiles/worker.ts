import { parentPort, workerData } from 'node:worker_threads';
import { threadConnection } from '../thread-connection.ts';
import { Snapshots } from './snapshots.ts';
import type { MadeTile } from './tile.ts';
import type { TileAnswer, TileOrder, WorkerSettings } from './worker-messages.ts';

// Runs in a thread of its own, with its own connections: rows never pass through the thread that answers requests.

const port = parentPort;
if (!port) throw new Error('this file is the body of a worker thread');
const { target } = workerData as WorkerSettings;

const connection = threadConnection(target);
const ofPrimary = new Snapshots(async () => (await connection.get()).tileSql);
const ofReplica = new Snapshots(async () => {
  const { reading, tileSql } = await connection.get();
  return reading.replica() ?? tileSql;
});

/** From the replica where it has the wanted version already: an address with a version must never show an older one. */
async function made({ source, version, z, x, y }: TileOrder): Promise<MadeTile> {
  const { reading } = await connection.get();
  if (reading.replica()) {
    try {
      const tile = await ofReplica.make(source, version, z, x, y);
      if (tile.version >= version) return tile;
    } catch (error) {
      if (!reading.isLost(error)) throw error;
    }
  }
  return ofPrimary.make(source, version, z, x, y);
}

async function answer(wanted: TileOrder): Promise<TileAnswer> {
  const { order } = wanted;
  try {
    return { order, tile: await made(wanted) };
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
