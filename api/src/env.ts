import { resolve } from 'node:path';
import { z } from 'zod';
import { oidcSettings, readOidc } from './auth/oidc-settings.ts';
import type { OidcSettings } from './auth/oidc-settings.ts';
import { GDAL_LIMITS } from './gdal/limits.ts';
import type { GdalLimits } from './gdal/limits.ts';
import { connectionSettings } from './connections/env-settings.ts';
import type { ConnectionEnv } from './connections/env-settings.ts';

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
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).default(2048),
  TILE_CACHE_MB: z.coerce.number().int().min(0).default(96),
  GDAL_MEMORY_MB: z.coerce.number().int().min(256).default(GDAL_LIMITS.memoryMb),
  GDAL_TIMEOUT_S: z.coerce.number().int().min(1).default(GDAL_LIMITS.timeoutS),
  ...oidcSettings,
  ...connectionSettings,
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
  /** How many proxies stand in front and append to `X-Forwarded-For`; 0: the header is not believed. */
  trustProxy: number;
  logLevel: string;
  uploadLimitBytes: number;
  /** What finished tiles may take in memory, compressed. */
  tileCacheBytes: number;
  /** What a process that reads or writes files by GDAL may take. */
  gdal: GdalLimits;
  /** The city's own sign-in, where one is configured. */
  oidc: OidcSettings | null;
  /** Where connections to data services may lead. */
  connections: ConnectionEnv;
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
  const oidc = readOidc(env);
  if (typeof oidc === 'string') throw new BadEnv(`Umgebung unbrauchbar / bad environment: ${oidc}`);
  return {
    host: env.HOST,
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    dataDir: resolve(root, env.DATA_DIR),
    baseUrl: env.BASE_URL?.replace(/\/+$/, ''),
    authSecret: env.AUTH_SECRET,
    demo: env.DEMO,
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    uploadLimitBytes: env.UPLOAD_LIMIT_MB * 1024 * 1024,
    tileCacheBytes: env.TILE_CACHE_MB * 1024 * 1024,
    gdal: { memoryMb: env.GDAL_MEMORY_MB, timeoutS: env.GDAL_TIMEOUT_S },
    oidc,
    connections: {
      allowed: env.CONNECTIONS_ALLOW,
      mirrors: env.CONNECTIONS_MIRRORS,
      credentials: env.CONNECTIONS_CREDENTIALS,
    },
  };
}
