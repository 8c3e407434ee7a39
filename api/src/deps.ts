import type { Context } from 'hono';
import type { Identity } from './auth/identity.ts';
import type { Database } from './db.ts';
import type { Env } from './env.ts';
import type { Log } from './log.ts';
import type { WalkNetwork } from './network/service.ts';

/** What every feature of the api is given; nothing is reached through module state. */
export interface AppDeps {
  db: Database;
  env: Env;
  log: Log;
  /** Version of the application, as health and OpenAPI name it. */
  version: string;
  /** The walking network, where it lives longer than the app; one of its own where absent. */
  network?: WalkNetwork;
  /** Who is asking; by session and token where absent. Tests give a fixed identity. */
  identify?: (c: Context) => Identity | Promise<Identity>;
}
