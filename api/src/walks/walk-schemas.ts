import { z } from '@hono/zod-openapi';
import { PROFILE_IDS } from '@quartierblick/gis/analysis/network/profiles.ts';
import { ROLES } from '@quartierblick/gis/walks/event.ts';
import { PICTURE_KEYS } from '@quartierblick/gis/walks/pictures.ts';
import { ITEM_KINDS } from '@quartierblick/gis/walks/plan.ts';
import { STOP_LAYERS, WALK_STATES } from '@quartierblick/gis/walks/walk.ts';
import { clearedText, textSchema } from '../openapi/schemas.ts';

/** Path parameter that names a walk. */
export const walkParams = z.object({ key: z.uuid().openapi({ param: { name: 'key', in: 'path' } }) });

/** Most stops of a walk: at eight minutes each it takes five hours. */
const MOST_STOPS = 40;
const MOST_CARDS = 10;
const MOST_ITEMS = 30;

const line = (most: number) => z.string().trim().min(1).max(most);
const refSchema = z.strictObject({ layer: z.enum(STOP_LAYERS), key: z.string().min(1).max(200) });

export const stopSchema = z
  .strictObject({
    key: z.uuid(),
    name: line(120).openapi({ description: 'What guests read' }),
    lon: z.number().min(-180).max(180),
    lat: z.number().min(-85).max(85),
    ref: refSchema.nullable().default(null).openapi({ description: 'What it was picked from; cases to planners only' }),
    cards: z.array(z.uuid()).max(MOST_CARDS).default([]),
    minutes: z.int().min(0).max(120).nullable().default(null),
    note: clearedText(500).default(null),
  })
  .openapi('WalkStop');
export const stopsSchema = z.strictObject({ stops: z.array(stopSchema).max(MOST_STOPS) }).openapi('WalkStops');
export type EnteredStop = z.infer<typeof stopSchema>;

const legSchema = z.object({
  from: z.uuid(),
  to: z.uuid(),
  metres: z.number().nullable(),
  seconds: z.number().nullable(),
  line: z.array(z.tuple([z.number(), z.number()]).openapi({ type: 'array', items: { type: 'number' } })),
});
const routeSchema = z
  .object({
    network: z.string(),
    round: z.boolean(),
    legs: z.array(legSchema),
    metres: z.number(),
    seconds: z.number(),
    missing: z.int(),
  })
  .openapi('WalkRoute');
const timesSchema = z.object({ stop: z.uuid(), arrives: z.string(), leaves: z.string(), dark: z.boolean() });

export const summarySchema = z
  .object({
    key: z.uuid(),
    title: z.string(),
    purpose: z.string().nullable(),
    theme: z.string().nullable(),
    meetingPoint: z.string().nullable(),
    startsAt: z.string(),
    endsAt: z.string().nullable(),
    state: z.enum(WALK_STATES),
    stopCount: z.int(),
    metres: z.number().nullable(),
    dark: z.boolean().nullable(),
    people: z.int(),
    findings: z.int(),
    demo: z.boolean(),
    version: z.int(),
  })
  .openapi('WalkSummary');
export const walkSchema = summarySchema
  .extend({
    profile: z.enum(PROFILE_IDS),
    ordered: z.enum(['given', 'best']),
    minutesAStop: z.int(),
    showsOthers: z.boolean(),
    stops: z.array(stopSchema),
    route: routeSchema.nullable(),
    times: z.array(timesSchema),
    changedAt: z.string(),
    changedBy: z.string().nullable(),
  })
  .openapi('Walk');

/** What is entered of a walk; `closed` is reached by closing it. */
const fields = {
  title: line(160),
  purpose: clearedText(2000),
  theme: z.string().max(40).nullable(),
  meetingPoint: clearedText(300),
  startsAt: z.iso.datetime({ offset: true }),
  profile: z.enum(PROFILE_IDS),
  ordered: z.enum(['given', 'best']),
  minutesAStop: z.int().min(0).max(120),
  showsOthers: z.boolean(),
};
export const newWalkSchema = z
  .strictObject({
    ...fields,
    purpose: fields.purpose.default(null),
    theme: fields.theme.default(null),
    meetingPoint: fields.meetingPoint.default(null),
    profile: fields.profile.default('child-with-adult'),
    ordered: fields.ordered.default('given'),
    minutesAStop: fields.minutesAStop.default(8),
    showsOthers: fields.showsOthers.default(false),
    stops: z.array(stopSchema).max(MOST_STOPS).default([]),
  })
  .openapi('NewWalk');
export type EnteredWalk = z.infer<typeof newWalkSchema>;
export const changeSchema = z
  .strictObject({
    ...z.strictObject(fields).partial().shape,
    state: z.enum(['draft', 'open', 'walked']).optional(),
    consent: z
      .literal(true)
      .optional()
      .openapi({ description: 'Parents have agreed to photos of their children; asked for when a walk opens' }),
  })
  .openapi('WalkChange');
export type WalkChange = z.infer<typeof changeSchema>;

const optionSchema = z.strictObject({
  id: z.string().regex(/^[\w-]{1,40}$/),
  title: textSchema,
  picture: z.enum(PICTURE_KEYS).nullable().default(null),
});
const itemSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(ITEM_KINDS),
    title: z.strictObject({ de: line(200), en: line(200) }),
    picture: z.enum(PICTURE_KEYS).nullable().default(null),
    options: z.array(optionSchema).max(12).readonly().default([]),
    unit: z.string().max(10).nullable().default(null),
  })
  .openapi('CardItem');
const cardFields = {
  title: line(120),
  titleEn: clearedText(120),
  theme: z.string().max(40).nullable(),
  roles: z.array(z.enum(ROLES)).max(ROLES.length),
  items: z.array(itemSchema).min(1).max(MOST_ITEMS),
};
export const newCardSchema = z
  .strictObject({
    ...cardFields,
    titleEn: cardFields.titleEn.default(null),
    theme: cardFields.theme.default(null),
    roles: cardFields.roles.default([]),
  })
  .openapi('NewWalkCard');
export type EnteredCard = z.infer<typeof newCardSchema>;
export const cardChangeSchema = z
  .strictObject({ ...z.strictObject(cardFields).partial().shape, retired: z.boolean().optional() })
  .openapi('WalkCardChange');
export type CardChange = z.infer<typeof cardChangeSchema>;
export const cardSchema = z
  .object({
    ...cardFields,
    titleEn: z.string().nullable(),
    key: z.uuid(),
    retired: z.boolean(),
    uses: z.int(),
    demo: z.boolean(),
    version: z.int(),
  })
  .openapi('WalkCard');
