import { createRoute, z } from '@hono/zod-openapi';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import { STORY_EDITIONS } from '@quartierblick/gis/stories/editions.ts';
import { storySchema } from '@quartierblick/gis/stories/story.ts';
import { access } from '../auth/access.ts';
import { editionOf } from '../auth/identity.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems, textSchema } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { Asking } from './asking.ts';
import type { StoryTools } from './asking.ts';
import { answerFigure, offeredFigures } from './figures/index.ts';
import { lowered } from './lowered.ts';
import { renderStory } from './rendition.ts';
import { figureSchema, keyParam, renditionSchema } from './schemas.ts';
import { readStoryRow } from './stories.ts';

const editionQuery = z.strictObject({
  edition: z.enum(STORY_EDITIONS).optional().openapi({ description: 'As whom; never more than the caller' }),
});

const renditionRoute = createRoute({
  method: 'get',
  path: '/stories/{key}/rendition',
  tags: ['stories'],
  ...access('public'),
  ...summary('Eine Geschichte, wie eine Ausgabe sie bekommt', 'A story as an edition gets it'),
  request: { params: keyParam, query: editionQuery },
  responses: {
    200: json(renditionSchema, 'Slides with their figures, contents, sources, and what was withheld'),
    ...problems(400, 403, 404),
  },
});
const draftRoute = createRoute({
  method: 'post',
  path: '/stories/rendition',
  tags: ['stories'],
  ...access('planner'),
  ...summary(
    'Folien, die noch nicht gespeichert sind, wie eine Ausgabe sie bekommt',
    'Slides that are not saved yet, as an edition gets them',
  ),
  request: { query: editionQuery, body: jsonBody(storySchema) },
  responses: { 200: json(renditionSchema, 'As for a saved story'), ...problems(400, 401, 403) },
});
const offeredRoute = createRoute({
  method: 'get',
  path: '/figures',
  tags: ['stories'],
  ...access('steering'),
  ...summary('Zahlen, die ein Text enthalten kann', 'Figures that a text can hold'),
  responses: {
    200: json(
      z.array(z.object({ group: textSchema, figures: z.array(z.object({ name: z.string(), title: textSchema })) })),
      'By group, without values; a name that ends with a slash wants an area behind it',
    ),
    ...problems(401, 403),
  },
});
const figureRoute = createRoute({
  method: 'get',
  path: '/figures/{name}',
  tags: ['stories'],
  ...access('public'),
  ...summary('Eine Zahl mit ihrer Herkunft', 'A figure with its lineage'),
  request: {
    params: z.object({
      name: z
        .string()
        .min(1)
        .max(300)
        .openapi({ param: { name: 'name', in: 'path' } }),
    }),
    query: editionQuery,
  },
  responses: { 200: json(figureSchema, 'Value, denominator, sources, imports'), ...problems(400, 403, 404) },
});

/** A key that no saved story has. */
const DRAFT = '00000000-0000-4000-8000-000000000000';

/** Stories and figures, reckoned for an edition. */
export function renditionRoutes(tools: StoryTools) {
  const { sql } = tools.deps.db;
  return newRouter()
    .openapi(renditionRoute, async (c) => {
      const edition = lowered(c, c.req.valid('query').edition);
      const { key } = c.req.valid('param');
      const account = maySee(editionOf(c), 'steering');
      const row = await readStoryRow(sql, key, account);
      c.header('Cache-Control', 'no-store');
      return c.json((await renderStory(tools, { key, story: row.story }, { edition, notes: account })) as never, 200);
    })
    .openapi(draftRoute, async (c) => {
      const edition = lowered(c, c.req.valid('query').edition);
      c.header('Cache-Control', 'no-store');
      const story = c.req.valid('json');
      return c.json((await renderStory(tools, { key: DRAFT, story }, { edition, notes: true })) as never, 200);
    })
    .openapi(offeredRoute, async (c) => {
      const ask = await Asking.begin(tools, lowered(c, undefined));
      c.header('Cache-Control', 'no-store');
      return c.json(await offeredFigures(ask), 200);
    })
    .openapi(figureRoute, async (c) => {
      const ask = await Asking.begin(tools, lowered(c, c.req.valid('query').edition));
      const answer = await answerFigure(ask, c.req.valid('param').name);
      c.header('Cache-Control', 'no-store');
      if ('figure' in answer) return c.json(answer.figure as never, 200);
      throw new Problem({
        status: 404,
        type: 'unknown-figure',
        title: { de: 'Diese Zahl gibt es nicht', en: 'There is no such figure' },
      });
    });
}
