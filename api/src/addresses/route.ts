import { createRoute, z } from '@hono/zod-openapi';
import { addresses } from '@quartierblick/gis/layers/addresses/layer.ts';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import { searchText, wholeNumber } from '../layers/parameters.ts';
import { isHeld } from '../layers/tags.ts';
import { layerVersion } from '../layers/versions.ts';
import { newRouter } from '../openapi/router.ts';
import { json, notModified, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import type { AddressSearch } from './service.ts';

const addressHit = z
  .object({
    id: z.number().openapi({ description: 'Id of the feature in the layer `addresses`' }),
    key: z.string(),
    label: z.string().openapi({ description: 'In one line', example: 'Bornstraße 52, 44145 Dortmund' }),
    street: z.string(),
    number: z.string().openapi({ description: 'House number with its suffix', example: '52a' }),
    postcode: z.string().nullable(),
    place: z.string().nullable(),
    lon: z.number().openapi({ description: 'WGS 84, degrees' }),
    lat: z.number().openapi({ description: 'WGS 84, degrees' }),
    score: z.number().openapi({ minimum: 0, maximum: 1, description: 'How well it fits: 1 is what was written' }),
    exact: z.boolean().openapi({
      description:
        'false: spelled otherwise, another house number of the street, or a house that stands for the street; to be confirmed',
    }),
  })
  .openapi('AddressHit');

const addressesRoute = createRoute({
  method: 'get',
  path: '/addresses',
  tags: ['search'],
  ...summary('Adressen finden, auch falsch geschriebene', 'Find addresses, misspelled ones too'),
  ...access('public'),
  request: {
    query: z.strictObject({
      q: searchText.openapi({
        description: 'Street and house number, with postcode and place if need be',
        example: 'Bronstr 52',
      }),
      limit: wholeNumber(1, 50, 10, 'Most addresses to return'),
    }),
  },
  responses: {
    200: json(z.array(addressHit), 'Addresses that may be meant, best first; empty where none comes close'),
    ...notModified,
    ...problems(400),
  },
});

/** The local address table, searched by what people write. */
export function addressRoutes({ db: { sql } }: AppDeps, search: AddressSearch) {
  return newRouter().openapi(addressesRoute, async (c) => {
    const { q, limit } = c.req.valid('query');
    const version = await layerVersion(sql, addresses.id);
    if (isHeld(c, version)) return c.body(null, 304);
    return c.json(await search.find(q, version, limit), 200);
  });
}
