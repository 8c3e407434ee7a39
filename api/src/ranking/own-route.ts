import { createRoute, z } from '@hono/zod-openapi';
import { randomUUID } from 'node:crypto';
import type { RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import { criterionOf, ownCriterion, problemWith } from '@quartierblick/gis/ranking/own-criterion.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import { actAs, occasionOf } from '../audit/actor.ts';
import type { Sql, SqlLike } from '../db.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { readOwnCriteria } from './own.ts';

const criterionSchema = z.unknown().openapi('OwnCriterion', {
  type: 'object',
  description: 'Criterion of gis/ranking/criterion.ts, with its key and version under `own`',
});
const bounds = z.tuple([z.number(), z.number()]);
const rawValue = z.union([z.number(), z.string().max(40), bounds, z.null()]);
const valuesSchema = z
  .strictObject({ values: z.record(z.string().min(1).max(200), rawValue) })
  .openapi('OwnCriterionValues', { description: 'By case; null takes a value away' });

const params = z.object({ key: z.uuid().openapi({ param: { name: 'key', in: 'path' } }) });
const body = { required: true, content: { 'application/json': { schema: ownCriterion } } } as const;
const common = { tags: ['ranking'], ...access('planner') };
const path = '/ranking/criteria/{key}';

const listRoute = createRoute({
  method: 'get',
  path: '/ranking/criteria',
  ...common,
  ...summary('Eigene Kriterien mit ihren Werten', 'Own criteria with their values'),
  responses: {
    200: json(z.unknown().openapi({ type: 'array', items: {} }), 'Criteria and values by case'),
    ...problems(401, 403),
  },
});
const addRoute = createRoute({
  method: 'post',
  path: '/ranking/criteria',
  ...common,
  ...summary('Ein eigenes Kriterium anlegen', 'Add an own criterion'),
  request: { body },
  responses: { 201: json(criterionSchema, 'Added, without any weight'), ...problems(400, 401, 403, 409) },
});
const changeRoute = createRoute({
  method: 'put',
  path,
  ...common,
  ...summary('Ein eigenes Kriterium ändern', 'Change an own criterion'),
  request: { params, headers: ifMatchHeader, body },
  responses: { 200: json(criterionSchema, 'Changed'), ...problems(400, 401, 403, 404, 412, 422, 428) },
});
const deleteRoute = createRoute({
  method: 'delete',
  path,
  ...common,
  ...summary('Ein eigenes Kriterium löschen', 'Delete an own criterion'),
  request: { params, headers: ifMatchHeader },
  responses: { 204: { description: 'Deleted with its values' }, ...problems(400, 401, 403, 404, 412, 428) },
});
const valuesRoute = createRoute({
  method: 'put',
  path: `${path}/values`,
  ...common,
  ...summary('Werte eines eigenen Kriteriums setzen', 'Set values of an own criterion'),
  request: { params, body: { required: true, content: { 'application/json': { schema: valuesSchema } } } },
  responses: {
    200: json(z.object({ changed: z.int() }), 'All of them, or none'),
    ...problems(400, 401, 403, 404, 422),
  },
});

/** Own criteria of a city; more is a sign that something else is meant. */
const MOST = 50;

const unknownCriterion = () =>
  new Problem({
    status: 404,
    type: 'unknown-criterion',
    title: { de: 'Dieses Kriterium gibt es nicht', en: 'There is no such criterion' },
  });

async function refuseStale(sql: SqlLike, key: string): Promise<never> {
  const found = (await readOwnCriteria(sql)).find(({ criterion }) => criterion.own?.key === key);
  if (!found) throw unknownCriterion();
  throw new Problem({
    status: 412,
    type: 'stale',
    title: { de: 'Das Kriterium wurde inzwischen geändert', en: 'The criterion has been changed meanwhile' },
    detail: { de: 'Bitte neu laden.', en: 'Please load it again.' },
    extra: { current: found.criterion },
  });
}

/** Values that do not fit are refused together, each named, and nothing is written. */
function refuseUnfit(criterion: Parameters<typeof problemWith>[0], values: Record<string, RawValue>): void {
  const errors = Object.entries(values).flatMap(([key, value]) => {
    const what = problemWith(criterion, value);
    return what ? [{ case: key, problem: what }] : [];
  });
  if (errors.length === 0) return;
  throw new Problem({
    status: 422,
    type: 'invalid-values',
    title: { de: 'Werte passen nicht zum Kriterium', en: 'Values do not fit the criterion' },
    detail: {
      de: `${errors.length} Werte sind keine Zahl, keine Stufe dieses Kriteriums oder verkehrte Grenzen. Nichts wurde gespeichert.`,
      en: `${errors.length} values are no number, no grade of this criterion, or bounds the wrong way round. Nothing was saved.`,
    },
    extra: { values: errors },
  });
}

/** A value of a case that there is not would be kept where nobody sees it; taking such a one away is fine. */
async function refuseUnknownCases(tx: SqlLike, values: Record<string, RawValue>): Promise<void> {
  const given = Object.keys(values).filter((key) => values[key] !== null);
  const unknown = await tx<{ key: string }[]>`
    select key from unnest(${given}::text[]) with ordinality as g(key, n)
    where not exists (select from properties p where p.key = g.key) order by n
  `;
  if (unknown.length === 0) return;
  throw new Problem({
    status: 422,
    type: 'invalid-values',
    title: { de: 'Werte für unbekannte Fälle', en: 'Values of unknown cases' },
    detail: {
      de: `${unknown.length} Fälle gibt es nicht (mehr). Nichts wurde gespeichert. Bitte neu laden.`,
      en: `${unknown.length} cases do not exist (any more). Nothing was saved. Please load again.`,
    },
    extra: { values: unknown.map(({ key }) => ({ case: key, problem: 'case' })) },
  });
}

async function writeValues(tx: SqlLike, key: string, values: Record<string, RawValue>, by: string): Promise<number> {
  const gone = Object.keys(values).filter((property) => values[property] === null);
  const rows = Object.entries(values).flatMap(([property, value]) =>
    value === null ? [] : [{ key: `${key}/${property}`, criterion_key: key, property_key: property, value }],
  );
  const removed =
    await tx`delete from ranking_values where criterion_key = ${key} and property_key = any(${gone}::text[])`;
  const written = await tx`
    insert into ranking_values as v (key, criterion_key, property_key, value, changed_by)
    select r.key, r.criterion_key, r.property_key, r.value, ${by}
    from jsonb_to_recordset(${tx.json(rows as never)}) as r(key text, criterion_key uuid, property_key text, value jsonb)
    on conflict (key) do update set value = excluded.value, changed_by = excluded.changed_by
    where v.value is distinct from excluded.value
  `;
  return removed.count + written.count;
}

async function read(sql: Sql | SqlLike, key: string) {
  const found = (await readOwnCriteria(sql)).find(({ criterion }) => criterion.own?.key === key);
  if (!found) throw unknownCriterion();
  return found;
}

/** Criteria that planners make themselves: a number or a grade per case. */
export function ownCriterionRoutes({ db }: AppDeps) {
  const { sql } = db;
  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json(await readOwnCriteria(sql), 200);
    })
    .openapi(addRoute, async (c) => {
      const definition = c.req.valid('json');
      const key = randomUUID();
      const made = await sql.begin(async (tx) => {
        await actAs(tx, identityOf(c), occasionOf(c));
        return await tx`
          insert into ranking_criteria (key, definition, changed_by)
          select ${key}, ${tx.json(definition)}, ${identityOf(c).name}
          where (select count(*) from ranking_criteria) < ${MOST}
        `;
      });
      if (made.count === 0) {
        throw new Problem({
          status: 409,
          type: 'too-many-criteria',
          title: { de: 'Es sind schon sehr viele eigene Kriterien', en: 'There are very many own criteria already' },
          detail: { de: 'Bitte erst eines löschen.', en: 'Please delete one first.' },
        });
      }
      c.header('ETag', etag(1));
      return c.json(criterionOf({ key, version: 1, definition }), 201);
    })
    .openapi(changeRoute, async (c) => {
      const { key } = c.req.valid('param');
      const definition = c.req.valid('json');
      const seen = baseVersion(c);
      await sql.begin(async (tx) => {
        await actAs(tx, identityOf(c), occasionOf(c));
        // Values that the new scale does not know would turn into missing ones unseen.
        refuseUnfit(definition, (await read(tx, key)).values);
        const changed = await tx`
          update ranking_criteria set definition = ${tx.json(definition)} where key = ${key} and version = ${seen}
        `;
        if (changed.count === 0) await refuseStale(tx, key);
      });
      const { criterion } = await read(sql, key);
      c.header('ETag', etag(criterion.own?.version ?? 1));
      return c.json(criterion, 200);
    })
    .openapi(deleteRoute, async (c) => {
      const { key } = c.req.valid('param');
      const seen = baseVersion(c);
      await sql.begin(async (tx) => {
        await actAs(tx, identityOf(c), occasionOf(c));
        const gone = await tx`delete from ranking_criteria where key = ${key} and version = ${seen}`;
        if (gone.count === 0) await refuseStale(tx, key);
      });
      return c.body(null, 204);
    })
    .openapi(valuesRoute, async (c) => {
      const { key } = c.req.valid('param');
      const values = c.req.valid('json').values as Record<string, RawValue>;
      const changed = await sql.begin(async (tx) => {
        await actAs(tx, identityOf(c), occasionOf(c));
        refuseUnfit((await read(tx, key)).criterion, values);
        await refuseUnknownCases(tx, values);
        return await writeValues(tx, key, values, identityOf(c).name);
      });
      return c.json({ changed }, 200);
    });
}
