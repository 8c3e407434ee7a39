import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../env.ts';

/**
 * What signs the cookies: `AUTH_SECRET`, or one that is made once and kept in the data folder, readable by this user only.
 * Several processes on one database must be given the same `AUTH_SECRET`.
 */
export function secretOf(env: Env): string {
  if (env.authSecret !== undefined) return env.authSecret;
  const file = join(env.dataDir, 'auth-secret');
  mkdirSync(env.dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
