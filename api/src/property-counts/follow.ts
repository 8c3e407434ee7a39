import type { Database } from '../db.ts';
import type { Log } from '../log.ts';
import { refreshAndTell } from './refresh.ts';

/** Whoever changes many cases in a row waits for no count; the figures follow after this time. */
const CALM_MS = 150;

/**
 * Keeps the published counts in step with the register from now on: after edits, imports, undo and the demo's coming and
 * going alike, since all of them tell that the layer has changed. Counts once at the beginning, for what a killed process
 * left undone.
 * @returns a function that ends it
 */
export async function followRegister(
  db: Pick<Database, 'sql' | 'publish' | 'subscribe'>,
  log: Log,
): Promise<() => Promise<void>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unitsChanged = false;
  let running = Promise.resolve();
  const count = () => {
    const units = unitsChanged;
    unitsChanged = false;
    running = running.then(() =>
      refreshAndTell(db, units).catch((error: unknown) => {
        unitsChanged ||= units;
        log.error({ err: error }, 'the counts of cases could not be brought up to date');
      }),
    );
  };
  await refreshAndTell(db, true);
  const unsubscribe = db.subscribe((event) => {
    if (event.type !== 'layer-changed') return;
    if (event.layer !== 'properties' && event.layer !== 'statistical-units') return;
    unitsChanged ||= event.layer === 'statistical-units';
    clearTimeout(timer);
    timer = setTimeout(count, CALM_MS);
  });
  return async () => {
    unsubscribe();
    clearTimeout(timer);
    await running;
  };
}
