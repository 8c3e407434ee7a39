import { z } from '@hono/zod-openapi';
import { searchText, wholeNumber } from '../layers/parameters.ts';
import { boundsSchema, positionSchema, textSchema } from '../openapi/schemas.ts';

export const searchQuery = z.strictObject({
  q: searchText.openapi({
    description: 'A street, address, place, property or unit',
    example: 'bornstr 52',
  }),
  limit: wholeNumber(1, 50, 10, 'Most hits to return'),
});

/** Something that was found; `id` and `key` name the feature of the layer. */
export const hitSchema = z
  .object({
    layer: z.string(),
    id: z.number(),
    key: z.string(),
    title: z.string(),
    subtitle: textSchema,
    center: positionSchema,
    bbox: boundsSchema,
  })
  .openapi('SearchHit');
