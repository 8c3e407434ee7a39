import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ImportEvent, ImportManager } from './manager.ts';
import type { ImportReport } from './report.ts';

/** Proxies close connections on which nothing was said for a minute or less. */
const KEEP_ALIVE_MS = 20_000;

/**
 * Progress of an import as server-sent events: `progress` as long as it runs, then one event named by its end
 * (`done`, `failed`, `cancelled`, …) with the report, and the stream closes. An import that has ended tells its end at once.
 */
export function streamImport(
  c: Context,
  imports: ImportManager,
  id: string,
  report: () => Promise<ImportReport>,
): Response {
  c.header('X-Accel-Buffering', 'no');
  c.header('Cache-Control', 'no-store');
  return streamSSE(c, async (stream) => {
    let latest: ImportEvent | undefined;
    let wake = () => {};
    const stop = imports.listen(id, (event) => {
      // Only the newest matters: a slow reader is not sent what is outdated.
      latest = event;
      wake();
    });
    const beat = setInterval(() => wake(), KEEP_ALIVE_MS);
    stream.onAbort(() => wake());
    try {
      const now = imports.progress(id);
      if (now) await stream.writeSSE({ event: 'progress', data: JSON.stringify(now) });
      while (stop && !stream.aborted) {
        const event = latest;
        latest = undefined;
        if (event?.type === 'ended') break;
        if (event) await stream.writeSSE({ event: 'progress', data: JSON.stringify(event.progress) });
        else {
          await new Promise<void>((resolve) => (wake = resolve));
          if (!latest && !stream.aborted) await stream.write(': still here\n\n');
        }
      }
      if (stream.aborted) return;
      const last = await report();
      await stream.writeSSE({ event: last.state, data: JSON.stringify(last) });
    } finally {
      clearInterval(beat);
      stop?.();
    }
  });
}
