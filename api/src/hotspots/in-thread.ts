import { Worker } from 'node:worker_threads';
import type { HotspotRow, SectionsOrder } from './messages.ts';

/** Computes the rows of the layer in a thread that ends with it. @throws what the computation throws */
export function computeInThread(order: SectionsOrder): Promise<HotspotRow[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that finds sections ended with ${code}`)));
  });
}
