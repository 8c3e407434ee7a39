import { describe, expect, it } from 'vitest';
import { roleByClaim } from './admit.ts';
import type { OidcSettings } from './oidc-settings.ts';

const settings = (roleClaim: string | null): OidcSettings => ({
  issuer: 'https://login.city.example',
  clientId: 'quartierblick',
  clientSecret: 'x',
  label: 'City',
  roleClaim,
  roles: new Map([
    ['stadterneuerung', 'planner'],
    ['it', 'admin'],
    ['rat', 'steering'],
  ] as const),
});

describe('roleByClaim', () => {
  it.each([
    ['groups', { groups: ['rat', 'it', 'sport'] }, 'admin'],
    ['groups', { groups: 'stadterneuerung' }, 'planner'],
    ['groups', { groups: ['IT', 'it2', ''] }, null],
    ['groups', { groups: { it: true } }, null],
    ['groups', {}, null],
    [null, { groups: ['it'] }, null],
    ['realm_access.roles', { realm_access: { roles: ['rat'] } }, 'steering'],
    ['realm_access.roles', { realm_access: 'it' }, null],
    ['https://city.example/roles', { 'https://city.example/roles': ['it'] }, 'admin'],
  ])('%s of %j gives %s', (claim, claims, role) => {
    expect(roleByClaim(claims, settings(claim))).toBe(role);
  });
});
