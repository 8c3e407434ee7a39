import { parentPort, workerData } from 'node:worker_threads';
import { computeHotspots } from './compute.ts';
import type { SectionsOrder } from './messages.ts';

// Runs in a thread of its own: a whole city's streets must not hold up the thread that answers requests.
parentPort?.postMessage(computeHotspots(workerData as SectionsOrder));
