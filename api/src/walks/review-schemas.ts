import { z } from '@hono/zod-openapi';
import { ROLES } from '@quartierblick/gis/walks/event.ts';
import type { Json } from '@quartierblick/gis/walks/event.ts';
import { MEASURE_STATES } from '@quartierblick/gis/walks/measure.ts';
import { ITEM_KINDS } from '@quartierblick/gis/walks/plan.ts';
import { DECISIONS } from '@quartierblick/gis/walks/review.ts';
import { WALK_STATES } from '@quartierblick/gis/walks/walk.ts';
import { clearedText, positionSchema, textSchema } from '../openapi/schemas.ts';

/** What is decided of a finding, as a whole: what is not named is nothing. */
export const enteredReviewSchema = z
  .strictObject({
    summary: clearedText(1000)
      .default(null)
      .openapi({ description: 'The observation in a sentence, for the protocol' }),
    theme: z.string().max(40).nullable().default(null),
    decision: z.enum(DECISIONS).nullable().default(null),
    reason: clearedText(2000).default(null).openapi({ description: 'Required with `no-action`' }),
    mergedInto: z.uuid().nullable().default(null).openapi({ description: 'The finding that says the same' }),
  })
  .openapi('EnteredReview');

const fileSchema = z.object({
  sha256: z.string(),
  texts: z.array(z.string()),
  here: z.boolean().openapi({ description: 'Whether its bytes have arrived' }),
});
const said = z.unknown().openapi({ description: 'As it was said: text, number, place or null' }) as z.ZodType<Json>;
const PARTS = ['finding', 'photo', 'voice'] as const;
const conflictSchema = z.object({
  kind: z.enum(PARTS),
  thing: z.uuid(),
  field: z.string(),
  values: z.array(z.object({ value: said, by: z.array(z.enum(ROLES)) })),
});
/** How a contradiction is settled: by the value that holds, or by whether the finding that somebody hid stays. */
export const settlingSchema = z
  .discriminatedUnion('do', [
    z.strictObject({
      do: z.literal('value'),
      kind: z.enum(PARTS),
      thing: z.uuid(),
      field: z.string().min(1).max(80),
      value: said.openapi({ description: 'One of those that were said' }),
      seen: z.array(said).min(2).max(100).openapi({ description: 'All values that were looked at' }),
    }),
    z.strictObject({ do: z.literal('keep') }),
    z.strictObject({ do: z.literal('hide') }),
  ])
  .openapi('Settling');
const answerSchema = z.object({
  item: z.uuid(),
  kind: z.enum(ITEM_KINDS),
  title: textSchema,
  value: z.union([z.string(), z.number()]),
  words: textSchema.nullable(),
  unit: z.string().nullable(),
});
const reviewSchema = z.object({
  summary: z.string().nullable(),
  theme: z.string().nullable(),
  decision: z.enum(DECISIONS).nullable(),
  reason: z.string().nullable(),
  mergedInto: z.uuid().nullable(),
  decidedOn: z.string().nullable(),
  decidedBy: z.string().nullable(),
  version: z.int(),
});
const findingSchema = z
  .object({
    key: z.uuid(),
    label: z.string().openapi({ description: '3.2: second at the third stop; W1: first along the way' }),
    device: z.uuid(),
    role: z.enum(ROLES),
    stop: z.uuid().nullable(),
    theme: z.string().nullable(),
    note: z.string(),
    at: positionSchema.nullable(),
    accuracyM: z.number().nullable(),
    placed: z.enum(['gps', 'map', 'stop']).nullable(),
    foundAt: z.string(),
    photos: z.array(fileSchema),
    voices: z.array(fileSchema),
    answers: z.array(answerSchema),
    conflicts: z.array(conflictSchema),
    contested: z.boolean(),
    review: reviewSchema.nullable(),
    measures: z.array(z.object({ key: z.uuid(), number: z.int(), title: z.string(), state: z.enum(MEASURE_STATES) })),
  })
  .openapi('WalkFinding');

export const findingsSchema = z
  .object({
    walk: z.object({ key: z.uuid(), title: z.string(), state: z.enum(WALK_STATES), version: z.int() }),
    stops: z.array(z.object({ key: z.uuid(), name: z.string(), at: positionSchema })),
    themes: z.array(z.object({ key: z.string(), title: textSchema })),
    route: z.array(positionSchema),
    findings: z.array(findingSchema),
    proposals: z.array(z.array(z.uuid())).openapi({ description: 'Findings that may be one' }),
    pending: z.array(
      z.object({
        role: z.enum(ROLES),
        name: z.string().nullable(),
        count: z.int(),
        seenAt: z.string().nullable(),
      }),
    ),
  })
  .openapi('WalkFindings');
