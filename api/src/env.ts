import { resolve } from 'node:path';
import { z } from 'zod';
import { EDITIONS } from '@quartierblick/gis/layers/define.ts';

const schema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  AUTH_SECRET: z.string().min(32).optional(),
  DEMO: z.enum(['auto', 'off']).default('auto'),
  EDITION: z.enum(EDITIONS).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).default(2048),
  TILE_CACHE_MB: z.coerce.number().int().min(0).default(96),
});

/** Settings of a process, all from the environment. */
export interface Env {
  host: string;
  port: number;
  databaseUrl: string | undefined;
  /** Absolute path. */
  dataDir: string;
  /** Public address without a trailing slash, where the server cannot tell it from the request. */
  baseUrl: string | undefined;
  authSecret: string | undefined;
  demo: 'auto' | 'off';
  edition: (typeof EDITIONS)[number] | undefined;
  logLevel: string;
  uploadLimitBytes: number;
  /** What finished tiles may take in memory, compressed. */
  tileCacheBytes: number;
}

/** A setting that cannot be used; the message is one line for the terminal. */
export class BadEnv extends Error {
  override name = 'BadEnv';
}

/**
 * Reads the settings. Empty variables count as absent. A relative `DATA_DIR` starts from `root`, so that the command line
 * finds the same folder as the server.
 * @throws BadEnv naming every variable that is wrong
 */
export function readEnv(variables: Record<string, string | undefined>, root = process.cwd()): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new BadEnv(`Umgebung unbrauchbar / bad environment: ${reasons.join('; ')}`);
  }
  const env = parsed.data;
  return {
    host: env.HOST,
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    dataDir: resolve(root, env.DATA_DIR),
    baseUrl: env.BASE_URL?.replace(/\/+$/, ''),
    authSecret: env.AUTH_SECRET,
    demo: env.DEMO,
    edition: env.EDITION,
    logLevel: env.LOG_LEVEL,
    uploadLimitBytes: env.UPLOAD_LIMIT_MB * 1024 * 1024,
    tileCacheBytes: env.TILE_CACHE_MB * 1024 * 1024,
  };
}
