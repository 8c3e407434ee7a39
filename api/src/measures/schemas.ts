import { z } from '@hono/zod-openapi';
import { MEASURE_STATES } from '@quartierblick/gis/walks/measure.ts';
import { clearedText, textSchema } from '../openapi/schemas.ts';

const LONGEST = 4_000;
const text = z.string().trim().max(LONGEST);
const optionalText = clearedText(LONGEST);
const day = z.iso.date();

const placeSchema = z
  .strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
  .openapi({ description: 'WGS 84' });

const fieldShape = {
  title: text.min(1).max(300),
  action: optionalText,
  theme: z.string().max(100).nullable(),
  place: placeSchema.nullable(),
  placeText: optionalText,
  responsible: optionalText,
  due: day.nullable(),
  remindOn: day.nullable(),
  state: z.enum(MEASURE_STATES),
  reason: optionalText,
  doneOn: day.nullable(),
};

const MOST_FINDINGS = 500;
const findings = z.array(z.uuid()).max(MOST_FINDINGS);

export const addedMeasureSchema = z
  .strictObject({ ...z.object(fieldShape).partial().shape, title: fieldShape.title, walk: z.uuid().nullish() })
  .extend({ findings: findings.optional() })
  .openapi('AddedMeasure');

export const changedMeasureSchema = z
  .strictObject({
    changes: z.strictObject(fieldShape).partial(),
    findings: findings.optional().openapi({ description: 'Where given, these become the findings of the measure' }),
    why: optionalText.optional().openapi({ description: 'Why it was changed, for the history' }),
  })
  .openapi('ChangedMeasure');

const evidenceSchema = z.object({
  key: z.string(),
  moment: z.enum(['before', 'after']),
  width: z.int().nullable(),
  height: z.int().nullable(),
  takenOn: z.string().nullable(),
  note: z.string().nullable(),
  by: z.string().nullable(),
});

const findingSchema = z.object({
  key: z.string(),
  walk: z.string(),
  text: z.string().nullable(),
  foundAt: z.string(),
  photos: z.array(z.string()),
});

export const measureSchema = z
  .object({
    key: z.string(),
    number: z.int(),
    title: z.string(),
    action: z.string().nullable(),
    theme: z.string().nullable(),
    place: z.object({ lon: z.number(), lat: z.number() }).nullable(),
    placeText: z.string().nullable(),
    responsible: z.string().nullable(),
    due: z.string().nullable(),
    remindOn: z.string().nullable(),
    state: z.enum(MEASURE_STATES),
    reason: z.string().nullable(),
    doneOn: z.string().nullable(),
    walk: z.object({ key: z.string(), title: z.string() }).nullable(),
    findings: z.array(findingSchema),
    seenAgain: z.array(findingSchema).openapi({ description: 'What was seen of it on later walks' }),
    evidence: z.array(evidenceSchema),
    demo: z.boolean(),
    overdue: z.boolean(),
    createdAt: z.string(),
    createdBy: z.string(),
    version: z.int(),
    changedAt: z.string(),
    changedBy: z.string().nullable(),
  })
  .openapi('Measure', { description: 'A measure (Maßnahme); days YYYY-MM-DD, place WGS 84' });

export const themesSchema = z.array(z.object({ key: z.string(), title: textSchema }));

export const listSchema = z.object({ measures: z.array(measureSchema), themes: themesSchema }).openapi('Measures');

const changed = z.record(z.string(), z.unknown()).nullable();
export const changeSchema = z
  .object({
    at: z.string(),
    by: z.string(),
    what: z.enum(['added', 'changed', 'evidence-added', 'evidence-removed']),
    before: changed,
    after: changed,
    reason: z.string().nullable(),
  })
  .openapi('MeasureChange');
