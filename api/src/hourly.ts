import type { AppDeps } from './deps.ts';

const HOUR_MS = 3_600_000;

interface Hourly {
  log: AppDeps['log'];
  /** What the log says where it went wrong; it is tried again the next time. */
  failed: string;
  everyMs?: number | undefined;
}

/** Does something now and every hour, never twice at once, as long as the server runs. @returns a function that ends it */
export function hourly(work: () => Promise<unknown>, { log, failed, everyMs = HOUR_MS }: Hourly): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const run = () => {
    running = running.then(work).catch((error: unknown) => log.error({ err: error }, `${failed}; tried again later`));
  };
  run();
  const timer = setInterval(run, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
