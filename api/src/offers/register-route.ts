import { createRoute, z } from '@hono/zod-openapi';
import { offersAtSites } from '@quartierblick/gis/layers/offers/layer.ts';
import { offerRegister } from '@quartierblick/gis/layers/offers/register.ts';
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
import type { EnteredOffer } from './rules.ts';
import { addOffer, changeOffer, deleteOffer, readProviders, readRegister } from './register.ts';

const row = z.object({ key: z.string(), version: z.int(), fields: z.record(z.string(), z.unknown()) });
const offerSchema = row.extend({ demo: z.boolean(), runs: z.array(row) }).openapi('RegisteredOffer');
const registerSchema = z.object({ offers: z.array(offerSchema), providers: z.array(row) }).openapi('OfferRegister');

/** Most sites at which one offer runs; a city has a few hundred sites. */
const MOST_RUNS = 500;
const runSchema = z.intersection(z.object({ key: keySchema.optional() }), z.record(z.string(), z.unknown()));
const enteredSchema = z
  .strictObject({
    offer: changesSchema(offerRegister),
    runs: z.array(runSchema).max(MOST_RUNS),
  })
  .openapi('EnteredOffer');
const RUN = changesSchema(offersAtSites, { offer_key: 'follows from the offer' });

/** Parses the fields of each run; the key says which run it was. @throws Problem 400 that names every path */
function entered({ offer, runs }: z.infer<typeof enteredSchema>): EnteredOffer {
  const issues: { path: PropertyKey[]; message: string }[] = [];
  const parsed = runs.map(({ key, ...fields }, i) => {
    const { success, data, error } = RUN.safeParse(fields);
    if (!success) issues.push(...error.issues.map(({ path, message }) => ({ path: ['runs', i, ...path], message })));
    return { ...data, ...(key !== undefined && { key }) };
  });
  if (issues.length > 0) throw validationProblem(issues);
  return { offer, runs: parsed };
}

const common = { tags: ['offers'], ...access('steering') };
const params = z.object({ key: keySchema.openapi({ param: { name: 'key', in: 'path' } }) });
const body = { required: true, content: { 'application/json': { schema: enteredSchema } } } as const;

const readRoute = createRoute({
  method: 'get',
  path: '/offer-register',
  ...common,
  ...summary('Das Register der Angebote', 'The register of offers'),
  responses: { 200: json(registerSchema, 'Offers with where they run, and providers'), ...problems(401, 403) },
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
    const [offer] = await readRegister(db.sql, key);
    if (!offer) throw new Error(`offer ${key} is gone`);
    return offer;
  };
  return newRouter()
    .openapi(readRoute, async (c) =>
      c.json({ offers: await readRegister(db.sql), providers: await readProviders(db.sql) }, 200),
    )
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
