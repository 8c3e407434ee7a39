import { createRoute, z } from '@hono/zod-openapi';
import sharp from 'sharp';
import { access } from '../../auth/access.ts';
import { Fonts } from '../../brochure/fonts.ts';
import { CACHE } from '../../cache.ts';
import type { AppDeps } from '../../deps.ts';
import { languageOf } from '../../errors.ts';
import { inTurn } from '../../files/in-turn.ts';
import type { FileStore } from '../../files/store.ts';
import { newRouter } from '../../openapi/router.ts';
import { problems } from '../../openapi/schemas.ts';
import { summary } from '../../openapi/summary.ts';
import { today } from '../../properties/today.ts';
import { FAMILY_PAGE_POLICY } from '../../security-headers.ts';
import { walkFiles } from '../blobs.ts';
import { walkParams } from '../walk-schemas.ts';
import { protocolOf } from './content.ts';
import { protocolDocx } from './docx.ts';
import { mapPicture, protocolMap } from './map.ts';
import type { Picture } from './map.ts';
import { protocolPage } from './page.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const protocolRoute = createRoute({
  method: 'get',
  path: '/walks/{key}/protocol',
  tags: ['walks'],
  ...access('steering'),
  ...summary('Das Protokoll eines Gangs', 'The protocol of a walk'),
  request: {
    params: walkParams,
    query: z.strictObject({
      format: z
        .enum(['html', 'docx'])
        .default('html')
        .openapi({ description: 'A page to read and print, or a Word document' }),
      lang: z.enum(['de', 'en']).optional().openapi({ description: 'That of the browser without' }),
    }),
  },
  responses: {
    200: {
      description: 'The protocol',
      content: { 'text/html': { schema: z.string() }, [DOCX]: { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems(400, 401, 403, 404),
  },
});

/** Pixels of a photo in a document: 10 cm at 300 dots per inch. */
const PHOTO_PX = 1200;

/** A kept photo as it stands in a document; null where its bytes are gone. */
const photoFrom =
  (store: FileStore) =>
  (kept: string): Promise<Picture | null> =>
    inTurn(async () => {
      try {
        const { data, info } = await sharp(store.path(kept, 'full'))
          .resize({ width: PHOTO_PX, height: PHOTO_PX, fit: 'inside', withoutEnlargement: true })
          .jpeg({ quality: 78 })
          .toBuffer({ resolveWithObject: true });
        return { bytes: data, width: info.width, height: info.height };
      } catch {
        return null;
      }
    });

/** A name for a file out of a title, as any system takes it. */
const fileName = (title: string): string =>
  title
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');

/** What a walk led to, as a document. */
export function protocolRoutes({ db: { sql }, env }: AppDeps) {
  const fonts = new Fonts('../../../brochure/fonts');
  const photoOf = photoFrom(walkFiles(env));
  return newRouter().openapi(protocolRoute, async (c) => {
    const { format, lang } = c.req.valid('query');
    const protocol = await protocolOf(sql, c.req.valid('param').key, lang ?? languageOf(c), today());
    c.header('Cache-Control', CACHE.none);
    if (format === 'html') {
      const map = await protocolMap(sql, protocol.drawn, true);
      c.header('Content-Security-Policy', FAMILY_PAGE_POLICY);
      return c.html(await protocolPage(protocol, map, fonts.css), 200);
    }
    const map = await protocolMap(sql, protocol.drawn, false);
    const bytes = await protocolDocx(protocol, map === null ? null : await inTurn(() => mapPicture(map)), photoOf);
    const name = encodeURIComponent(`${protocol.words.fileName}-${fileName(protocol.title.toWellFormed())}.docx`);
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${name}`);
    return c.body(new Uint8Array(bytes), 200, { 'Content-Type': DOCX });
  });
}
