import { createRoute, z } from '@hono/zod-openapi';
import { offersAtSites } from '@quartierblick/gis/layers/offers/layer.ts';
import { offerRegister, offerTexts } from '@quartierblick/gis/layers/offers/register.ts';
import { occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { validationProblem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { changesSchema, keySchema } from '../properties/declared.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { readProviders, readRegister, readSiteRows } from './register-read.ts';
import { offerSchema, rowSchema, siteSchema } from './register-schemas.ts';
import { addOffer, changeOffer, deleteOffer, noSuchOffer } from './register.ts';
import type { EnteredOffer } from './rules.ts';

const registerSchema = z
  .object({ offers: z.array(offerSchema), providers: z.array(rowSchema), sites: z.array(siteSchema) })
  .openapi('OfferRegister');

/** Most sites at which one offer runs; a city has a few hundred sites. */
const MOST_RUNS = 500;
/** Most texts of one offer; ISO 639-1 has fewer languages. */
const MOST_TEXTS = 200;
const partSchema = z.intersection(z.object({ key: keySchema.optional() }), z.record(z.string(), z.unknown()));
const enteredSchema = z
  .strictObject({
    offer: changesSchema(offerRegister),
    runs: z.array(partSchema).max(MOST_RUNS),
    texts: z.array(partSchema).max(MOST_TEXTS).optional(),
  })
  .openapi('EnteredOffer');
const OF_OFFER = { offer_key: 'follows from the offer' };
const PARTS = { runs: changesSchema(offersAtSites, OF_OFFER), texts: changesSchema(offerTexts, OF_OFFER) };

/** Parses the fields of each run and text; the key says which it was. @throws Problem 400 that names every path */
function entered({ offer, runs, texts }: z.infer<typeof enteredSchema>): EnteredOffer {
  const issues: { path: PropertyKey[]; message: string }[] = [];
  const parse = (name: keyof typeof PARTS, rows: typeof runs) =>
    rows.map(({ key, ...fields }, i) => {
      const { success, data, error } = PARTS[name].safeParse(fields);
      if (!success) issues.push(...error.issues.map(({ path, message }) => ({ path: [name, i, ...path], message })));
      return { ...data, ...(key !== undefined && { key }) };
    });
  const parsed = { offer, runs: parse('runs', runs), texts: texts && parse('texts', texts) };
  if (issues.length > 0) throw validationProblem(issues);
  return parsed;
}

const common = { tags: ['offers'], ...access('steering') };
const params = z.object({ key: keySchema.openapi({ param: { name: 'key', in: 'path' } }) });
const body = { required: true, content: { 'application/json': { schema: enteredSchema } } } as const;

const readRoute = createRoute({
  method: 'get',
  path: '/offer-register',
  ...common,
  ...summary('Das Register der Angebote', 'The register of offers'),
  responses: {
    200: json(registerSchema, 'Offers with where they run and their texts, providers and sites'),
    ...problems(401, 403),
  },
});
const oneRoute = createRoute({
  method: 'get',
  path: '/offer-register/{key}',
  ...common,
  ...summary('Ein Angebot des Registers', 'One offer of the register'),
  request: { params },
  responses: { 200: json(offerSchema, 'The offer'), ...problems(400, 401, 403, 404) },
});
const addRoute = createRoute({
  method: 'post',
  path: '/offer-register',
  ...common,
  ...summary('Ein Angebot anlegen', 'Add an offer'),
  request: { body },
  responses: { 201: json(offerSchema, 'The offer'), ...problems(400, 401, 403) },
});
const changeRoute = createRoute({
  method: 'put',
  path: '/offer-register/{key}',
  ...common,
  ...summary('Ein Angebot ändern', 'Change an offer'),
  request: { params, headers: ifMatchHeader, body },
  responses: { 200: json(offerSchema, 'The offer as it is now'), ...problems(400, 401, 403, 404, 412, 428) },
});
const deleteRoute = createRoute({
  method: 'delete',
  path: '/offer-register/{key}',
  ...common,
  ...summary('Ein Angebot löschen', 'Delete an offer'),
  request: { params, headers: ifMatchHeader },
  responses: { 204: { description: 'Deleted' }, ...problems(400, 401, 403, 404, 412, 428) },
});

/** The register of offers, for the Steuerungsgruppe and planners. */
export function offerRegisterRoutes({ db }: AppDeps) {
  const one = async (key: string) => {
    const [offer] = await readRegister(db.sql, { key });
    if (!offer) throw noSuchOffer();
    return offer;
  };
  return newRouter()
    .openapi(readRoute, async (c) => {
      const { sql } = db;
      const [all, providers, sites] = [await readRegister(sql), await readProviders(sql), await readSiteRows(sql)];
      return c.json({ offers: all, providers, sites }, 200);
    })
    .openapi(oneRoute, async (c) => {
      const offer = await one(c.req.valid('param').key);
      c.header('ETag', etag(offer.version));
      return c.json(offer, 200);
    })
    .openapi(addRoute, async (c) => {
      const key = await addOffer(db, identityOf(c), occasionOf(c), entered(c.req.valid('json')));
      const offer = await one(key);
      c.header('ETag', etag(offer.version));
      return c.json(offer, 201);
    })
    .openapi(changeRoute, async (c) => {
      const { key } = c.req.valid('param');
      const edit = { key, seen: baseVersion(c), ...entered(c.req.valid('json')) };
      await changeOffer(db, identityOf(c), occasionOf(c), edit);
      const offer = await one(key);
      c.header('ETag', etag(offer.version));
      return c.json(offer, 200);
    })
    .openapi(deleteRoute, async (c) => {
      const { key } = c.req.valid('param');
      await deleteOffer(db, identityOf(c), occasionOf(c), { key, seen: baseVersion(c) });
      return c.body(null, 204);
    });
}
