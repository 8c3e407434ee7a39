import { createRoute, z } from '@hono/zod-openapi';
import { PARTICIPANTS } from '@quartierblick/gis/analysis/safety/accident.ts';
import { accidents } from '@quartierblick/gis/layers/accidents/layer.ts';
import type { AccidentsAnswer } from '@quartierblick/gis/safety/answer.ts';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import type { FactsCache } from '../layers/facts.ts';
import { bboxParam } from '../layers/parameters.ts';
import { isHeld } from '../layers/tags.ts';
import { layerVersion } from '../layers/versions.ts';
import { originOf } from '../network/provenance.ts';
import { newRouter } from '../openapi/router.ts';
import { json, notModified, problems, sourceSchema } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { countAccidents, readAccidents } from './accidents.ts';

/** More are no help on a screen about one street; the answer says how many there are. */
const MOST = 50_000;

const text = z.string().nullable();
const flag = z.boolean().nullable();

const answerSchema = z
  .object({
    version: z.string(),
    source: z.array(sourceSchema),
    demo: z.boolean().openapi({ description: 'Invented accidents of the demonstration are among them' }),
    asOf: text.openapi({ description: 'As-of date (YYYY-MM-DD); null: not known' }),
    years: z.array(z.int()).openapi({ description: 'Years with data; a year that is missing here is no zero' }),
    total: z.int().openapi({ description: `Accidents in the box, of which at most ${MOST} are listed` }),
    accidents: z.array(
      z.object({
        key: z.string(),
        at: z.array(z.number()).openapi({ minItems: 2, maxItems: 2, description: 'EPSG:25832: east, north, m' }),
        year: z.int(),
        month: z.int().nullable(),
        weekday: text.openapi({ description: '1 is Sunday' }),
        hour: z.int().nullable(),
        category: text.openapi({ description: '1 killed, 2 severely, 3 lightly injured' }),
        kind: text.openapi({ description: 'Unfallart' }),
        type: text.openapi({ description: 'Unfalltyp' }),
        light: text,
        roadState: text,
        with: z.object(Object.fromEntries(PARTICIPANTS.map((one) => [one, flag]))),
      }),
    ),
  })
  .openapi('SafetyAccidents');

const accidentsRoute = createRoute({
  method: 'get',
  path: '/safety/accidents',
  tags: ['safety'],
  ...summary(
    'Unfälle mit Personenschaden, wie die Auswertung einer Straße sie braucht',
    'Accidents with injury, as the analysis of a street needs them',
  ),
  ...access('public'),
  request: { query: z.strictObject({ bbox: bboxParam }) },
  responses: {
    200: json(answerSchema, 'Only accidents with injury; damage to property is not in the Unfallatlas'),
    ...notModified,
    ...problems(400),
  },
});

/** Accidents for the screen about one street; what follows from them is computed in the page. */
export function safetyRoutes({ db: { sql } }: AppDeps, facts: FactsCache) {
  return newRouter().openapi(accidentsRoute, async (c) => {
    const { bbox } = c.req.valid('query');
    const { version } = await layerVersion(sql, accidents.id);
    const { source, demo, asOf } = await originOf(sql, facts, [accidents]);
    const said = { version: String(version), source, demo, asOf: asOf(accidents) };
    if (isHeld(c, said)) return c.body(null, 304);
    const answer: AccidentsAnswer = {
      ...said,
      ...(await countAccidents(sql, bbox)),
      accidents: await readAccidents(sql, bbox, MOST),
    };
    return c.json(answer as unknown as z.infer<typeof answerSchema>, 200);
  });
}
