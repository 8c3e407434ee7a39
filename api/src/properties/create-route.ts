import { createRoute, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import { occasionOf } from '../audit/actor.ts';
import type { AppDeps } from '../deps.ts';
import { invalidParameter } from '../layers/access.ts';
import { newRouter } from '../openapi/router.ts';
import { geometrySchema, json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { readCaseFile } from './case-file.ts';
import { changeCases } from './changed.ts';
import { createCase } from './create.ts';
import { CASES, changesSchema, givenText, keySchema } from './declared.ts';
import { etag } from './if-match.ts';
import { placeOfBuilding, placeOfGeometry } from './place.ts';
import { caseFileSchema } from './schemas.ts';

const newCaseSchema = z
  .strictObject({
    properties: changesSchema(CASES).default({}),
    buildingKey: keySchema
      .optional()
      .openapi({ description: 'Key of a building, e.g. of a hit of the address search' }),
    geometry: geometrySchema.optional(),
    reason: givenText.optional(),
  })
  .refine(({ buildingKey, geometry }) => (buildingKey === undefined) !== (geometry === undefined), {
    path: ['buildingKey'],
    message: 'expected either buildingKey or geometry',
  })
  .openapi('NewCase');

const createCaseRoute = createRoute({
  method: 'post',
  path: '/properties',
  tags: ['properties'],
  ...summary('Einen Fall anlegen', 'Record a case'),
  ...access('planner'),
  request: { body: { required: true, content: { 'application/json': { schema: newCaseSchema } } } },
  responses: {
    201: json(caseFileSchema, 'The case file; its address stands in Location'),
    ...problems(400, 401, 403, 409, 422),
  },
});

/** How the first findings of a case name their source and reason where the planner gives none. */
const FIRST = 'Ersterfassung';

/** Recording cases, on a building of the address search or in a drawn outline. */
export function createCaseRoutes({ db }: AppDeps) {
  return newRouter().openapi(createCaseRoute, async (c) => {
    const { properties: fields, buildingKey, geometry, reason } = c.req.valid('json');
    const who = identityOf(c);
    const key = await changeCases(db, who, occasionOf(c, reason), async (tx, changes) => {
      const place = geometry ? await placeOfGeometry(tx, geometry) : await placeOfBuilding(tx, buildingKey ?? '');
      if (!place.address && !fields['address']) throw invalidParameter('properties.address', 'is required');
      return createCase(tx, changes, { fields, place, author: who.name, source: FIRST, reason: reason ?? FIRST });
    });
    const file = await readCaseFile(db.sql, key);
    c.header('ETag', etag(file.version));
    c.header('Location', `/api/properties/${encodeURIComponent(key)}`);
    return c.json(file as z.infer<typeof caseFileSchema>, 201);
  });
}
