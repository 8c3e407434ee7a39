import type { AppDeps } from '../deps.ts';
import { hourly } from '../hourly.ts';
import { connectionsOf } from './manager.ts';
import { recoverRuns } from './recover.ts';

/** How often is looked for what is due. */
const EVERY_MS = 60_000;

/**
 * Fetches what is due, now and every minute, as long as the server runs; what a process left unfinished is cleaned up first. Several
 * processes on one database share the work: each due connection is taken by one of them.
 * @returns a function that ends it
 */
export function startConnections(deps: Pick<AppDeps, 'db' | 'env' | 'log'>, everyMs = EVERY_MS): () => Promise<void> {
  const connections = connectionsOf(deps);
  const work = async () => {
    await recoverRuns(deps.db, deps.env, connections.isRunning);
    await connections.runDue();
  };
  const end = hourly(work, { log: deps.log, failed: 'connections not looked at', everyMs });
  return async () => {
    await end();
    await connections.close();
  };
}
