import { Worker } from 'node:worker_threads';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { AppDeps } from '../deps.ts';
import type { DemoMessage, DemoTask } from './worker.ts';

/** What may be chosen of the demo, e.g. for benchmarks. */
export interface DemoChoice {
  /** 1: the quarter; above 5,000: the wanted number of buildings. */
  scale?: number;
  seed?: number;
}

/**
 * Loads the demo quarter into an empty database, by the same staging and swap as every file; everything is marked as
 * invented. Does nothing where a project area is set already or somebody has imported data. A thread does the work, so
 * that the server goes on answering.
 * @param onProgress is told the title of each layer before it is loaded
 */
export async function loadDemo(
  { db, env, log }: Pick<AppDeps, 'db' | 'env' | 'log'>,
  onProgress: (step: string) => void = () => undefined,
  choice: DemoChoice = {},
): Promise<void> {
  const [used] = await db.sql<{ used: boolean }[]>`
    select exists (select from project) or exists (select from imports where not demo) as used
  `;
  if (used?.used) return;
  const started = performance.now();
  const task: DemoTask = { target: db.target, env, ...choice };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: task });
  const changed: { layer: LayerDefinition['id']; version: number }[] = [];
  await new Promise<void>((resolve, reject) => {
    let failure: Error | undefined;
    worker.on('message', (message: DemoMessage) => {
      if (message.type === 'loading') onProgress(message.title.de);
      else changed.push(message);
    });
    worker.once('error', (error: unknown) => {
      failure = error instanceof Error ? error : new Error(String(error));
    });
    worker.once('exit', (code) => {
      if (failure) reject(failure);
      else if (code !== 0) reject(new Error(`the thread that loads the demo ended with ${code}`));
      else resolve();
    });
  });
  for (const { layer, version } of changed) await db.publish({ type: 'layer-changed', layer, version });
  log.debug({ seconds: Math.round(performance.now() - started) / 1000 }, 'demo loaded');
}
