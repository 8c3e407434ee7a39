import { createRoute, z } from '@hono/zod-openapi';
import { LINK_HEADERS } from '@quartierblick/gis/stories/publication.ts';
import { access } from '../../auth/access.ts';
import { addressOf } from '../../auth/address.ts';
import { CACHE } from '../../cache.ts';
import type { AppDeps } from '../../deps.ts';
import { sendFile, unknownFile } from '../../files/send.ts';
import { VARIANTS } from '../../files/store.ts';
import { evidenceOf } from '../../measures/evidence.ts';
import { newRouter } from '../../openapi/router.ts';
import { json, notModified, problems } from '../../openapi/schemas.ts';
import { summary } from '../../openapi/summary.ts';
import { walkFiles } from '../../walks/blobs.ts';
import type { Pace } from '../../walks/pace.ts';
import { shownSchema } from './schemas.ts';
import type { ShownStories } from './shown.ts';

const common = { tags: ['stories'], ...access('public') };

const shownRoute = createRoute({
  method: 'get',
  path: '/shown',
  ...common,
  ...summary('Die Geschichte hinter einem Link', 'The story behind a link'),
  request: {
    headers: z.object({
      'x-story-link': z.string().max(200).optional().openapi({ description: 'What stands behind the # of the link' }),
      'x-story-password': z
        .string()
        .max(2000)
        .optional()
        .openapi({ description: 'Percent-encoded: headers hold no umlauts' }),
    }),
  },
  responses: { 200: json(shownSchema, 'As it was published'), ...problems(400, 401, 404, 429) },
});
const photoRoute = createRoute({
  method: 'get',
  path: '/shown/measures/{key}/evidence/{evidence}',
  ...common,
  ...summary('Ein Foto einer Folie hinter einem Link', 'A photo of a slide behind a link'),
  request: {
    params: z.object({
      key: z.uuid().openapi({ param: { name: 'key', in: 'path' } }),
      evidence: z.uuid().openapi({ param: { name: 'evidence', in: 'path' } }),
    }),
    query: z.strictObject({ size: z.enum(VARIANTS).default('full') }),
    headers: z.object({ 'x-story-ticket': z.string().max(200).optional() }),
  },
  responses: {
    200: { description: 'The bytes', content: { 'image/jpeg': { schema: z.string() } } },
    ...notModified,
    ...problems(400, 404),
  },
});

/** The password as it was typed; what is not encoded is taken as it is. */
function typed(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

/** What a link opens to whoever holds it, account or none. */
export function shownRoutes(deps: AppDeps, shown: ShownStories, pace: Pace) {
  const store = walkFiles(deps.env);
  return newRouter()
    .openapi(shownRoute, async (c) => {
      const address = addressOf(c, deps.env);
      pace.count(`story ${address}`);
      const token = c.req.header(LINK_HEADERS.token) ?? '';
      const password = typed(c.req.header(LINK_HEADERS.password) ?? '');
      c.header('Cache-Control', CACHE.none);
      return c.json((await shown.open(token, password, address)) as never, 200);
    })
    .openapi(photoRoute, async (c) => {
      const { key, evidence } = c.req.valid('param');
      const opened = await shown.openedBy(c.req.header(LINK_HEADERS.ticket) ?? '');
      if (!opened?.photos.has(`/api/measures/${key}/evidence/${evidence}`)) throw unknownFile();
      const sha256 = await evidenceOf(deps.db.sql, key, evidence);
      if (sha256 === undefined) throw unknownFile();
      const file = { sha256, kind: 'photo', mediaType: 'image/jpeg', fileName: 'foto.jpg' } as const;
      const answer = await sendFile(c, store, file, c.req.valid('query').size);
      // Whoever comes to the machine next has no ticket.
      answer.headers.set('Cache-Control', CACHE.none);
      return answer;
    });
}
