import { createRoute, z } from '@hono/zod-openapi';
import { dataHash } from '@quartierblick/gis/ranking/hash.ts';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import type { WalkNetwork } from '../network/service.ts';
import { readRankingData } from './data.ts';
import { readOnFoot } from './facts/on-foot.ts';

const dataSchema = z.unknown().openapi('RankingData', {
  type: 'object',
  description: 'Criteria, cases and one raw value of each: RankingData of gis/ranking/data.ts',
});

const dataRoute = createRoute({
  method: 'get',
  path: '/ranking',
  tags: ['ranking'],
  ...summary('Woraus die Rangfolge berechnet wird', 'What the ranking is computed from'),
  ...access('planner'),
  responses: {
    200: json(dataSchema, 'The tag names the figures: SHA-256 of their canonical JSON'),
    ...problems(401, 403),
  },
});

/** The figures of the ranking; what follows from them is computed in the page. */
export function rankingDataRoutes({ db }: AppDeps, network: WalkNetwork) {
  return newRouter().openapi(dataRoute, async (c) => {
    const data = await readRankingData(db.sql, await readOnFoot(db.sql, network));
    c.header('Cache-Control', 'no-store');
    c.header('ETag', `"${await dataHash(data)}"`);
    return c.json(data, 200);
  });
}
