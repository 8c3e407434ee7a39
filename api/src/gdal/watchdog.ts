import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { MEMORY_WORD } from './memory-word.ts';

/** Looked at often: WebAssembly can take hundreds of megabytes in a blink. */
const EVERY_MS = 50;

/**
 * A thread of the GDAL process that its busy main thread cannot hold up: ends the process when it takes more memory than
 * it may, and when its parent is gone, so that a file that never ends leaves no process behind.
 */
const { limitBytes, parent } = workerData as { limitBytes: number; parent: number };
setInterval(() => {
  const gone = process.ppid !== parent;
  const tooMuch = process.memoryUsage.rss() > limitBytes;
  if (tooMuch) writeSync(2, `${MEMORY_WORD}\n`);
  if (gone || tooMuch) process.kill(process.pid, 'SIGKILL');
}, EVERY_MS);
