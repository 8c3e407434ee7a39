import { connect } from './db.ts';
import type { Database, DatabaseTarget } from './db.ts';

/** The connection of a worker thread: made when it is first wanted. */
export interface ThreadConnection {
  /** A failed attempt is forgotten, so that the next call tries again. */
  get(): Promise<Database>;
  /** Ends it where there is one; a failed one is as good as ended. */
  close(): Promise<void>;
}

/** A thread has connections of its own, so that rows never pass through the thread that answers requests. */
export function threadConnection(target: DatabaseTarget): ThreadConnection {
  let connected: Promise<Database> | undefined;
  return {
    get() {
      connected ??= connect(target).catch((error: unknown) => {
        connected = undefined;
        throw error;
      });
      return connected;
    },
    async close() {
      await connected?.then((db) => db.close()).catch(() => undefined);
    },
  };
}
