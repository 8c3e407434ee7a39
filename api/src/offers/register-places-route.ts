import { createRoute, z } from '@hono/zod-openapi';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import { offerProviders } from '@quartierblick/gis/layers/offers/register.ts';
import { occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { changesSchema, keySchema } from '../properties/declared.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { addProvider, addSite, changeProvider, changeSite } from './register-places.ts';
import { readProviders, readSiteRows } from './register-read.ts';
import { rowSchema, siteSchema } from './register-schemas.ts';

const point = z
  .strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
  .openapi({ description: 'WGS 84, degrees; within the project’s area or its surroundings' });
const providerBody = z.strictObject({ provider: changesSchema(offerProviders) }).openapi('EnteredProvider');
const siteBody = z.strictObject({ site: changesSchema(offers.dataset), point }).openapi('EnteredSite');
const movedBody = z
  .strictObject({ site: changesSchema(offers.dataset), point: point.optional() })
  .openapi('ChangedSite');

const common = { tags: ['offers'], ...access('steering') };
const params = z.object({ key: keySchema.openapi({ param: { name: 'key', in: 'path' } }) });

const addProviderRoute = createRoute({
  method: 'post',
  path: '/offer-register/providers',
  ...common,
  ...summary('Einen Träger anlegen', 'Add a provider'),
  request: { body: jsonBody(providerBody) },
  responses: { 201: json(rowSchema, 'The provider'), ...problems(400, 401, 403) },
});
const changeProviderRoute = createRoute({
  method: 'put',
  path: '/offer-register/providers/{key}',
  ...common,
  ...summary('Einen Träger ändern', 'Change a provider'),
  request: { params, headers: ifMatchHeader, body: jsonBody(providerBody) },
  responses: { 200: json(rowSchema, 'The provider as it is now'), ...problems(400, 401, 403, 404, 412, 428) },
});
const addSiteRoute = createRoute({
  method: 'post',
  path: '/offer-register/sites',
  ...common,
  ...summary('Einen Standort anlegen', 'Add a site'),
  request: { body: jsonBody(siteBody) },
  responses: { 201: json(siteSchema, 'The site'), ...problems(400, 401, 403) },
});
const changeSiteRoute = createRoute({
  method: 'put',
  path: '/offer-register/sites/{key}',
  ...common,
  ...summary('Einen Standort ändern', 'Change a site'),
  request: { params, headers: ifMatchHeader, body: jsonBody(movedBody) },
  responses: { 200: json(siteSchema, 'The site as it is now'), ...problems(400, 401, 403, 404, 412, 428) },
});

/** Providers and sites of the register, for the Steuerungsgruppe and planners. */
export function registerPlacesRoutes({ db }: AppDeps) {
  async function one<R>(rows: Promise<R[]>): Promise<R> {
    const [row] = await rows;
    if (!row) throw new Error('what was written is gone');
    return row;
  }
  return newRouter()
    .openapi(addProviderRoute, async (c) => {
      const { provider } = c.req.valid('json');
      const row = await one(readProviders(db.sql, await addProvider(db, identityOf(c), occasionOf(c), provider)));
      c.header('ETag', etag(row.version));
      return c.json(row, 201);
    })
    .openapi(changeProviderRoute, async (c) => {
      const edit = { ...c.req.valid('param'), seen: baseVersion(c), ...c.req.valid('json') };
      await changeProvider(db, identityOf(c), occasionOf(c), edit);
      const row = await one(readProviders(db.sql, edit.key));
      c.header('ETag', etag(row.version));
      return c.json(row, 200);
    })
    .openapi(addSiteRoute, async (c) => {
      const row = await one(readSiteRows(db.sql, await addSite(db, identityOf(c), occasionOf(c), c.req.valid('json'))));
      c.header('ETag', etag(row.version));
      return c.json(row, 201);
    })
    .openapi(changeSiteRoute, async (c) => {
      const edit = { ...c.req.valid('param'), seen: baseVersion(c), ...c.req.valid('json') };
      await changeSite(db, identityOf(c), occasionOf(c), edit);
      const row = await one(readSiteRows(db.sql, edit.key));
      c.header('ETag', etag(row.version));
      return c.json(row, 200);
    });
}
