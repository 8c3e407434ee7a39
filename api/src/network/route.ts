import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { ZONES } from '@quartierblick/gis/network/answers.ts';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import type { FactsCache } from '../layers/facts.ts';
import { isHeld } from '../layers/tags.ts';
import { newRouter } from '../openapi/router.ts';
import { json, notModified, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { CONTENT, contentVersions } from './content.ts';
import type { Content } from './content.ts';
import { withMembers } from './json.ts';
import { originOf } from './provenance.ts';
import type { Origin } from './provenance.ts';
import { demandSchema, placesSchema, streetsSchema } from './schemas.ts';
import type { WalkNetwork } from './service.ts';

const common = { tags: ['network'], ...access('public') };

const streetsRoute = createRoute({
  method: 'get',
  path: '/network/streets',
  ...common,
  ...summary(
    'Straßen, Wege und Querungen für das Wegenetz zu Fuß',
    'Streets, paths and crossings for the walking network',
  ),
  responses: { 200: json(streetsSchema, 'What the walking network is built from'), ...notModified, ...problems() },
});
const placesRoute = createRoute({
  method: 'get',
  path: '/network/places',
  ...common,
  ...summary('Spielplätze mit Zugängen und andere Ziele zu Fuß', 'Playgrounds with gates and other places to walk to'),
  responses: { 200: json(placesSchema, 'Playgrounds, offers by site, stops'), ...notModified, ...problems() },
});
const demandRoute = createRoute({
  method: 'get',
  path: '/network/demand',
  ...common,
  ...summary('Kinder nach Alter, wo sie wohnen (modelliert)', 'Children by age where they live (modelled)'),
  request: {
    query: z.strictObject({
      zones: z
        .enum(ZONES)
        .default('grid')
        .openapi({ description: 'Where the people come from: cells of the population grid, or statistical units' }),
    }),
  },
  responses: { 200: json(demandSchema, 'Gathered on pieces of street'), ...notModified, ...problems(400) },
});

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** What everyone needs to compute on foot: the same data as on the map, for reachability and coverage in the page. */
export function networkRoutes({ db: { sql } }: AppDeps, facts: FactsCache, network: WalkNetwork) {
  /** The answer with its provenance; 304 where the caller has it. The figures are made in another thread and pass as bytes. */
  async function answer(c: Context, content: Content, say: (origin: Origin) => object) {
    const wanted = (await contentVersions(sql))[content];
    const origin = await originOf(sql, facts, CONTENT[content]);
    const said = say(origin);
    if (isHeld(c, wanted, said)) return c.body(null, 304);
    const { version, json: members } = await network.content(content, wanted);
    const { source, demo } = origin;
    return c.body(withMembers({ version, source, demo, ...said }, members) as Uint8Array<ArrayBuffer>, 200, JSON_TYPE);
  }

  return newRouter()
    .openapi(streetsRoute, (c) => {
      const [streets] = CONTENT.streets;
      return answer(c, 'streets', ({ asOf }) => ({ asOf: asOf(streets) }));
    })
    .openapi(placesRoute, (c) => {
      const [playgrounds, offers, stops] = CONTENT.places;
      return answer(c, 'places', ({ asOf }) => ({
        asOf: { playgrounds: asOf(playgrounds), offers: asOf(offers), stops: asOf(stops) },
      }));
    })
    .openapi(demandRoute, (c) => {
      const grid = c.req.valid('query').zones === 'grid';
      const [, people] = grid ? CONTENT['demand-grid'] : CONTENT['demand-units'];
      return answer(c, grid ? 'demand-grid' : 'demand-units', ({ asOf }) => ({ asOf: asOf(people) }));
    });
}
