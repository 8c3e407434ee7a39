import { pino } from 'pino';
import type { Logger } from 'pino';

export type Log = Logger;

/** Structured log on standard error, so that standard output stays free for what a command answers. */
export function createLog(level: string): Log {
  return pino({ level, base: null }, pino.destination(2));
}
