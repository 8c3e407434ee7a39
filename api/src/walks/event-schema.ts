import { z } from '@hono/zod-openapi';
import { LIMITS, ROLES, UUID } from '@quartierblick/gis/walks/event.ts';
import type { WalkEvent } from '@quartierblick/gis/walks/event.ts';

/** Lower case: the database gives ids back that way, and one thing has one name. */
export const uuidSchema = z.string().regex(UUID, 'must be a UUID in lower case').openapi({ format: 'uuid' });
export const roleSchema = z.enum(ROLES);

/** Deeper than anything that is said, and shallow enough for every parser. */
const MOST_DEEP = 12;
const MOST_OVER = 500;

function isShallow(value: unknown, left = MOST_DEEP): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return left > 0 && Object.values(value).every((part) => isShallow(part, left - 1));
}

/** NUL or half a character, as JSON writes them: PostgreSQL keeps neither. */
const UNKEEPABLE = /(?:^|[^\\])(?:\\\\)*\\u(?:0000|d[89a-f])/i;

const over = z.array(uuidSchema).max(MOST_OVER);
/** A value is looked at below, for a schema would follow it to any depth. The field of an event that a newer page writes may be unknown here: it is kept, and shown by those who know it. */
const say = z.union([
  z.looseObject({
    do: z.literal('set'),
    field: z.string().min(1).max(80),
    value: z.unknown(),
    over,
  }),
  z.looseObject({ do: z.literal('remove'), over }),
]);

/** An event by its form; what its field means is for those who read it. */
export const eventSchema = z
  .looseObject({
    v: z.literal(1),
    id: uuidSchema,
    device: uuidSchema,
    seq: z.int().min(1).max(LIMITS.deviceEvents),
    at: z.string().max(40),
    kind: z.string().min(1).max(40),
    thing: uuidSchema,
    say,
  })
  .refine(
    (event) => {
      if (!isShallow(event)) return false;
      const text = JSON.stringify(event);
      return Buffer.byteLength(text) <= LIMITS.eventBytes && !UNKEEPABLE.test(text);
    },
    { error: 'is too large, too deep or has characters that cannot be kept' },
  )
  .openapi('WalkEvent', { description: 'gis/walks/event.ts' });

/** What a device sends at once. */
export const batchSchema = z.strictObject({
  sentAt: z.string().max(40).openapi({ description: 'What the clock of the device says, ISO 8601' }),
  pending: z.int().min(0).max(1_000_000).openapi({ description: 'Events and files that are still to come' }),
  events: z.array(eventSchema).max(LIMITS.batchEvents),
});

/** The parsed events are what they were before: the schema takes away nothing. */
export const eventsOf = (batch: z.infer<typeof batchSchema>): WalkEvent[] => batch.events as unknown as WalkEvent[];
