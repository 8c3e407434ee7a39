import { resolve } from 'node:path';
import { readOidc } from './auth/oidc-settings.ts';
import type { OidcSettings } from './auth/oidc-settings.ts';
import type { GdalLimits } from './gdal/limits.ts';
import type { ConnectionEnv } from './connections/env-settings.ts';
import { readSettings } from './settings.ts';

/** Settings of a process, all from the environment. */
export interface Env {
  host: string;
  port: number;
  databaseUrl: string | undefined;
  /** A streaming replica of it, for reading. */
  databaseReadUrl: string | undefined;
  /** Absolute path. */
  dataDir: string;
  /** Public address without a trailing slash, where the server cannot tell it from the request. */
  baseUrl: string | undefined;
  /** Path of `baseUrl` without a trailing slash: empty, or e.g. `/quartierblick` where a proxy strips that. */
  basePath: string;
  authSecret: string | undefined;
  demo: 'auto' | 'off';
  /** How many proxies stand in front and append to `X-Forwarded-For`; 0: the header is not believed. */
  trustProxy: number;
  /** Opens `/metrics` to whoever bears it. */
  metricsToken: string | undefined;
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
  const { values: env, bad } = readSettings(variables);
  if (!env) {
    const lines = bad.map(({ line }) => `${line.de} / ${line.en}`);
    throw new BadEnv(`Umgebung unbrauchbar / bad environment: ${lines.join('; ')}`);
  }
  const oidc = readOidc(env);
  if (typeof oidc === 'string') throw new BadEnv(`Umgebung unbrauchbar / bad environment: ${oidc}`);
  return {
    host: env.HOST,
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    databaseReadUrl: env.DATABASE_READ_URL,
    dataDir: resolve(root, env.DATA_DIR),
    baseUrl: env.BASE_URL?.replace(/\/+$/, ''),
    basePath: env.BASE_URL === undefined ? '' : new URL(env.BASE_URL).pathname.replace(/\/+$/, ''),
    authSecret: env.AUTH_SECRET,
    demo: env.DEMO,
    trustProxy: env.TRUST_PROXY,
    metricsToken: env.METRICS_TOKEN,
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
