import { z } from '@hono/zod-openapi';
import { STORY_EDITIONS } from '@quartierblick/gis/stories/editions.ts';
import { textSchema } from '../../openapi/schemas.ts';
import { figureSchema, keyParam, renditionSchema } from '../schemas.ts';

const id = (name: string) => z.uuid().openapi({ param: { name, in: 'path' } });
export const publicationParams = keyParam.extend({ publication: id('publication') });
export const linkParams = publicationParams.extend({ link: id('link') });

export const linkSchema = z
  .object({
    id: z.uuid(),
    note: z.string().nullable(),
    password: z.boolean().openapi({ description: 'It asks for one' }),
    expiresAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
    opened: z.int().openapi({ description: 'How often' }),
    lastOpenedAt: z.string().nullable(),
    createdAt: z.string(),
    createdBy: z.string(),
  })
  .openapi('StoryLink');

export const newLinkSchema = z
  .object({
    link: linkSchema,
    url: z.string().openapi({ description: 'Its secret stands behind the #, which no browser sends and no log holds' }),
    qr: z.object({ size: z.int(), d: z.string().openapi({ description: 'Path data of the dark modules' }) }),
  })
  .openapi('NewStoryLink');

export const publicationSchema = z
  .object({
    key: z.uuid(),
    version: z.int(),
    edition: z.enum(STORY_EDITIONS),
    slides: z.int(),
    hash: z.string().openapi({ description: 'SHA-256 of the canonical JSON (RFC 8785) of the rendition' }),
    publishedAt: z.string(),
    publishedBy: z.string(),
    withdrawnAt: z.string().nullable(),
    links: z.array(linkSchema),
  })
  .openapi('StoryPublication');

const figureState = figureSchema.pick({ value: true, state: true, format: true, unit: true, denominator: true });
const number = z.number().nullable();

/** What changed since something was published. */
export const changesSchema = z
  .object({
    at: z.string(),
    slides: z.array(
      z.object({
        slide: z.uuid(),
        changes: z.array(
          z.discriminatedUnion('kind', [
            z.object({
              kind: z.literal('figure'),
              name: z.string(),
              title: textSchema,
              before: figureState.nullable(),
              after: figureState.nullable(),
            }),
            z.object({ kind: z.literal('number'), what: textSchema, before: number, after: number }),
            z.object({ kind: z.literal('content'), what: textSchema }),
            z.object({ kind: z.literal('layer'), layer: z.string(), what: textSchema }),
            z.object({ kind: z.literal('gone'), what: textSchema }),
          ]),
        ),
      }),
    ),
  })
  .openapi('StoryChanges');

export const shownSchema = z
  .object({
    rendition: renditionSchema,
    hash: z.string(),
    publishedAt: z.string(),
    ticket: z.string().openapi({ description: 'For `X-Story-Ticket` of tiles and photos of this publication' }),
  })
  .openapi('ShownStory');
