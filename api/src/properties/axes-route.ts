import { createRoute, z } from '@hono/zod-openapi';
import { AXIS_VALUES } from '@quartierblick/gis/layers/properties/axes.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import { occasionOf } from '../audit/actor.ts';
import type { AppDeps } from '../deps.ts';
import { invalidParameter } from '../layers/access.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { keepFromImports, lockCase } from './case-row.ts';
import { changeCases } from './changed.ts';
import { CASES, givenText } from './declared.ts';
import { addFinding, historyAsJson } from './history.ts';
import type { HistoryEntry } from './history.ts';
import { baseVersion, etag } from './if-match.ts';
import { axisParam, caseKey, changedAxisSchema, ifMatchHeader } from './schemas.ts';
import { refuseStale } from './stale.ts';
import { today } from './today.ts';

const findingSchema = z
  .strictObject({
    value: z.string().openapi({ description: 'A code of the axis' }),
    validFrom: z.iso
      .date()
      .refine((day) => day >= '1900-01-01', 'expected a day from 1900-01-01')
      .openapi({ description: 'Since when it holds; not in the future' }),
    source: givenText,
    reason: givenText,
  })
  .openapi('NewFinding');

const axisRoute = createRoute({
  method: 'post',
  path: '/properties/{key}/axes/{axis}',
  tags: ['properties'],
  ...summary('Einen Wert auf einem Merkmal eintragen', 'Enter a value on an axis'),
  ...access('planner'),
  request: {
    params: z.object({ key: caseKey, axis: axisParam }),
    headers: ifMatchHeader,
    body: { required: true, content: { 'application/json': { schema: findingSchema } } },
  },
  responses: {
    200: json(changedAxisSchema, 'The case as it is now; a backdated entry changes the past only'),
    ...problems(400, 401, 403, 404, 412, 428),
  },
});

/** Values on the axes of a case: nothing is overwritten, every value keeps its date, source, author and reason. */
export function axisRoutes({ db }: AppDeps) {
  return newRouter().openapi(axisRoute, async (c) => {
    const { key, axis } = c.req.valid('param');
    const finding = c.req.valid('json');
    const codes = Object.keys(AXIS_VALUES[axis]);
    if (!codes.includes(finding.value)) throw invalidParameter('value', `expected one of ${codes.join(', ')}`);
    if (finding.validFrom > today()) throw invalidParameter('validFrom', 'lies in the future');
    const seen = baseVersion(c);
    const who = identityOf(c);
    const body = await changeCases(db, who, occasionOf(c, finding.reason), async (tx, touched) => {
      const before = await lockCase(tx, key);
      const current = { version: before.version, properties: before.fields };
      await refuseStale(tx, { entity: CASES.table, key, current, seen, changes: { [axis]: finding.value } });
      await keepFromImports(tx, before);
      await addFinding(tx, before, { axis, ...finding, author: who.name });
      const { version, fields } = await touched.settle(tx, before);
      const [row] = await tx<{ history: HistoryEntry[] }[]>`select ${historyAsJson(tx, key)} as history`;
      return { key, version, properties: fields, history: row?.history ?? [] };
    });
    c.header('ETag', etag(body.version));
    return c.json(body, 200);
  });
}
