import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { STORY_EDITIONS } from '@quartierblick/gis/stories/editions.ts';
import { PARTS_HEADER, REPLACED_HEADER } from '@quartierblick/gis/stories/pack/format.ts';
import { access } from '../auth/access.ts';
import { validationProblem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { DATA_POLICY } from '../security-headers.ts';
import { lowered } from './lowered.ts';
import { beginPack } from './pack/compose.ts';
import type { PackTools } from './pack/compose.ts';
import { contentsOfPublication, contentsOfStory } from './pack/contents.ts';
import type { PackContents } from './pack/contents.ts';
import { readFrozen } from './publish/publications.ts';
import { publicationParams } from './publish/schemas.ts';
import { keyParam } from './schemas.ts';
import { readStoryRow } from './stories.ts';

const file = {
  description: `A file to be kept. The header ${PARTS_HEADER} tells how many parts it will have; its last line is the SHA-256 of all lines before it, and is missing where the file is not whole`,
  content: { 'text/html': { schema: z.string() } },
};

const packRoute = createRoute({
  method: 'get',
  path: '/stories/{key}/pack',
  tags: ['stories'],
  // A pack holds nothing that its edition could not read piece by piece, but costs the server seconds: it is for those who present.
  ...access('steering'),
  ...summary('Eine Geschichte als eine Datei, die ohne Netz läuft', 'A story as one file that runs without a network'),
  request: {
    params: keyParam,
    query: z.strictObject({
      edition: z.enum(STORY_EDITIONS).default('public').openapi({ description: 'As whom; never more than the caller' }),
      notes: z
        .enum(['0', '1'])
        .default('0')
        .openapi({ description: 'With the presenter’s notes; never in the public edition' }),
    }),
  },
  responses: {
    200: file,
    ...problems(400, 401, 403, 404, 413, 503),
  },
});
const publishedRoute = createRoute({
  method: 'get',
  path: '/stories/{key}/publications/{publication}/pack',
  tags: ['stories'],
  // As everything that lists and hands on what was published.
  ...access('planner'),
  ...summary(
    'Eine Veröffentlichung als eine Datei, die ohne Netz läuft',
    'A publication as one file that runs without a network',
  ),
  request: { params: publicationParams },
  responses: {
    200: {
      ...file,
      description: `${file.description}. Texts, figures and contents are the frozen ones; there are no notes`,
    },
    ...problems(400, 401, 403, 404, 409, 413, 503),
  },
});

const nameOf = (title: string, edition: string): string =>
  `${title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'story'}-${edition}.html`;

/** Stories and publications to be taken along. */
export function packRoutes(tools: PackTools) {
  const { log, db } = tools.story.deps;
  async function send(c: Context, contents: PackContents) {
    const { key, title, edition } = contents.rendition;
    const { parts, replaced, bytes } = await beginPack(tools, contents);
    const stream = Readable.from(bytes, { objectMode: false });
    stream.on('error', (error) => log.error({ err: error, story: key }, 'a pack was not finished'));
    c.header('Content-Type', 'text/html; charset=utf-8');
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(nameOf(title.de, edition))}`);
    // Its own policy stands in the file; opened from here it is data like any other.
    c.header('Content-Security-Policy', DATA_POLICY);
    c.header(PARTS_HEADER, String(parts));
    c.header(REPLACED_HEADER, replaced.join(', '));
    // It is packed already: no coding on the way.
    c.header('Cache-Control', 'no-store, no-transform');
    return c.body(Readable.toWeb(stream) as ReadableStream, 200);
  }
  return newRouter()
    .openapi(packRoute, async (c) => {
      const { key } = c.req.valid('param');
      const query = c.req.valid('query');
      const edition = lowered(c, query.edition);
      const notes = query.notes === '1';
      if (notes && edition === 'public') {
        throw validationProblem([{ path: ['notes'], message: 'notes are not for the public edition' }]);
      }
      const { story } = await readStoryRow(db.sql, key, true);
      return send(c, await contentsOfStory(tools.story, { key, story, edition, notes }));
    })
    .openapi(publishedRoute, async (c) => {
      const { key, publication } = c.req.valid('param');
      const frozen = await readFrozen(db.sql, key, publication);
      return send(c, await contentsOfPublication(tools.story, key, frozen));
    });
}
