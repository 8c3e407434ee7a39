import { createRoute, z } from '@hono/zod-openapi';
import { PROFILE_IDS } from '@quartierblick/gis/analysis/network/profiles.ts';
import { ROLES } from '@quartierblick/gis/walks/event.ts';
import { ITEM_KINDS } from '@quartierblick/gis/walks/plan.ts';
import { access } from '../auth/access.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import type { FactsCache } from '../layers/facts.ts';
import { newRouter } from '../openapi/router.ts';
import { boundsSchema, json, positionSchema, problems, textSchema } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { onlyDevices, walkDeviceOf } from './device.ts';
import { deviceHeader, walkParam } from './field-route.ts';
import { packFor } from './pack.ts';

const spanSchema = z.tuple([z.int(), z.int()]).openapi({
  ...{ type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 },
  description: 'First and last, both included',
});
const itemSchema = z.object({
  id: z.string(),
  kind: z.enum(ITEM_KINDS),
  title: textSchema,
  picture: z.string().nullable(),
  options: z.array(z.object({ id: z.string(), title: textSchema, picture: z.string().nullable() })).readonly(),
  unit: z.string().nullable(),
});
const planSchema = z
  .object({
    v: z.literal(1),
    walk: z.string(),
    version: z.int(),
    title: z.string(),
    purpose: z.string().nullable(),
    startsAt: z.string(),
    endsAt: z.string(),
    meetingPoint: z.string().nullable(),
    theme: z.string().nullable().optional(),
    profile: z.enum(PROFILE_IDS),
    roles: z.array(z.enum(ROLES)).readonly(),
    stops: z
      .array(
        z.object({
          ...{ key: z.string(), position: z.int(), name: z.string(), lon: z.number(), lat: z.number() },
          ...{ cards: z.array(z.string()).readonly(), minutes: z.number() },
        }),
      )
      .readonly(),
    cards: z
      .array(
        z.object({
          ...{ key: z.string(), title: textSchema, theme: z.string().nullable() },
          ...{ roles: z.array(z.enum(ROLES)).readonly(), items: z.array(itemSchema).readonly() },
        }),
      )
      .readonly(),
    route: z
      .object({
        line: z.array(positionSchema.readonly()).readonly(),
        legs: z
          .array(z.object({ from: z.string(), to: z.string(), metres: z.number(), seconds: z.number() }))
          .readonly(),
        metres: z.number(),
        seconds: z.number(),
      })
      .nullable(),
  })
  .openapi('WalkPlan');
const packSchema = z
  .object({
    v: z.literal(1),
    plan: planSchema,
    device: z.object({ key: z.string(), may: z.enum(['add', 'edit']), role: z.enum(ROLES) }),
    box: boundsSchema.readonly(),
    layers: z
      .array(
        z.object({
          id: z.string(),
          tiles: z.string(),
          minzoom: z.int(),
          maxzoom: z.int(),
          ranges: z.array(z.object({ z: z.int(), x: spanSchema.readonly(), y: spanSchema.readonly() })).readonly(),
        }),
      )
      .readonly(),
    attributions: z.array(z.string()).readonly(),
    measures: z
      .array(
        z.object({
          ...{ key: z.string(), number: z.int(), title: z.string(), theme: z.string().nullable() },
          ...{ lon: z.number(), lat: z.number(), before: z.string().nullable() },
        }),
      )
      .readonly()
      .openapi({ description: 'Open measures near the walk; only for devices that may edit' }),
  })
  .openapi('WalkPack');

/** What a device takes along, for the device that joined. */
export function walkPackRoutes({ db }: AppDeps, facts: FactsCache) {
  const packRoute = createRoute({
    method: 'get',
    path: '/field/{walk}/pack',
    tags: ['walks'],
    ...access('public'),
    middleware: [access('public').middleware, onlyDevices(db.sql)],
    ...summary('Was ein Gerät auf einen Gang mitnimmt', 'What a device takes along on a walk'),
    request: { params: z.object({ walk: walkParam }), headers: deviceHeader },
    responses: { 200: json(packSchema, 'Plan, and which tiles of the map'), ...problems(400, 404) },
  });
  return newRouter().openapi(packRoute, async (c) => {
    c.header('Cache-Control', CACHE.none);
    return c.json(await packFor(db, facts, walkDeviceOf(c)), 200);
  });
}
