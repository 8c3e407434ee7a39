import { z } from '@hono/zod-openapi';
import { EDITIONS } from '@quartierblick/gis/layers/define.ts';
import { STORY_EDITIONS } from '@quartierblick/gis/stories/editions.ts';
import { LOOKS, storySchema } from '@quartierblick/gis/stories/story.ts';
import { textSchema } from '../openapi/schemas.ts';

// A copy: what was made before the api's own zod was loaded knows nothing of OpenAPI.
export const storyBody = storySchema.clone().openapi('Story', {
  description: 'Slides in their order. Texts may hold figures as `{name:argument}`; maps are queries of the map screen',
});

/** A story as a list has it. */
export const storyHeadSchema = z
  .object({
    key: z.uuid(),
    title: textSchema,
    slides: z.int(),
    open: z.boolean().openapi({ description: 'Everybody may see its public edition' }),
    demo: z.boolean(),
    version: z.int(),
    changedAt: z.string(),
    changedBy: z.string().nullable(),
  })
  .openapi('StoryHead');

/** A story as it is edited. */
export const editedStorySchema = storyHeadSchema
  .omit({ title: true, slides: true })
  .extend({ story: storyBody })
  .openapi('EditedStory');

/** A former state. */
export const storyVersionSchema = z
  .object({
    id: z.uuid(),
    version: z.int(),
    name: z.string().nullable(),
    slides: z.int(),
    savedAt: z.string(),
    savedBy: z.string(),
  })
  .openapi('StoryVersion');

export const keyParam = z.object({ key: z.uuid().openapi({ param: { name: 'key', in: 'path' } }) });
const lookSchema = z.enum(LOOKS);

const slideSourceSchema = z
  .object({
    from: z.string(),
    title: textSchema,
    attribution: z.string(),
    licence: z.string(),
    licenceUrl: z.string().nullable(),
    url: z.string().nullable(),
    asOf: z.string().nullable(),
    demo: z.boolean(),
    imports: z.array(z.object({ id: z.string(), fileName: z.string(), at: z.string() })),
  })
  .openapi('SlideSource');

/** A figure with all that must be said with it. */
export const figureSchema = z
  .object({
    name: z.string(),
    title: textSchema,
    value: z.number().nullable(),
    state: z.enum(['value', 'hidden', 'missing']),
    format: z.enum(['count', 'number', 'percent', 'metres', 'euros']),
    unit: textSchema.nullable(),
    denominator: textSchema.nullable(),
    modelled: z.boolean(),
    notes: z.array(textSchema),
    sources: z.array(slideSourceSchema),
    seenAt: z.string().nullable().openapi({ description: 'Address in the dashboard that shows the same' }),
    uses: z.record(z.string(), z.union([z.number(), z.string()])),
  })
  .openapi('Figure');

const editionSchema = z.enum(EDITIONS);

const renderedSlideSchema = z
  .object({
    slide: z
      .looseObject({ id: z.uuid(), kind: z.string() })
      .openapi({ description: 'As in `Story`, without what is withheld' }),
    figures: z.record(z.string(), figureSchema),
    content: z.looseObject({ kind: z.string() }).nullable().openapi({ description: 'By kind of slide' }),
    sources: z.array(slideSourceSchema),
    withheld: z.array(
      z.object({ part: z.enum(['slide', 'layer', 'figure', 'content']), what: textSchema, lowest: editionSchema }),
    ),
    problems: z.array(z.object({ kind: z.string(), what: textSchema })),
    uses: z.record(z.string(), z.union([z.number(), z.string()])),
  })
  .openapi('RenderedSlide');

/** A story as an edition gets it. */
export const renditionSchema = z
  .object({
    format: z.int(),
    key: z.uuid(),
    title: textSchema,
    look: lookSchema,
    edition: z.enum(STORY_EDITIONS),
    project: textSchema,
    slides: z.array(renderedSlideSchema),
    at: z.string(),
  })
  .openapi('Rendition');
