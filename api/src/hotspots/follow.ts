import type { Database } from '../db.ts';
import type { Log } from '../log.ts';
import { refreshHotspots } from './refresh.ts';

/** Several imports in a row are one change. */
const CALM_MS = 200;
const FROM = new Set(['accidents', 'streets']);

/**
 * Keeps the layer of sections in step with accidents and streets from now on, and once at the beginning, for what a killed
 * process left undone; nobody waits for that. The project's thresholds are followed where they are set.
 * @returns a function that ends it
 */
export function followAccidents(db: Pick<Database, 'sql' | 'publish' | 'subscribe'>, log: Log): () => Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = Promise.resolve();
  const find = () => {
    running = running
      .then(() => refreshHotspots(db))
      .catch((error: unknown) => log.error({ err: error }, 'the sections could not be brought up to date'));
  };
  find();
  const unsubscribe = db.subscribe((event) => {
    if (event.type !== 'layer-changed' || !FROM.has(event.layer)) return;
    clearTimeout(timer);
    timer = setTimeout(find, CALM_MS);
  });
  return async () => {
    unsubscribe();
    clearTimeout(timer);
    await running;
  };
}
