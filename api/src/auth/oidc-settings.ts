import { z } from 'zod';
import { EDITIONS } from '@quartierblick/gis/layers/define.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';

/** What an account may be; the public has none. */
export type Role = Exclude<Edition, 'public'>;
export const ROLES = EDITIONS.filter((edition): edition is Role => edition !== 'public');

/** A city's own sign-in (OpenID Connect). */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** On the button, e.g. the name of the city. */
  label: string;
  /** Claim that holds groups or roles, and which of them lets in as what. */
  roleClaim: string | null;
  roles: ReadonlyMap<string, Role>;
}

/** The variables of it. */
export const oidcSettings = {
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_LABEL: z.string().optional(),
  OIDC_ROLE_CLAIM: z.string().optional(),
  OIDC_ROLES: z.string().optional(),
};

type Given = { [name in keyof typeof oidcSettings]?: string | undefined } & { BASE_URL?: string | undefined };

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function readRoles(text: string): ReadonlyMap<string, Role> | null {
  const roles = new Map<string, Role>();
  for (const part of text.split(',')) {
    const [value = '', name] = part.split('=').map((side) => side.trim());
    const role = ROLES.find((one) => one === name);
    if (value === '' || role === undefined) return null;
    roles.set(value, role);
  }
  return roles;
}

/** @returns the settings, null where none are given, or what is wrong with them */
export function readOidc(env: Given): OidcSettings | null | string {
  if (env.OIDC_ISSUER === undefined) return null;
  const { hostname, protocol } = new URL(env.OIDC_ISSUER);
  if (protocol !== 'https:' && !LOOPBACK.test(hostname)) return 'OIDC_ISSUER must be https';
  if (!env.OIDC_CLIENT_ID) return 'OIDC_CLIENT_ID is missing';
  if (!env.OIDC_CLIENT_SECRET) return 'OIDC_CLIENT_SECRET is missing';
  // The issuer sends people back to an address that was agreed with it; the Host header of a request must not choose it.
  if (!env.BASE_URL) return 'BASE_URL is missing, which OIDC_ISSUER needs';
  const roles = env.OIDC_ROLES === undefined ? new Map<string, Role>() : readRoles(env.OIDC_ROLES);
  if (!roles) return `OIDC_ROLES must look like group=planner,other=admin`;
  return {
    issuer: env.OIDC_ISSUER.replace(/\/+$/, ''),
    clientId: env.OIDC_CLIENT_ID,
    clientSecret: env.OIDC_CLIENT_SECRET,
    label: env.OIDC_LABEL ?? hostname,
    roleClaim: env.OIDC_ROLE_CLAIM ?? null,
    roles,
  };
}
