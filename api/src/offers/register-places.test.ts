import { beforeEach, describe, expect, it } from 'vitest';
import type { OffersAnswer } from '@quartierblick/gis/offers/answer.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import type { RegisteredSite, RegisterRow } from './register-read.ts';

interface Problem {
  detail?: string;
  errors?: { path: string; message: string }[];
  conflicts?: object[];
}

describeOnEachDatabase('providers and sites of the register', (context) => {
  const ask = async <T>(
    method: string,
    path: string,
    body?: unknown,
    version?: number,
    as: 'public' | 'steering' = 'steering',
  ) => {
    const answer = await context()
      .appAs(as)
      .request(`/api${path}`, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(version !== undefined && { 'if-match': `"${version}"` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    return { status: answer.status, body: (await answer.json()) as T & Problem };
  };
  /** On the Nordmarkt. */
  const POINT = { lon: 7.4684, lat: 51.5246 };
  const SITE = { name: 'Treff am Markt', kind: 'family-centre', step_free: true };
  const register = async () =>
    (await ask<{ providers: RegisterRow[]; sites: RegisteredSite[] }>('GET', '/offer-register')).body;

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of ['offers_at_sites', 'offers', 'offer_providers', 'offer_sites', 'project'])
      await sql`delete from ${sql(table)}`;
    await sql`
      insert into project (name, bounds, surroundings, land, default_view)
      values (${sql.json({ de: 'Nordstadt', en: 'Nordstadt' })}, ${[7.44, 51.51, 7.49, 51.54]}, ${[7.3, 51.4, 7.6, 51.6]}, 'NW',
        ${sql.json({ center: [7.465, 51.525], zoom: 14 })})
    `;
  });

  it('a provider is added, told with the register, and changed by whoever saw its version', async () => {
    const { status, body } = await ask<RegisterRow>('POST', '/offer-register/providers', {
      provider: { name: 'Verein' },
    });
    expect([status, body]).toMatchObject([201, { version: 1, fields: { name: 'Verein' } }]);
    const path = `/offer-register/providers/${body.key}`;
    expect((await ask('PUT', path, { provider: { name: 'Neu' } })).status).toBe(428);
    const changed = await ask<RegisterRow>('PUT', path, { provider: { name: 'Neu', email: 'a@verein.example' } }, 1);
    expect([changed.status, changed.body.version]).toEqual([200, 2]);
    expect((await register()).providers).toMatchObject([{ version: 2, fields: { name: 'Neu' } }]);
    const late = await ask('PUT', path, { provider: { name: 'Anders' } }, 1);
    expect([late.status, late.body.conflicts]).toMatchObject([
      412,
      [{ field: 'name', yours: 'Anders', theirs: 'Neu' }],
    ]);
    expect((await ask('PUT', '/offer-register/providers/nobody', { provider: { name: 'x' } }, 1)).status).toBe(404);
  });

  it('a site stands where it was placed, on the map of everyone, and moves when it is placed anew', async () => {
    const { status, body } = await ask<RegisteredSite>('POST', '/offer-register/sites', { site: SITE, point: POINT });
    expect([status, body]).toMatchObject([201, { version: 1, ...POINT, fields: SITE }]);
    const shown = (await ask<OffersAnswer>('GET', '/offers', undefined, undefined, 'public')).body.sites;
    expect(shown).toMatchObject([{ key: body.key, name: 'Treff am Markt', stepFree: true }]);
    const [metres] = await context().db.sql<{ x: number; y: number }[]>`
      select st_x(p) as x, st_y(p) as y
      from st_transform(st_setsrid(st_makepoint(${POINT.lon}, ${POINT.lat}), 4326), 25832) p
    `;
    expect(shown[0]?.at[0]).toBeCloseTo(metres?.x ?? 0, 1);
    expect(shown[0]?.at[1]).toBeCloseTo(metres?.y ?? 0, 1);

    const path = `/offer-register/sites/${body.key}`;
    const moved = { lon: 7.47, lat: 51.53 };
    expect((await ask('PUT', path, { site: SITE, point: moved }, 1)).body).toMatchObject({ version: 2, ...moved });
    expect((await ask('PUT', path, { site: { ...SITE, name: 'Treff' } }, 2)).body).toMatchObject({
      version: 3,
      ...moved,
    });
    const late = await ask('PUT', path, { site: { ...SITE, name: 'Haus' } }, 1);
    expect([late.status, late.body.conflicts]).toMatchObject([
      412,
      [{ field: 'name', yours: 'Haus', theirs: 'Treff' }],
    ]);
  });

  describe('says what is wrong, and changes nothing', () => {
    it.each([
      ['site.name', { site: { ...SITE, name: '' }, point: POINT }],
      ['site.kind', { site: { ...SITE, kind: null }, point: POINT }],
      ['site.website', { site: { ...SITE, website: 'javascript:alert(1)' }, point: POINT }],
      ['point', { site: SITE, point: { lon: 13.4, lat: 52.5 } }],
      ['point', { site: SITE, point: { lon: 51.5246, lat: 7.4684 } }],
      ['point.lat', { site: SITE, point: { lon: 7.47, lat: 91 } }],
      ['point', { site: SITE }],
    ])('of a site: %s', async (path, entered) => {
      const { status, body } = await ask('POST', '/offer-register/sites', entered);
      expect([status, body.errors?.map((one) => one.path)]).toEqual([400, [path]]);
      expect((await register()).sites).toEqual([]);
    });

    it.each([
      ['provider.name', { name: ' ' }],
      ['provider.email', { name: 'Verein', email: 'verein' }],
      ['provider.website', { name: 'Verein', website: 'verein.example' }],
    ])('of a provider: %s', async (path, provider) => {
      const { status, body } = await ask('POST', '/offer-register/providers', { provider });
      expect([status, body.errors?.map((one) => one.path)]).toEqual([400, [path]]);
      expect((await register()).providers).toEqual([]);
    });
  });

  it('the public neither places sites nor adds providers', async () => {
    expect((await ask('POST', '/offer-register/sites', { site: SITE, point: POINT }, undefined, 'public')).status).toBe(
      401,
    );
    expect(
      (await ask('POST', '/offer-register/providers', { provider: { name: 'x' } }, undefined, 'public')).status,
    ).toBe(401);
    expect(await register()).toMatchObject({ sites: [], providers: [] });
  });
});
